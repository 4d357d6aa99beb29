package org.alsolike.models.propensity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of a model: Tribuo's protobuf, the card (JSON), and a manifest in the format of
 * sha256sum. Nothing is parsed before its bytes are those of the manifest.
 *
 * @param contents of every file by name, the manifest last
 */
record ModelFiles(ModelCard card, byte[] classifier, Map<String, byte[]> contents) {

  static final String CLASSIFIER = "classifier.pb";
  static final String CARD = "model.json";
  static final String MANIFEST = "manifest.sha256";

  static ModelFiles of(ModelCard card, byte[] classifier) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put(CLASSIFIER, classifier);
    contents.put(CARD, card.toJson());
    contents.put(MANIFEST, manifest(contents).getBytes(UTF_8));
    return new ModelFiles(card, classifier, contents);
  }

  static ModelFiles check(Map<String, byte[]> files) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put(CLASSIFIER, held(files, CLASSIFIER));
    contents.put(CARD, held(files, CARD));
    String expected = new String(held(files, MANIFEST), UTF_8);
    for (var file : contents.entrySet()) {
      String line = line(file.getKey(), file.getValue());
      if (expected.lines().noneMatch(line::equals)) {
        throw new BrokenModel(
            "propensity model file %s has sha256 %s, which is not what %s says; train again"
                .formatted(file.getKey(), sha256(file.getValue()), MANIFEST));
      }
    }
    contents.put(MANIFEST, files.get(MANIFEST));
    try {
      return new ModelFiles(
          ModelCard.fromJson(contents.get(CARD)), contents.get(CLASSIFIER), contents);
    } catch (IOException e) {
      throw new BrokenModel(
          "propensity model file %s is of another version (%s); train again"
              .formatted(CARD, e.getMessage().lines().findFirst().orElse("no reason given")));
    }
  }

  /** Equal for equal files. */
  String identity() {
    return sha256(contents.get(MANIFEST));
  }

  private static byte[] held(Map<String, byte[]> files, String name) {
    byte[] content = files.get(name);
    if (content == null) {
      throw new BrokenModel(
          "propensity model file %s is missing (found: %s); train again"
              .formatted(name, String.join(", ", files.keySet())));
    }
    return content;
  }

  private static String manifest(Map<String, byte[]> contents) {
    StringBuilder lines = new StringBuilder();
    contents.forEach((name, content) -> lines.append(line(name, content)).append('\n'));
    return lines.toString();
  }

  private static String line(String name, byte[] content) {
    return sha256(content) + "  " + name;
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
