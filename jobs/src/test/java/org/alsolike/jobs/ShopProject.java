package org.alsolike.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alsolike.jobs.run.Project;
import org.alsolike.jobs.run.Workspace;
import org.alsolike.jobs.store.Stores;
import org.alsolike.serving.Manifest;
import org.alsolike.serving.PartContent;
import org.alsolike.serving.reader.ServingReader;

/** A project on disk: a configuration, its data, and what runs leave. */
record ShopProject(Path folder) {

  private static final ObjectMapper JSON = new ObjectMapper();

  Path config() {
    return folder.resolve("alsolike.yaml");
  }

  /** Replaces a text of the configuration that stands there exactly once. */
  ShopProject edit(String from, String to) {
    String yaml = text(config());
    assertThat(yaml).containsOnlyOnce(from);
    write(config(), yaml.replace(from, to));
    return this;
  }

  /** The same project with all that runs have left, in another folder. */
  ShopProject copiedTo(Path target) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Path copy = target.resolve(folder.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
      return new ShopProject(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CommandLineProcess commandLine() {
    return CommandLineProcess.in(folder);
  }

  Project opened() {
    return Project.open(config(), Optional.empty(), Clock.systemUTC());
  }

  Workspace workspace() {
    return opened().workspace();
  }

  Manifest served() {
    return Stores.served(opened()).orElseThrow();
  }

  /** The content of the served version, part by part. */
  SortedMap<String, PartContent> content() {
    return served().parts();
  }

  ServingReader reader() {
    return ServingReader.open(folder.resolve("serving"));
  }

  Path lastRun() {
    List<Path> runs = workspace().runs();
    return runs.get(runs.size() - 1);
  }

  JsonNode record() {
    return json(lastRun().resolve("run.json"));
  }

  /** A figure of the last run's record, which must hold it. */
  double metric(String name) {
    JsonNode value = record().get("metrics").get(name);
    assertThat(value).as(name).isNotNull();
    return value.doubleValue();
  }

  /** The files below a folder and when each was last changed. */
  Map<String, String> files(String below) {
    Path root = folder.resolve(below);
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  file -> root.relativize(file).toString(), ShopProject::modified,
                  (one, other) -> one, TreeMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(Path file) {
    return json(text(file));
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
