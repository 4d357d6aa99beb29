package org.alsolike.benchmarks.speed;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Makes up a shop, lets all contenders work on it one after the other, as often as asked, and
 * prints one JSON line per comparison.
 */
@Command(
    name = "speed",
    description = "CPU seconds and memory beside stock Spark's, on generated data",
    mixinStandardHelpOptions = true)
public final class SpeedBenchmark implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--size",
      description = "XS, S, M, L, M_1250K, M_2500K, M_5000K or L_1000K",
      defaultValue = "S")
  private Size size;

  @Option(names = "--what", split = ",", description = "such as topk; all when left out")
  private List<String> whats = List.of();

  @Option(names = "--runs", description = "of which the median is printed", defaultValue = "3")
  private int runs;

  @Option(names = "--seed", description = "of the generated data", defaultValue = "42")
  private long seed;

  private final ObjectMapper json = new ObjectMapper();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (runs < 1) {
      throw refused("--runs must be at least 1, but is " + runs);
    }
    List<Comparison> comparisons = comparisons();
    Path folder = Files.createTempDirectory("alsolike-speed");
    EnumMap<Contender, List<Outcome>> outcomes = outcomes(comparisons, folder);
    for (Comparison comparison : comparisons) {
      System.out.println(json.writeValueAsString(comparison.line(outcomes)));
    }
    delete(folder);
    return 0;
  }

  /** Interleaved: every contender has its turn before any has its next. */
  private EnumMap<Contender, List<Outcome>> outcomes(List<Comparison> comparisons, Path folder)
      throws IOException, InterruptedException {
    Path shop = folder.resolve("shop");
    ShopGenerator.generate(size, seed).write(shop);
    Set<Contender> contenders = EnumSet.noneOf(Contender.class);
    comparisons.forEach(comparison -> contenders.addAll(comparison.contenders()));
    EnumMap<Contender, List<Outcome>> outcomes = new EnumMap<>(Contender.class);
    for (int run = 1; run <= runs; run++) {
      for (Contender contender : contenders) {
        Outcome outcome = ContenderProcess.run(contender, shop, folder);
        System.err.printf("run %d of %d: %s %s%n", run, runs, contender, outcome);
        outcomes.computeIfAbsent(contender, any -> new ArrayList<>()).add(outcome);
      }
    }
    return outcomes;
  }

  /** What was made on the way; after a failure it stays, for its logs. */
  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private List<Comparison> comparisons() {
    for (String what : whats) {
      if (!Comparison.names().contains(what)) {
        throw refused("--what must be some of %s, but has %s".formatted(Comparison.names(), what));
      }
    }
    return Arrays.stream(Comparison.values())
        .filter(one -> whats.isEmpty() || whats.stream().anyMatch(one::isAbout))
        .toList();
  }

  private ParameterException refused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
