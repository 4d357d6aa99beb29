package org.alsolike.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where things lie in a store's directory.
 *
 * <pre>
 *   SERVED                     which version is served; replaced by rename, never edited
 *   TOKEN                      the last fencing token given to a publisher
 *   LOCK, LOCK.holder          held while a publisher works; who holds it
 *   versions/7/manifest.json   what version 7 is made of; a version without it is a leftover
 *   versions/7/db/             its RocksDB
 *   versions/8.staging/        a version being built
 *   versions/4.removed/        a version being deleted
 * </pre>
 *
 * @param root a local directory
 */
public record StoreLayout(Path root) {

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  public Path served() {
    return root.resolve("SERVED");
  }

  public Path token() {
    return root.resolve("TOKEN");
  }

  public Path lock() {
    return root.resolve("LOCK");
  }

  public Path holder() {
    return root.resolve("LOCK.holder");
  }

  public Path versions() {
    return root.resolve("versions");
  }

  public Path version(long number) {
    return versions().resolve(Long.toString(number));
  }

  public Path staging(long number) {
    return versions().resolve(number + ".staging");
  }

  public Path removed(long number) {
    return versions().resolve(number + ".removed");
  }

  public Path manifest(long number) {
    return version(number).resolve("manifest.json");
  }

  public Path database(long number) {
    return database(version(number));
  }

  /** The database inside a version's directory, whatever that is called at the moment. */
  public static Path database(Path version) {
    return version.resolve("db");
  }

  /** The numbers of all version directories, smallest first, with or without a manifest. */
  public List<Long> numbers() throws IOException {
    return contents().stream()
        .map(path -> path.getFileName().toString())
        .filter(name -> NUMBER.matcher(name).matches())
        .map(Long::valueOf)
        .sorted()
        .toList();
  }

  /** Everything in {@code versions}, in the order of the names. */
  public List<Path> contents() throws IOException {
    if (!Files.isDirectory(versions())) {
      return List.of();
    }
    try (var paths = Files.list(versions())) {
      return paths.sorted().toList();
    }
  }
}
