package org.alsolike.models.recommend.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.alsolike.models.recommend.ListOrder.Viewer;
import org.alsolike.models.recommend.Proposal;
import org.alsolike.models.recommend.Proposal.Placed;
import org.alsolike.models.recommend.rules.RuledOrder.Active;

/** One list while its places are given away. */
final class ListInMaking {

  /** A proposal, where it stands, and what happened to it. */
  private static final class Entry {
    private final Proposal proposal;
    private final Set<String> rules = new java.util.LinkedHashSet<>();
    private double relevance;
    private double[] likeness;
    private long rank;

    Entry(Proposal proposal) {
      this.proposal = proposal;
    }
  }

  private final List<Active> rules;
  private final List<Active> diversities;
  private final List<Entry> all = new ArrayList<>();
  private final List<Entry> waiting = new ArrayList<>();
  private final TreeMap<Integer, Entry> pinned = new TreeMap<>();
  private final List<Proposal> list = new ArrayList<>();

  ListInMaking(List<Active> rules, List<Proposal> proposals, Viewer viewer) {
    this.rules = rules;
    diversities = rules.stream().filter(rule -> rule.move().weight() > 0).toList();
    Map<String, Entry> byItem = new HashMap<>();
    for (Proposal proposal : proposals) {
      Entry entry = new Entry(proposal);
      all.add(entry);
      byItem.put(proposal.item(), entry);
    }
    rules.forEach(rule -> pin(rule, byItem, viewer));
    Set<Entry> fixed = new HashSet<>(pinned.values());
    all.stream().filter(entry -> !fixed.contains(entry) && !dropped(entry)).forEach(waiting::add);
    shift();
  }

  /** First those that were proposed, best first, then the others that may be shown. */
  private void pin(Active rule, Map<String, Entry> byItem, Viewer viewer) {
    List<String> items = rule.move().pinned();
    if (items.isEmpty()) {
      return;
    }
    List<Entry> entries =
        new ArrayList<>(all.stream().filter(e -> rule.move().pins(e.proposal.item())).toList());
    for (String item : items) {
      if (!byItem.containsKey(item) && viewer.mayBeShown(item)) {
        Entry entry = new Entry(Proposal.pinned(item));
        byItem.put(item, entry);
        all.add(entry);
        entries.add(entry);
      }
    }
    int place = rule.move().pinnedAt();
    for (Entry entry : entries) {
      if (!pinned.containsValue(entry)) {
        while (pinned.containsKey(place)) {
          place++;
        }
        pinned.put(place, entry);
        entry.rules.add(rule.name());
      }
    }
  }

  private boolean dropped(Entry entry) {
    for (Active rule : rules) {
      if (rule.move().drops(entry.proposal)) {
        entry.rules.add(rule.name());
        return true;
      }
    }
    return false;
  }

  /** Boosts and buries; who stood above another and moves as far stays above. */
  private void shift() {
    Map<Entry, Integer> places = new HashMap<>();
    for (int at = 0; at < waiting.size(); at++) {
      Entry entry = waiting.get(at);
      int up = rules.stream().mapToInt(rule -> rule.move().placesUp(entry.proposal)).sum();
      places.put(entry, at - up);
    }
    List<Entry> before = List.copyOf(waiting);
    // On the place of another, who came up stands above it, who came down below.
    Map<Entry, Integer> from = new HashMap<>();
    before.forEach(entry -> from.put(entry, from.size()));
    waiting.sort(
        Comparator.<Entry>comparingInt(places::get)
            .thenComparingInt(entry -> Integer.compare(places.get(entry), from.get(entry)))
            .thenComparingInt(from::get));
    for (int at = 0; at < waiting.size(); at++) {
      Entry entry = waiting.get(at);
      entry.relevance = 1 - (double) at / waiting.size();
      entry.likeness = new double[diversities.size()];
      note(entry, Integer.compare(from.get(entry), at));
    }
  }

  private void note(Entry entry, int moved) {
    for (Active rule : rules) {
      if (moved != 0 && Integer.signum(rule.move().placesUp(entry.proposal)) == moved) {
        entry.rules.add(rule.name());
      }
    }
  }

  List<Placed> placed(int k) {
    while (list.size() < k) {
      Entry next = pinned.remove(list.size() + 1);
      if (next == null) {
        next = best();
      }
      if (next == null && !pinned.isEmpty()) {
        next = pinned.pollFirstEntry().getValue();
      }
      if (next == null) {
        break;
      }
      place(next);
    }
    return all.stream()
        .map(entry -> new Placed(entry.proposal, entry.rank, List.copyOf(entry.rules)))
        .toList();
  }

  private void place(Entry next) {
    list.add(next.proposal);
    next.rank = list.size();
    for (int at = 0; at < diversities.size(); at++) {
      for (Entry entry : waiting) {
        double likeness = diversities.get(at).move().likeness(entry.proposal, next.proposal);
        entry.likeness[at] = Math.max(entry.likeness[at], likeness);
      }
    }
  }

  /** Takes the best for which there is room from those that wait. */
  private Entry best() {
    while (!waiting.isEmpty()) {
      int best = 0;
      for (int at = 1; at < waiting.size() && !diversities.isEmpty(); at++) {
        if (worth(waiting.get(at)) > worth(waiting.get(best))) {
          best = at;
        }
      }
      Entry entry = waiting.remove(best);
      if (hasRoom(entry)) {
        if (best > 0) {
          diversities.forEach(rule -> entry.rules.add(rule.name()));
        }
        return entry;
      }
    }
    return null;
  }

  private double worth(Entry entry) {
    double worth = entry.relevance;
    for (int at = 0; at < diversities.size(); at++) {
      double weight = diversities.get(at).move().weight();
      worth -= weight * (entry.relevance + entry.likeness[at]);
    }
    return worth;
  }

  private boolean hasRoom(Entry entry) {
    for (Active rule : rules) {
      if (rule.move().isFull(entry.proposal, list)) {
        entry.rules.add(rule.name());
        return false;
      }
    }
    return true;
  }
}
