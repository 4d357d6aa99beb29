package org.alsolike.jobs.exports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.Stopped;

/** Compares an export, wherever it was copied to, with its manifest. */
public record ExportCheck(Path folder) {

  private static final String REMEDY = "copy the export again, or run `alsolike run` again";

  /**
   * Reads every file.
   *
   * @return what the export consists of
   * @throws Stopped where it is not whole, naming the first file that differs
   */
  public ExportManifest whole() {
    try {
      ExportManifest manifest = manifest();
      List<String> differences = new ArrayList<>();
      for (ExportedFile expected : manifest.files()) {
        differences.addAll(differences(expected));
      }
      differences.addAll(unknown(manifest));
      if (!differences.isEmpty()) {
        int further = differences.size() - 1;
        throw damaged(
            differences.get(0) + (further == 0 ? "" : " (and %d more differ)".formatted(further)));
      }
      return manifest;
    } catch (IOException e) {
      throw new Stopped(
          ExitCode.STORE_UNAVAILABLE,
          "%s: cannot be read: %s; %s".formatted(folder, e.getMessage(), REMEDY),
          e);
    }
  }

  private ExportManifest manifest() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new Stopped(
          ExitCode.USAGE,
          "%s: there is no such folder; expected one such as workspace/runs/RUN_ID/exports"
              .formatted(folder));
    }
    if (!Files.exists(folder.resolve(ExportManifest.NAME))) {
      throw damaged(
          "there is no %s, which is written last: the export is unfinished"
              .formatted(ExportManifest.NAME));
    }
    try {
      return ExportManifest.readFrom(folder);
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw damaged("%s is no manifest: %s".formatted(ExportManifest.NAME, e.getOriginalMessage()));
    }
  }

  private List<String> differences(ExportedFile expected) throws IOException {
    Path file = folder.resolve(expected.file()).normalize();
    if (!file.startsWith(folder.normalize())) {
      return List.of(expected.file() + ": lies outside the export");
    }
    if (!Files.isRegularFile(file)) {
      return List.of(expected.file() + ": is missing");
    }
    if (Files.size(file) != expected.bytes()) {
      return List.of(
          "%s: has %d bytes, but the manifest says %d"
              .formatted(expected.file(), Files.size(file), expected.bytes()));
    }
    String found = ExportedFile.of(folder, file, expected.rows()).sha256();
    return found.equals(expected.sha256())
        ? List.of()
        : List.of(
            "%s: has sha256 %.12s, but the manifest says %.12s"
                .formatted(expected.file(), found, expected.sha256()));
  }

  /** Data that nobody vouches for. */
  private List<String> unknown(ExportManifest manifest) throws IOException {
    Set<String> known =
        manifest.files().stream().map(ExportedFile::file).collect(Collectors.toSet());
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(ExportedFile::isData)
          .map(file -> ExportedFile.withSlashes(folder.relativize(file)))
          .filter(file -> !file.equals(ExportManifest.NAME) && !known.contains(file))
          .sorted()
          .map(file -> file + ": is not in the manifest")
          .toList();
    }
  }

  private Stopped damaged(String what) {
    return new Stopped(ExitCode.STORE_UNAVAILABLE, "%s: %s; %s".formatted(folder, what, REMEDY));
  }
}
