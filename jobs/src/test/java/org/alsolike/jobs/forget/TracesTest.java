package org.alsolike.jobs.forget;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of a customer whose id is as short as a figure: it is found where it is an id, and only there.
 */
class TracesTest {

  private static final MessageType LISTS =
      MessageTypeParser.parseMessageType(
          """
          message list {
            required binary customer_id (STRING);
            required int64 rank;
            repeated group place { required binary item_id (STRING); }
          }
          """);

  @TempDir private Path folder;

  @Test
  void findsAnIdThatIsAWholeFieldOfAnyKindOfFile() throws IOException {
    write("figures.json", "{\"rank\": 10, \"reason\": \"NDCG@10 is 0.10, 10 more\", \"9\": \"1\"}");
    Path text = write("named.json", "{\"customers\": [\"9\", \"10\"]}");
    Path name = write("by-name.json", "{\"members\": {\"10\": 0.5}}");
    Path error = write("run.json", "{\"error\": \"customer 10 has no number\"}");
    Path lines = write("second-line.json", "{\"id\": \"9\"}\n{\"id\": \"10\"}\n");
    write("figures.txt", "NDCG@10 0.10 10.5 a10 10-day\n");
    Path log = write("log.txt", "first line\nno list for 10.\n");
    Path packed = packed("part-0.jsonl.gz", "{\"customer_id\":\"10\"}\n");
    Path packedText = packed("part-0.csv.gz", "customer_id,rank\n10,1\n");
    parquet("ranks.parquet", "9", 10, "a");
    Path owner = parquet("owner.parquet", "10", 1, "a");
    Path nested = parquet("nested.parquet", "9", 1, "10");

    Traces.Found found = new Traces("10").below(folder);

    assertThat(found.files()).isEqualTo(12);
    assertThat(found.in())
        .containsExactlyInAnyOrder(
            text, name, error, lines, log, packed, packedText, owner, nested);
  }

  @Test
  void findsAnIdWithBlanksAndSigns() throws IOException {
    Path csv = write("members.csv", "customer_id\n\"Ann O'Hara (2)\"\n");
    write("other.csv", "customer_id\n\"Ann O'Hara (20)\"\n");

    assertThat(new Traces("Ann O'Hara (2)").below(folder).in()).isEqualTo(List.of(csv));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path packed(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(UTF_8));
    }
    return file;
  }

  private Path parquet(String name, String customer, long rank, String item) throws IOException {
    Path file = folder.resolve(name);
    Group row = new SimpleGroupFactory(LISTS).newGroup();
    row.append("customer_id", customer).append("rank", rank);
    row.addGroup("place").append("item_id", item);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withConf(new Configuration())
            .withType(LISTS)
            .build()) {
      writer.write(row);
    }
    Files.deleteIfExists(folder.resolve("." + name + ".crc"));
    return file;
  }
}
