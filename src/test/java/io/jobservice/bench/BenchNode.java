package io.jobservice.bench;

import io.jobservice.testing.RawHttp;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The packaged program as a process, with the benchmark's jobs as a plugin. */
final class BenchNode implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("ready: the API is at http://[^:]+:(\\d+)");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final Process process;
  private final RawHttp http;

  private BenchNode(Path folder, Process process, RawHttp http) {
    this.folder = folder;
    this.process = process;
    this.http = http;
  }

  /** Starts a node and waits until it is ready. */
  static BenchNode start(Path folder, String redisUrl, String namespace, int workers)
      throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("config.yml"),
        """
        host: 127.0.0.1
        port: 0
        data_dir: data
        worker_pool:
          workers: %d
          redis_pool:
            redis_url: %s
            namespace: %s
        """
            .formatted(workers, redisUrl, namespace));
    Path log = folder.resolve("serve.log");
    Files.deleteIfExists(log);
    Path launcher = Path.of("target/jobservice/bin/jobservice").toAbsolutePath();
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString(), "serve", "-c", "config.yml")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("CORE_SECRET", TestNode.SECRET);
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Awaitility.await("start of the node, see " + log)
        .atMost(PATIENCE)
        .until(() -> !process.isAlive() || READY.matcher(Files.readString(log)).find());
    Matcher ready = READY.matcher(Files.readString(log));
    if (!ready.find()) {
      throw new IllegalStateException("the node did not start:\n" + Files.readString(log));
    }
    return new BenchNode(folder, process, new RawHttp(Integer.parseInt(ready.group(1))));
  }

  RawHttp http() {
    return http;
  }

  long pid() {
    return process.pid();
  }

  /** The processor time that it has used. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Its resident memory in bytes, 0 where the system does not tell. */
  long residentBytes() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    Matcher resident = RESIDENT.matcher(Files.readString(status));
    return resident.find() ? Long.parseLong(resident.group(1)) * 1024 : 0;
  }

  /** How many job logs it has made. */
  double jobLogs() throws IOException {
    Path logs = folder.resolve("data/job-logs");
    if (!Files.isDirectory(logs)) {
      return 0;
    }
    try (var files = Files.list(logs)) {
      return files.count();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
