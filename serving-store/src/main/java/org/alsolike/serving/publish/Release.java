package org.alsolike.serving.publish;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alsolike.serving.Part;
import org.alsolike.serving.PartCheck;
import org.alsolike.serving.PartContent;

/**
 * What is to be published: staged partitions, and what the manifest says about them.
 *
 * @param project name of the shop's project
 * @param zone the project's time zone
 * @param fingerprint of inputs, configuration, as-of and code
 * @param asOf exclusive
 * @param parts all that the version serves, also a part without entries
 * @param receipts one per partition
 * @param models the models that made it: name and sha256
 * @param notes whatever else should be found again in the manifest
 * @param older what to do when a later as-of is served already
 */
public record Release(
    String project,
    ZoneId zone,
    String fingerprint,
    Instant asOf,
    Set<Part> parts,
    List<Receipt> receipts,
    Map<String, String> models,
    Map<String, String> notes,
    OlderAsOf older) {

  /** What to do with a release whose as-of lies before the served one. */
  public enum OlderAsOf {
    REFUSE,
    PUBLISH
  }

  public Release {
    parts = Set.copyOf(parts);
    receipts = List.copyOf(receipts);
    models = new TreeMap<>(models);
    notes = new TreeMap<>(notes);
    requireDisjoint(receipts);
    requireNoOtherPart(parts, receipts);
  }

  /** The same release, to be published even though a later as-of is served. */
  public Release evenIfOlder() {
    return new Release(
        project, zone, fingerprint, asOf, parts, receipts, models, notes, OlderAsOf.PUBLISH);
  }

  /** Entries and content hash that the version must have, per part name. */
  public SortedMap<String, PartContent> expected() {
    var expected = new TreeMap<String, PartContent>();
    parts.forEach(part -> expected.put(part.name(), PartContent.EMPTY));
    for (Receipt receipt : receipts) {
      receipt.parts().forEach((name, share) -> expected.merge(name, share, PartContent::plus));
    }
    return expected;
  }

  /** Entries and check that the version must have, per part name. */
  public SortedMap<String, PartCheck> checks() {
    var checks = new TreeMap<String, PartCheck>();
    for (Receipt receipt : receipts) {
      receipt
          .parts()
          .forEach(
              (name, share) ->
                  checks.merge(
                      name,
                      new PartCheck(share.entries(), receipt.checks().get(name)),
                      PartCheck::plus));
    }
    return checks;
  }

  private static void requireDisjoint(List<Receipt> receipts) {
    var seen = new HashMap<Integer, Receipt>();
    Receipt before = null;
    for (Receipt next : inKeyOrder(receipts)) {
      if (seen.put(next.partition(), next) != null) {
        throw new IllegalArgumentException(
            "receipts must name each partition once, but name partition %d twice"
                .formatted(next.partition()));
      }
      if (!next.isEmpty() && before != null && before.lastKey().compareTo(next.firstKey()) >= 0) {
        throw new IllegalArgumentException(
            "partitions must hold disjoint ranges of keys, but %s and %s overlap"
                .formatted(before.file(), next.file()));
      }
      before = next.isEmpty() ? before : next;
    }
  }

  private static List<Receipt> inKeyOrder(List<Receipt> receipts) {
    return receipts.stream().sorted(Comparator.comparing(Receipt::firstKey)).toList();
  }

  private static void requireNoOtherPart(Set<Part> parts, List<Receipt> receipts) {
    for (Receipt receipt : receipts) {
      for (String name : receipt.parts().keySet()) {
        if (!parts.contains(new Part(name))) {
          throw new IllegalArgumentException(
              "parts must name all that the partitions hold, but %s holds %s, too"
                  .formatted(receipt.file(), name));
        }
      }
    }
  }
}
