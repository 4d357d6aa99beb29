package org.alsolike.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * The other end of {@link WarmCommandLine}: runs one command line after the other. A request is one
 * line: files for standard output and error and the arguments, with tabs between them; the answer
 * is a line with the exit code.
 */
final class WarmRunner {

  /** Asks for the class of the local file system that Hadoop hands out, instead of a command. */
  static final String LOCAL_FILES = "which local file system";

  private WarmRunner() {}

  public static void main(String[] none) throws IOException {
    Locale.setDefault(Locale.ROOT); // as AlsoLike.main
    PrintStream answers = System.out;
    BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      String[] request = line.split("\t");
      String[] arguments = new String[request.length - 2];
      System.arraycopy(request, 2, arguments, 0, arguments.length);
      try (PrintStream out = new PrintStream(new FileOutputStream(request[0]), false, UTF_8);
          PrintStream err = new PrintStream(new FileOutputStream(request[1]), false, UTF_8)) {
        System.setOut(out);
        System.setErr(err);
        boolean asked = List.of(arguments).equals(List.of(LOCAL_FILES));
        int code = asked ? localFiles(out) : AlsoLike.run(arguments);
        out.flush();
        err.flush();
        answers.println(code);
        answers.flush();
      }
    }
  }

  private static int localFiles(PrintStream out) throws IOException {
    var files = FileSystem.get(URI.create("file:///"), new Configuration());
    out.print(files.getClass().getName());
    return 0;
  }
}
