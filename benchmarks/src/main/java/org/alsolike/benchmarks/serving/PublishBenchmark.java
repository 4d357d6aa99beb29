package org.alsolike.benchmarks.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.alsolike.serving.Entry;
import org.alsolike.serving.publish.LocalStaging;
import org.alsolike.serving.publish.Publisher;
import org.alsolike.serving.publish.Retention;
import org.alsolike.serving.publish.SstPartitionWriter;
import org.alsolike.serving.rocksdb.TableOptions;
import org.rocksdb.EnvOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Publishing, with all that the protocol verifies, against the bare store: SstFileWriter and ingest
 * of the same entries, nothing hashed, read back or forced to disk.
 */
@Command(
    name = "publish",
    description = "rows a second into a store, with our protocol and bare",
    mixinStandardHelpOptions = true)
public final class PublishBenchmark implements Callable<Integer> {

  private static final int PARTITIONS = 2;

  @Option(names = "--lists", defaultValue = "1000000", description = "lists (${DEFAULT-VALUE})")
  private int lists;

  @Option(names = "--places", defaultValue = "20", description = "items a list (${DEFAULT-VALUE})")
  private int places;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "the best counts (${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--folder",
      defaultValue = "target/bench",
      description = "where stores are made and removed (${DEFAULT-VALUE})")
  private Path parent;

  @Override
  public Integer call() throws Exception {
    var ours = new ArrayList<Cost>();
    var bare = new ArrayList<Cost>();
    for (int round = 0; round < rounds; round++) {
      Path folder = Folders.fresh(parent);
      try {
        bare.add(Cost.of(() -> bare(folder.resolve("bare"))));
        ours.add(Cost.of(() -> ours(folder)));
      } finally {
        Folders.remove(folder);
      }
    }
    System.out.println(line(best(ours), best(bare)));
    return 0;
  }

  private String line(Cost ours, Cost bare) {
    return String.format(
        Locale.ROOT,
        "{\"store\":\"rocksdb\",\"ours_rows_s\":%.0f,\"bare_rows_s\":%.0f,\"ratio\":%.3f,"
            + "\"ours_cpu_s\":%.2f,\"bare_cpu_s\":%.2f,\"rows\":%d}",
        lists / ours.seconds(),
        lists / bare.seconds(),
        bare.seconds() / ours.seconds(),
        ours.cpu(),
        bare.cpu(),
        lists);
  }

  private static Cost best(List<Cost> costs) {
    return costs.stream()
        .min((one, other) -> Double.compare(one.seconds(), other.seconds()))
        .orElseThrow();
  }

  private Void ours(Path folder) {
    var staging = new LocalStaging(folder.resolve("staging"));
    var writer = new SstPartitionWriter(staging, folder.resolve("scratch"), 0);
    var receipts =
        SyntheticLists.written(new SyntheticLists(lists, places).lists(1, PARTITIONS), writer);
    Publisher.into(folder.resolve("serving"), Retention.defaults(), Clock.systemUTC())
        .publish(SyntheticLists.release(1, receipts), staging);
    return null;
  }

  private Void bare(Path folder) throws IOException, RocksDBException {
    Files.createDirectories(folder);
    var tasks = new ArrayList<CompletableFuture<String>>();
    for (Iterator<Entry> partition : new SyntheticLists(lists, places).lists(1, PARTITIONS)) {
      String file = folder.resolve("part-" + tasks.size() + ".sst").toString();
      tasks.add(
          CompletableFuture.supplyAsync(
              () -> table(file, partition), task -> new Thread(task).start()));
    }
    List<String> files = tasks.stream().map(CompletableFuture::join).toList();
    try (var options = new TableOptions();
        var moving = new IngestExternalFileOptions().setMoveFiles(true);
        var database =
            RocksDB.open(
                options.options().setCreateIfMissing(true), folder.resolve("db").toString())) {
      database.ingestExternalFile(files, moving);
    }
    return null;
  }

  private static String table(String file, Iterator<Entry> entries) {
    try (var options = new TableOptions();
        var environment = new EnvOptions();
        var writer = new SstFileWriter(environment, options.options())) {
      writer.open(file);
      while (entries.hasNext()) {
        Entry entry = entries.next();
        writer.put(entry.key(), entry.value());
      }
      writer.finish();
      return file;
    } catch (RocksDBException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
