package org.alsolike.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.SortedMap;
import java.util.TreeMap;

/** A manifest as a file, {@code manifest.json}; the field names of that file stand here alone. */
public final class ManifestFile {

  private ManifestFile() {}

  public static byte[] bytes(Manifest manifest) throws IOException {
    var tree = Json.object();
    tree.put("format", Manifest.FORMAT)
        .put("version", manifest.version())
        .put("project", manifest.project())
        .put("timezone", manifest.zone().getId())
        .put("as_of", manifest.asOf().toString())
        .put("created_at", manifest.createdAt().toString())
        .put("fingerprint", manifest.fingerprint())
        .put("token", manifest.token());
    put(tree, manifest.whole());
    var parts = tree.putObject("parts");
    manifest.parts().forEach((name, content) -> put(parts.putObject(name), content));
    manifest.models().forEach(tree.putObject("models")::put);
    manifest.notes().forEach(tree.putObject("notes")::put);
    manifest.files().forEach(tree.putObject("files")::put);
    return Json.pretty(tree);
  }

  private static void put(ObjectNode tree, PartContent content) {
    tree.put("entries", content.entries()).put("content_hash", content.hash().toString());
  }

  /**
   * Reads and checks a manifest.
   *
   * @throws StoreUnavailable in one line when it is missing, damaged or of a newer format
   */
  public static Manifest read(Path file) {
    try {
      return manifest(file, Json.parse(Files.readAllBytes(file)));
    } catch (NoSuchFileException missing) {
      throw new StoreUnavailable(file + " is missing, so this version is not whole", missing);
    } catch (JsonProcessingException malformed) {
      throw damaged(file, malformed.getOriginalMessage(), malformed);
    } catch (IOException | DateTimeException | IllegalArgumentException damaged) {
      throw damaged(file, damaged.getMessage(), damaged);
    }
  }

  private static Manifest manifest(Path file, JsonNode tree) {
    long format = Json.number(tree, "format");
    if (format > Manifest.FORMAT) {
      throw new StoreUnavailable(
          "%s has format %d, and this reader knows formats up to %d; use a newer AlsoLike"
              .formatted(file, format, Manifest.FORMAT));
    }
    var manifest =
        new Manifest(
            Json.number(tree, "version"),
            Json.text(tree, "fingerprint"),
            Instant.parse(Json.text(tree, "as_of")),
            Instant.parse(Json.text(tree, "created_at")),
            Json.number(tree, "token"),
            Json.text(tree, "project"),
            ZoneId.of(Json.text(tree, "timezone")),
            parts(tree),
            Json.map(tree, "models", JsonNode::asText),
            Json.map(tree, "notes", JsonNode::asText),
            Json.map(tree, "files", JsonNode::longValue));
    if (!manifest.whole().equals(content(tree))) {
      throw new IllegalArgumentException(
          "its parts add up to %s, but it states %s".formatted(manifest.whole(), content(tree)));
    }
    return manifest;
  }

  private static SortedMap<String, PartContent> parts(JsonNode tree) {
    return new TreeMap<>(Json.map(tree, "parts", ManifestFile::content));
  }

  private static PartContent content(JsonNode tree) {
    return new PartContent(
        Json.number(tree, "entries"), ContentHash.parse(Json.text(tree, "content_hash")));
  }

  private static StoreUnavailable damaged(Path file, String reason, Exception cause) {
    return new StoreUnavailable("%s is damaged: %s".formatted(file, reason), cause);
  }
}
