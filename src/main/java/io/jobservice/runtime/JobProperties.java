package io.jobservice.runtime;

import io.jobservice.config.Config;
import io.jobservice.config.SecretTexts;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What jobs may ask for by name: the properties of the configuration, then those of the core
 * server, if there is one. These are read again every minute; while the server does not answer, the
 * last ones count. Safe to share.
 */
final class JobProperties implements Function<String, Optional<String>> {

  /** How often to {@link #turn}: a server that does not answer is asked again as soon. */
  static final Duration PERIOD = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(JobProperties.class);
  private static final Duration REFRESH = Duration.ofSeconds(60);

  /** As long as the first request may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What settings about secrets have; to hide it would hide half of what is logged. */
  private final Map<String, String> configured;

  private final Optional<CoreServer> server;
  private final Consumer<String> hide;
  private final LongSupplier nanoTime;
  private final CountDownLatch asked;
  private volatile Map<String, String> read = Map.of();
  private boolean current;
  private boolean away;
  private long readNanos;

  /**
   * The properties of a node; the core server is not asked yet.
   *
   * @param config its configuration
   * @param hide is told each value that must not be logged
   * @param nanoTime a clock that never goes back
   */
  JobProperties(Config config, Consumer<String> hide, LongSupplier nanoTime) {
    this.configured = config.contextProperties();
    this.server =
        config
            .coreServer()
            .map(url -> new CoreServer(url, config.secrets().jobservice(), nanoTime));
    this.hide = hide;
    this.nanoTime = nanoTime;
    this.asked = new CountDownLatch(server.isPresent() ? 1 : 0);
  }

  /** Whether there is a core server, so that there are turns to take. */
  boolean isRead() {
    return server.isPresent();
  }

  /**
   * The value of a property. Before the core server has been asked for the first time, it waits for
   * that, 10 seconds at most.
   */
  @Override
  public Optional<String> apply(String property) {
    String value = configured.get(property);
    if (value == null) {
      awaitFirst();
      value = read.get(property);
    }
    return Optional.ofNullable(value);
  }

  private void awaitFirst() {
    try {
      if (!asked.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("the core server has not been asked yet");
      }
    } catch (InterruptedException e) {
      // Who asks is told by its thread, which keeps the mark.
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Asks the core server, when it is time to. To be called every {@link #PERIOD}, by one thread.
   */
  void turn() {
    if (current && nanoTime.getAsLong() - readNanos < REFRESH.toNanos()) {
      return;
    }
    try {
      server.ifPresent(this::ask);
    } finally {
      asked.countDown();
    }
  }

  private void ask(CoreServer core) {
    try {
      Map<String, String> fresh = core.read();
      if (!fresh.equals(read)) {
        SecretTexts.ofProperties(fresh).forEach(hide);
        read = fresh;
      }
      if (away) {
        LOG.info("core server {}: answers again", core.url());
      }
      current = true;
      away = false;
      readNanos = nanoTime.getAsLong();
    } catch (IOException e) {
      current = false;
      if (!away) {
        away = true;
        LOG.warn(
            "core server {}: its properties cannot be read: {}; jobs get {}",
            core.url(),
            e.getMessage() == null ? e.toString() : e.getMessage(),
            read.isEmpty() ? "those of the configuration only" : "those that were read last");
      }
    }
  }
}
