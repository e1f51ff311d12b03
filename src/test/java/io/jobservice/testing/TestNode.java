package io.jobservice.testing;

import io.jobservice.config.ConfigException;
import io.jobservice.config.ConfigLoader;
import io.jobservice.runtime.JobService;
import io.jobservice.runtime.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A whole node in this JVM, with its API on a port of its own. */
public final class TestNode implements AutoCloseable {

  /** The secret of every node in tests. */
  public static final String SECRET = "test-secret";

  private final JobService service;
  private final RawHttp http;

  private TestNode(JobService service) {
    this.service = service;
    this.http = new RawHttp(service.address().getPort());
  }

  /** Starts a node on a Redis, with two workers and no grace at its end. */
  public static TestNode start(Path folder, String redisUrl, String namespace) {
    return start(folder, redisUrl, namespace, "shutdown_grace: 0s\n");
  }

  /** Starts a node with further lines of configuration. */
  public static TestNode start(Path folder, String redisUrl, String namespace, String more) {
    try {
      Path file = Files.createTempFile(folder, "config", ".yml");
      Files.writeString(
          file,
          """
          host: 127.0.0.1
          port: 0
          data_dir: %s
          worker_pool:
            workers: 2
            redis_pool:
              redis_url: %s
              namespace: %s
          %s"""
              .formatted(folder.resolve("data"), redisUrl, namespace, more));
      var config = ConfigLoader.load(file, Map.of("CORE_SECRET", SECRET)).config();
      return new TestNode(JobService.start(config, "test", () -> false, new NotedLevels()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ConfigException | StartException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Talks to its API. */
  public RawHttp http() {
    return http;
  }

  @Override
  public void close() {
    service.close();
  }
}
