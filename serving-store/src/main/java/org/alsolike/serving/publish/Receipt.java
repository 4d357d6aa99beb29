package org.alsolike.serving.publish;

import java.io.Serializable;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alsolike.serving.ContentHash;
import org.alsolike.serving.Json;
import org.alsolike.serving.PartContent;

/**
 * What one attempt at a partition stored. A partition without entries has no file.
 *
 * @param file its name in the staging area; empty where nothing was stored
 * @param bytes of the file
 * @param sha256 of the file, in hexadecimal; empty where nothing was stored
 * @param firstKey in hexadecimal, whose order is the unsigned byte order of the keys
 * @param lastKey likewise, inclusive
 * @param parts entries and content hash per part name
 */
public record Receipt(
    int partition,
    long attempt,
    String file,
    long bytes,
    String sha256,
    String firstKey,
    String lastKey,
    SortedMap<String, PartContent> parts)
    implements Serializable {

  public Receipt {
    parts = new TreeMap<>(parts);
  }

  /** The receipt of a partition without entries. */
  static Receipt ofNothing(int partition, long attempt) {
    return new Receipt(partition, attempt, "", 0, "", "", "", new TreeMap<>(Map.of()));
  }

  static String hex(byte[] key) {
    return HexFormat.of().formatHex(key);
  }

  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /** Entries over all parts. */
  public long entries() {
    return parts.values().stream().mapToLong(PartContent::entries).sum();
  }

  /** One line of JSON, from which {@link #parse} makes the same receipt. */
  public String toJson() {
    var tree = Json.object();
    tree.put("partition", partition).put("attempt", attempt).put("file", file);
    tree.put("bytes", bytes).put("sha256", sha256);
    tree.put("first_key", firstKey).put("last_key", lastKey);
    var contents = tree.putObject("parts");
    parts.forEach(
        (name, content) ->
            contents
                .putObject(name)
                .put("entries", content.entries())
                .put("content_hash", content.hash().toString()));
    return tree.toString();
  }

  /**
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public static Receipt parse(String json) {
    var tree = Json.parse(json);
    var parts =
        Json.map(
            tree,
            "parts",
            part ->
                new PartContent(
                    Json.number(part, "entries"),
                    ContentHash.parse(Json.text(part, "content_hash"))));
    return new Receipt(
        Math.toIntExact(Json.number(tree, "partition")),
        Json.number(tree, "attempt"),
        Json.text(tree, "file"),
        Json.number(tree, "bytes"),
        Json.text(tree, "sha256"),
        Json.text(tree, "first_key"),
        Json.text(tree, "last_key"),
        new TreeMap<>(parts));
  }
}
