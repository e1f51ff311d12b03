package io.jobservice.bench;

import io.jobservice.testing.StubServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures how long the packaged program's commands take from start to exit, beside a JVM that
 * prints one line, and prints a table. All take turns, so that they share what else the machine
 * does. System properties: {@code bench.jvms} (folders of JVMs, separated as paths are; the running
 * one by default) and {@code bench.starts} (25 of each, after two that do not count).
 */
public final class StartTimes {

  private static final Path LAUNCHER = Path.of("target/jobservice/bin/jobservice").toAbsolutePath();

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final Map<String, Map<String, List<Double>>> millis = new LinkedHashMap<>();

  private record Start(String name, List<String> command, Map<String, String> env) {}

  private StartTimes(Path folder) {
    this.folder = folder;
  }

  /** Measures the JVMs one after the other. */
  public static void main(String[] args) throws Exception {
    // Else a start of ours is two starts, of which one is a helper of the JDK.
    System.setProperty("jdk.lang.Process.launchMechanism", "VFORK");
    int starts = Integer.getInteger("bench.starts", 25);
    String jvms = System.getProperty("bench.jvms", System.getProperty("java.home"));
    Path folder = Files.createTempDirectory("jobservice-start-");
    try (StubServer service = new StubServer()) {
      service.answer("POST /api/v1/jobs", 202, "{\"job\":{\"id\":\"0123456789abcdef01234567\"}}");
      Files.writeString(
          folder.resolve("config.yml"), "host: 127.0.0.1\nport: " + service.port() + "\n");
      StartTimes times = new StartTimes(folder);
      for (String jvm : jvms.split(File.pathSeparator, -1)) {
        times.measure(Path.of(jvm), starts);
      }
      times.print();
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    System.exit(0);
  }

  private void measure(Path jvm, int starts) throws IOException, InterruptedException {
    List<Start> all = starts(jvm);
    awaitArchive(all.get(all.size() - 1));
    for (int round = -2; round < starts; round++) {
      for (Start start : all) {
        double time = time(start);
        if (round >= 0) {
          millis
              .computeIfAbsent(start.name(), n -> new LinkedHashMap<>())
              .computeIfAbsent(version(jvm), v -> new ArrayList<>())
              .add(time);
        }
      }
    }
  }

  private List<Start> starts(Path jvm) {
    String java = jvm.resolve("bin/java").toString();
    String classes = Path.of("target/test-classes").toAbsolutePath().toString();
    Map<String, String> off = Map.of("JOBSERVICE_ARCHIVE", "off", "JAVA_HOME", jvm.toString());
    Map<String, String> on = Map.of("JOBSERVICE_ARCHIVE", "", "JAVA_HOME", jvm.toString());
    List<String> version = List.of(LAUNCHER.toString(), "--version");
    List<String> submit = List.of(LAUNCHER.toString(), "submit", "DEMO", "-p", "image=demo-1");
    return List.of(
        new Start("bare JVM", List.of(java, "-cp", classes, Bare.class.getName()), Map.of()),
        new Start("`--version` without archive", version, off),
        new Start("`--version` with archive", version, on),
        new Start("`submit` without archive", submit, off),
        new Start("`submit` with archive", submit, on));
  }

  private void awaitArchive(Start first) throws IOException, InterruptedException {
    long before = archives();
    long end = System.nanoTime() + PATIENCE.toNanos();
    time(first);
    while (archives() == before) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("no archive was made");
      }
      Thread.sleep(100);
    }
    // Its maker tidies up.
    Thread.sleep(1_000);
  }

  private long archives() throws IOException {
    Path cache = Files.createDirectories(folder.resolve("cache/jobservice"));
    try (Stream<Path> files = Files.list(cache)) {
      return files.filter(file -> file.toString().endsWith(".jsa")).count();
    }
  }

  private double time(Start start) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(start.command())
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeIf(name -> name.startsWith("JOB"));
    builder.environment().put("CORE_SECRET", "secret");
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    builder.environment().putAll(start.env());
    long begin = System.nanoTime();
    int exit = builder.start().waitFor();
    double taken = (System.nanoTime() - begin) / 1e6;
    if (exit != 0) {
      throw new IllegalStateException(start.command() + " ended with " + exit);
    }
    return taken;
  }

  private static String version(Path jvm) throws IOException {
    return Files.readAllLines(jvm.resolve("release")).stream()
        .filter(line -> line.startsWith("JAVA_VERSION="))
        .map(line -> line.substring("JAVA_VERSION=".length()).replace("\"", ""))
        .findFirst()
        .orElse(jvm.toString());
  }

  private void print() {
    Map<String, List<Double>> bare = millis.values().iterator().next();
    System.out.println("| start to exit | Java " + String.join(" | Java ", bare.keySet()) + " |");
    System.out.println("| --- |" + " ---: |".repeat(bare.size()));
    millis.forEach(
        (name, times) -> {
          StringBuilder row = new StringBuilder("| " + name + " |");
          times.forEach(
              (version, values) -> {
                double middle = median(values);
                row.append(
                    String.format(
                        Locale.ROOT,
                        " %.0f ms (%.2f) |",
                        middle,
                        middle / median(bare.get(version))));
              });
          System.out.println(row);
        });
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
