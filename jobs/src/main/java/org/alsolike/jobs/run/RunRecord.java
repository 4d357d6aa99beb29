package org.alsolike.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * What a run leaves for machines: {@code run.json}, written anew after every step by rename, so
 * that it can be read at any moment and survives a crash.
 */
public final class RunRecord {

  /** The note of a record that only answers a question: its name. */
  public static final String ASKED = "asked";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .registerModule(new SimpleModule().addSerializer(new OptionalJson()));

  private final Path folder;
  private final ObjectNode record = JSON.createObjectNode();

  public RunRecord(Path folder, String asOf, String fingerprint, Map<String, String> versions) {
    this.folder = folder;
    record.put("run_id", folder.getFileName().toString());
    record.put("status", "running");
    record.put("as_of", asOf);
    record.put("fingerprint", fingerprint);
    record.set("versions", JSON.valueToTree(versions));
    record.putArray("steps");
    record.putObject("metrics");
    write();
  }

  public Path folder() {
    return folder;
  }

  public String runId() {
    return record.get("run_id").textValue();
  }

  /** Adds a finished step: {@code done} or {@code failed}. */
  public void step(
      String name, String status, double seconds, double cpuSeconds, Map<String, Long> rows) {
    ObjectNode step = record.withArray("/steps").addObject();
    step.put("name", name).put("status", status);
    step.put("seconds", seconds).put("cpu_seconds", cpuSeconds);
    step.set("rows", JSON.valueToTree(rows));
    write();
  }

  public void metric(String name, double value) {
    record.withObject("/metrics").put(name, value);
  }

  public void metric(String name, long value) {
    record.withObject("/metrics").put(name, value);
  }

  /** Any further part of the record, such as the rejections per reason. */
  public void note(String name, Object value) {
    record.set(name, JSON.valueToTree(value));
  }

  /** One more entry of a part that is a list, such as the trainings. */
  public void add(String name, Object entry) {
    record.withArray("/" + name).add(JSON.<JsonNode>valueToTree(entry));
  }

  public void finish(String status) {
    record.put("status", status);
    write();
  }

  public String json() {
    return record.toPrettyString();
  }

  private void write() {
    Path fresh = folder.resolve("run.json.tmp");
    try {
      JSON.writeValue(fresh.toFile(), record);
      Files.move(
          fresh,
          folder.resolve("run.json"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Stopped(
          ExitCode.STORE_UNAVAILABLE,
          "%s: cannot be written: %s; expected a folder with room".formatted(fresh, e.getMessage()),
          e);
    }
  }
}
