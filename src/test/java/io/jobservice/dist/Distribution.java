package io.jobservice.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged program, as a user has it: its launcher, started in a folder of the test. */
final class Distribution {

  static final Path LAUNCHER = Path.of("target/jobservice/bin/jobservice").toAbsolutePath();

  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;

  Distribution(Path folder) {
    this.folder = folder;
  }

  /** What a command left behind. */
  record Result(int exit, String out, String err) {}

  /** Runs a command to its end. */
  Result run(String... words) {
    return run(Map.of(), words);
  }

  Result run(Map<String, String> environment, String... words) {
    try {
      Path out = Files.createTempFile(folder, "out", ".txt");
      Path err = Files.createTempFile(folder, "err", ".txt");
      Process process = builder(environment, words, out, err).start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(String.join(" ", words) + " does not end");
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** A command that goes on. */
  record Running(Process process, Path outFile, Path errFile) {

    String out() {
      return text(outFile);
    }

    String err() {
      return text(errFile);
    }

    private static String text(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Starts a command, and does not wait for its end. */
  Running start(Map<String, String> environment, String... words) {
    try {
      Path out = Files.createTempFile(folder, "out", ".txt");
      Path err = Files.createTempFile(folder, "err", ".txt");
      return new Running(builder(environment, words, out, err).start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the daemon; what this one says is in {@code serve.log} of the folder. */
  Process serve() {
    return serve(Map.of());
  }

  Process serve(Map<String, String> environment) {
    try {
      Path log = folder.resolve("serve.log");
      Files.deleteIfExists(log);
      return builder(environment, new String[] {"serve", "-c", "config.yml"}, log, log).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String serveLog() {
    try {
      return Files.readString(folder.resolve("serve.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProcessBuilder builder(
      Map<String, String> environment, String[] words, Path out, Path err) {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
            .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
    // What the environment of the build says of a service is not meant for this one.
    builder.environment().keySet().removeIf(name -> name.startsWith("JOB"));
    builder.environment().remove("CORE_SECRET");
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.environment().put("JOBSERVICE_ARCHIVE", "off");
    builder.environment().putAll(environment);
    return builder;
  }

  /** Writes the configuration of a node with its own Redis. */
  void configure(String more) {
    try {
      Files.writeString(
          folder.resolve("config.yml"),
          """
          host: 127.0.0.1
          port: 0
          worker_pool:
            workers: 3
            redis_pool:
              redis_url: embedded
          %s"""
              .formatted(more),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
