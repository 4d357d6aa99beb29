package org.alsolike.jobs;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the rooms, read from the class files. */
@AnalyzeClasses(packages = "org.alsolike", importOptions = DoNotIncludeTests.class)
class ArrowsTest {

  @ArchTest
  static final ArchRule ROOMS_KNOW_ONLY_WHAT_THE_HOUSE_ALLOWS =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("org.alsolike..")
          .layer("tables")
          .definedBy("org.alsolike.tables..")
          .layer("features")
          .definedBy("org.alsolike.features..")
          .layer("models")
          .definedBy("org.alsolike.models..")
          .layer("audiences")
          .definedBy("org.alsolike.audiences..")
          .layer("serving")
          .definedBy("org.alsolike.serving..")
          .layer("jobs")
          .definedBy("org.alsolike.jobs..")
          .whereLayer("jobs")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("serving")
          .mayOnlyBeAccessedByLayers("jobs")
          .whereLayer("audiences")
          .mayOnlyBeAccessedByLayers("jobs")
          .whereLayer("models")
          .mayOnlyBeAccessedByLayers("jobs")
          .whereLayer("features")
          .mayOnlyBeAccessedByLayers("jobs")
          .whereLayer("tables")
          .mayOnlyBeAccessedByLayers("features", "models", "audiences", "jobs");

  @ArchTest
  static final ArchRule THE_PARTS_OF_MODELS_DO_NOT_SEE_EACH_OTHER =
      slices().matching("org.alsolike.models.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule NO_PACKAGE_OF_JOBS_DEPENDS_ON_ITSELF_THROUGH_ANOTHER =
      slices().matching("org.alsolike.jobs.(*)..").should().beFreeOfCycles();
}
