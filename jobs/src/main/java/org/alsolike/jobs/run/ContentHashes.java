package org.alsolike.jobs.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * SHA-256 of files, remembered by path, size and time of change. The memory is a convenience: when
 * it is lost or unreadable, files are read again.
 */
public final class ContentHashes {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, String>> ENTRIES = new TypeReference<>() {};

  /** Opens a file for reading. */
  public interface Source {
    InputStream open() throws IOException;
  }

  private final Path memory;
  private final Map<String, String> known;

  public ContentHashes(Path memory) {
    this.memory = memory;
    this.known = read(memory);
  }

  /** The hash of the content as 64 hexadecimal digits. */
  public String of(String path, long bytes, long modified, Source source) throws IOException {
    String key = "%s|%d|%d".formatted(path, bytes, modified);
    String hash = known.get(key);
    if (hash == null) {
      hash = digest(source);
      known.put(key, hash);
      write();
    }
    return hash;
  }

  private static String digest(Source source) throws IOException {
    var digest = Fingerprint.sha256();
    try (InputStream in = source.open()) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Map<String, String> read(Path memory) {
    try {
      return Files.exists(memory) ? JSON.readValue(memory.toFile(), ENTRIES) : new TreeMap<>();
    } catch (IOException e) {
      return new TreeMap<>(); // damaged: every file is read anew
    }
  }

  private void write() throws IOException {
    Files.createDirectories(memory.getParent());
    Path fresh = memory.resolveSibling(memory.getFileName() + ".tmp");
    JSON.writeValue(fresh.toFile(), known);
    Files.move(fresh, memory, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
