package org.alsolike.serving.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.alsolike.serving.Entry;
import org.alsolike.serving.StoreUnavailable;

/** Writers of sorted tables, each with a temporary directory of its own. */
public record SstPartitionWriters(Staging staging) implements PartitionWriters {

  @Override
  public PartitionWriter attempt(long number) {
    return (partition, sorted) -> written(number, partition, sorted);
  }

  private Receipt written(long attempt, int partition, Iterator<Entry> sorted) {
    try {
      Path scratch = Files.createTempDirectory("alsolike-sst-");
      try {
        return new SstPartitionWriter(staging, scratch, attempt).write(partition, sorted);
      } finally {
        Files.deleteIfExists(scratch);
      }
    } catch (IOException failure) {
      throw new StoreUnavailable(
          "Partition %d cannot be staged: %s".formatted(partition, failure), failure);
    }
  }
}
