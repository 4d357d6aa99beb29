package org.alsolike.benchmarks.serving;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.alsolike.benchmarks.serving.StoreAddress.Kind;
import org.alsolike.serving.publish.Loading;
import org.alsolike.serving.publish.LocalStaging;
import org.alsolike.serving.publish.Retention;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Publishing, with all that the protocol verifies, against the bare store, which is given the same
 * entries and asked for nothing more: SstFileWriter and ingest, COPY and a primary key, or SETs
 * down a pipe.
 */
@Command(
    name = "publish",
    description = "rows a second into a store, with our protocol and bare",
    mixinStandardHelpOptions = true)
public final class PublishBenchmark implements Callable<Integer> {

  private static final int PARTITIONS = 2;

  @Option(
      names = "--store",
      split = ",",
      defaultValue = Kind.ALL,
      description = "any of ${COMPLETION-CANDIDATES} (all)")
  private List<Kind> stores;

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
    for (Kind kind : stores) {
      var ours = new ArrayList<Cost>();
      var bare = new ArrayList<Cost>();
      for (int round = 0; round < rounds; round++) {
        bare.add(inAFreshStore(kind, this::bare));
        ours.add(inAFreshStore(kind, this::ours));
      }
      System.out.println(line(kind, best(ours), best(bare)));
    }
    return 0;
  }

  @FunctionalInterface
  private interface Work {
    void in(StoreAddress address, Path folder) throws Exception;
  }

  /** The store is started before and stopped after the clock. */
  private Cost inAFreshStore(Kind kind, Work work) throws Exception {
    Path folder = Folders.fresh(parent);
    try (StoreServer server = StoreServer.start(kind, folder)) {
      return Cost.of(
          () -> {
            work.in(server.address(), folder);
            return null;
          });
    } finally {
      Folders.remove(folder);
    }
  }

  private void ours(StoreAddress address, Path folder) {
    SyntheticLists all = new SyntheticLists(lists, places);
    var staging = new LocalStaging(folder.resolve("staging"));
    try (Loading loading =
        address
            .store()
            .publisher(Retention.defaults(), Clock.systemUTC())
            .begin(staging, Optional.of(all.size()))) {
      var receipts = SyntheticLists.written(all.lists(1, PARTITIONS), loading.writers().attempt(0));
      loading.publish(SyntheticLists.release(1, receipts));
    }
  }

  private void bare(StoreAddress address, Path folder) throws Exception {
    BareLoad.into(address, folder.resolve("bare"))
        .load(new SyntheticLists(lists, places).lists(1, PARTITIONS));
  }

  private String line(Kind kind, Cost ours, Cost bare) {
    return String.format(
        Locale.ROOT,
        "{\"store\":\"%s\",\"ours_rows_s\":%.0f,\"bare_rows_s\":%.0f,\"ratio\":%.3f,"
            + "\"ours_cpu_s\":%.2f,\"bare_cpu_s\":%.2f,\"rows\":%d}",
        kind.shown(),
        lists / ours.seconds(),
        lists / bare.seconds(),
        bare.seconds() / ours.seconds(),
        ours.cpu(),
        bare.cpu(),
        lists);
  }

  private static Cost best(List<Cost> costs) {
    return costs.stream().min(Comparator.comparingDouble(Cost::seconds)).orElseThrow();
  }
}
