package org.alsolike.jobs;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** The arrows between the rooms, read from the class files. */
class ArrowsTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("org.alsolike");

  @Test
  void roomsKnowOnlyWhatTheHouseAllows() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("org.alsolike..")
        .withOptionalLayers(false)
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
        .mayOnlyBeAccessedByLayers("features", "models", "audiences", "jobs")
        .check(OURS);
  }

  @Test
  void thePartsOfModelsDoNotSeeEachOther() {
    slices().matching("org.alsolike.models.(*)..").should().notDependOnEachOther().check(OURS);
  }

  @Test
  void noPackageOfJobsDependsOnItselfThroughAnother() {
    slices().matching("org.alsolike.jobs.(*)..").should().beFreeOfCycles().check(OURS);
  }
}
