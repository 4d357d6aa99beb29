package org.alsolike.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a main class in a JVM of its own, whose temporary files stay in a folder. */
public record ChildProcess(Path folder) {

  public static final String CLASS_PATH = System.getProperty("java.class.path");

  public Process start(Class<?> main, Object... arguments) throws IOException {
    return start(CLASS_PATH, main, arguments);
  }

  public Process start(String classPath, Class<?> main, Object... arguments) throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                classPath,
                main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
