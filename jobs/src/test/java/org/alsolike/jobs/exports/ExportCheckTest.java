package org.alsolike.jobs.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.alsolike.jobs.run.ExitCode;
import org.alsolike.jobs.run.Stopped;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCheckTest {

  private static final String LINES = "for_you.jsonl/part-0.json";
  private static final String CSV = "segments/loyal.csv";

  @TempDir private Path folder;

  @BeforeEach
  void export() throws IOException {
    write(LINES, "{\"customer_id\":\"a\"}\n{\"customer_id\":\"b\"}\n");
    write("for_you.jsonl/_SUCCESS", "");
    write(CSV, "customer_id\n\"c\nd\"\n");
    ExportWriter writer = new ExportWriter(folder);
    writer.wrote(folder.resolve(CSV), 1);
    writer.seal("f00d", "2011-12-10T00:00:00Z");
  }

  @Test
  void findsAnExportWholeThatWasCopied(@TempDir Path elsewhere) throws IOException {
    for (String file : new String[] {LINES, CSV, "manifest.json"}) {
      Path copy = elsewhere.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(folder.resolve(file), copy);
    }

    ExportManifest whole = new ExportCheck(elsewhere).whole();

    assertThat(whole.files())
        .extracting(ExportedFile::file, ExportedFile::bytes, ExportedFile::rows)
        .containsExactly(tuple(LINES, 40L, 2L), tuple(CSV, 18L, 1L));
    // sha256sum of the same bytes
    assertThat(whole.files().get(1).sha256())
        .isEqualTo("23ecc6e9674168bbaab3bbd9fac6042e6da8c65e404437e43c24f788ff8f358a");
    assertThat(whole.fingerprint()).isEqualTo("f00d");
  }

  @Test
  void namesTheFileThatDiffersAndCountsTheOthers() throws IOException {
    flip(LINES, 3);
    assertDamaged(LINES + ": has sha256 ");

    write(CSV, "customer_id\n");
    assertDamaged(LINES + ": has sha256 ");
    assertDamaged("(and 1 more differ)");

    flip(LINES, 3);
    assertDamaged(CSV + ": has 12 bytes, but the manifest says 18");

    Files.delete(folder.resolve(CSV));
    assertDamaged(CSV + ": is missing");
  }

  @Test
  void doesNotVouchForWhatTheManifestDoesNotName() throws IOException {
    write("for_you.jsonl/part-1.json", "{\"customer_id\":\"eve\"}\n");

    assertDamaged("for_you.jsonl/part-1.json: is not in the manifest");
  }

  @Test
  void readsNothingOutsideTheFolder() throws IOException {
    Path manifest = folder.resolve("manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace(CSV, "../../etc/passwd"));

    assertDamaged("../../etc/passwd: lies outside the export");
  }

  @Test
  void takesAFolderWithoutAManifestForUnfinished() throws IOException {
    Files.delete(folder.resolve("manifest.json"));
    assertDamaged("there is no manifest.json, which is written last: the export is unfinished");

    write("manifest.json", "{");
    assertDamaged("manifest.json is no manifest: ");
  }

  @Test
  void asksForAFolderThatIsThere() {
    assertThatThrownBy(() -> new ExportCheck(folder.resolve("nowhere")).whole())
        .isInstanceOfSatisfying(
            Stopped.class, stopped -> assertThat(stopped.code()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("nowhere: there is no such folder; expected one such as");
  }

  private void assertDamaged(String what) {
    assertThatThrownBy(() -> new ExportCheck(folder).whole())
        .isInstanceOfSatisfying(
            Stopped.class,
            stopped -> assertThat(stopped.code()).isEqualTo(ExitCode.STORE_UNAVAILABLE))
        .hasMessageContaining(what)
        .hasMessageEndingWith("; copy the export again, or run `alsolike run` again");
  }

  private void flip(String file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(file));
    bytes[at] ^= 1;
    Files.write(folder.resolve(file), bytes);
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
