package org.alsolike.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/tables.md is generated: run this test with -Dpages.write=true to write it anew. */
class TablesPageTest {

  private static final Path PAGE = Path.of("..", "docs", "tables.md");

  @Test
  void thePageShowsEveryTableAsTheCodeDeclaresIt() throws IOException {
    if (Boolean.getBoolean("pages.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE))
        .as("docs/tables.md is out of date; run mvn -pl tables test -Dpages.write=true")
        .isEqualTo(page());
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Tables

            Generated from the code of the module `tables`. Feature tables are wide: their keys are
            `customer_id` or `item_id` and `as_of`, their other columns are the features that the
            configuration declares (docs/configuration.md).
            """);
    for (Table table : Tables.ALL) {
      page.append("\n## %s\n\n%s.\n\n".formatted(table.name(), capital(table.grain())));
      page.append("| column | type | meaning |\n|---|---|---|\n");
      for (Field field : table.fields()) {
        page.append(
            "| `%s` | %s | %s |\n"
                .formatted(field.name(), field.type().simpleString(), field.meaning()));
      }
    }
    return page.toString();
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
  }
}
