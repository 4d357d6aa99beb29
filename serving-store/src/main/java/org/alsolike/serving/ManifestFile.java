package org.alsolike.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/** A manifest as a file, {@code manifest.json}; the field names of that file stand here alone. */
public final class ManifestFile {

  private ManifestFile() {}

  public static byte[] bytes(Manifest manifest) {
    return Json.pretty(
        json -> {
          json.writeStartObject();
          json.writeNumberField("format", Manifest.FORMAT);
          json.writeNumberField("version", manifest.version());
          json.writeStringField("project", manifest.project());
          json.writeStringField("timezone", manifest.zone().getId());
          json.writeStringField("as_of", manifest.asOf().toString());
          json.writeStringField("created_at", manifest.createdAt().toString());
          json.writeStringField("fingerprint", manifest.fingerprint());
          json.writeNumberField("token", manifest.token());
          manifest.whole().write(json);
          PartContent.write(json, "parts", manifest.parts());
          Json.texts(json, "models", manifest.models());
          Json.texts(json, "notes", manifest.notes());
          Json.numbers(json, "files", manifest.files());
          json.writeEndObject();
        });
  }

  /**
   * Reads and checks a manifest.
   *
   * @throws DamagedManifest when it is missing or damaged
   * @throws NewerFormat when a newer AlsoLike wrote it
   * @throws StoreUnavailable when the file cannot be read, whatever is in it
   */
  public static Manifest read(Path file) {
    try {
      return parse(Files.readAllBytes(file), file.toString());
    } catch (NoSuchFileException missing) {
      throw new DamagedManifest(file + " is missing, so this version is not whole", missing);
    } catch (IOException unreadable) {
      throw new StoreUnavailable("%s cannot be read: %s".formatted(file, unreadable), unreadable);
    }
  }

  /**
   * Checks a manifest, wherever it was kept.
   *
   * @param place what an error names
   * @throws DamagedManifest when it is damaged
   * @throws NewerFormat when a newer AlsoLike wrote it
   */
  public static Manifest parse(byte[] bytes, String place) {
    try {
      return manifest(place, Json.object(bytes));
    } catch (JsonProcessingException malformed) {
      throw damaged(place, malformed.getOriginalMessage(), malformed);
    } catch (IOException | DateTimeException | IllegalArgumentException damaged) {
      throw damaged(place, damaged.getMessage(), damaged);
    }
  }

  private static Manifest manifest(String place, Map<String, Object> object) {
    long format = Json.number(object, "format");
    if (format > Manifest.FORMAT) {
      throw new NewerFormat(
          "%s has format %d, and this reader knows formats up to %d; use a newer AlsoLike"
              .formatted(place, format, Manifest.FORMAT));
    }
    var manifest =
        new Manifest(
            Json.number(object, "version"),
            Json.text(object, "fingerprint"),
            Instant.parse(Json.text(object, "as_of")),
            Instant.parse(Json.text(object, "created_at")),
            Json.number(object, "token"),
            Json.text(object, "project"),
            ZoneId.of(Json.text(object, "timezone")),
            PartContent.parts(object, "parts"),
            Json.map(object, "models", model -> Json.asText("models", model)),
            Json.map(object, "notes", note -> Json.asText("notes", note)),
            Json.map(object, "files", bytes -> Json.asNumber("files", bytes)));
    if (!manifest.whole().equals(PartContent.of(object))) {
      throw new IllegalArgumentException(
          "its parts add up to %s, but it states %s"
              .formatted(manifest.whole(), PartContent.of(object)));
    }
    return manifest;
  }

  private static DamagedManifest damaged(String place, String reason, Exception cause) {
    return new DamagedManifest("%s is damaged: %s".formatted(place, reason), cause);
  }
}
