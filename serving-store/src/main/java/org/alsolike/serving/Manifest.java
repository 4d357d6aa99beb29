package org.alsolike.serving;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a version is made of. It is written last: a version that has one is whole.
 *
 * @param version grows by one with each version that is served
 * @param fingerprint of inputs, configuration, as-of and code; equal ones serve equal content
 * @param asOf exclusive: nothing in here was learned from what happened at or after it
 * @param createdAt when it was published
 * @param token the fencing token of its publisher
 * @param project name of the shop's project
 * @param zone the project's time zone, in which an as-of is shown
 * @param parts entries and content hash per part
 * @param models the models that made it: name and sha256
 * @param notes whatever else the publisher wants to find again
 * @param files the database's tables: name and bytes
 */
public record Manifest(
    long version,
    String fingerprint,
    Instant asOf,
    Instant createdAt,
    long token,
    String project,
    ZoneId zone,
    SortedMap<String, PartContent> parts,
    Map<String, String> models,
    Map<String, String> notes,
    Map<String, Long> files) {

  /** The format that this code writes, and the newest that it reads. */
  public static final int FORMAT = 1;

  public Manifest {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /** Entries and content hash over all parts. */
  public PartContent whole() {
    return parts.values().stream().reduce(PartContent.EMPTY, PartContent::plus);
  }

  /** Entries of one part, 0 where the version has no such part. */
  public long entries(Part part) {
    return parts.getOrDefault(part.name(), PartContent.EMPTY).entries();
  }
}
