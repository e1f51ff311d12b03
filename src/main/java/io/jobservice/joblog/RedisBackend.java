package io.jobservice.joblog;

import io.jobservice.redis.LogStreams;
import java.time.Duration;

/**
 * Logs in Redis, a capped stream for each job, for nodes that share no disk: settings {@code
 * max_size}, {@code ttl} and {@code format}.
 */
final class RedisBackend implements LogBackend {

  private static final long LEAST_SIZE = 1L << 10;
  private static final long MOST_SIZE = 64L << 20;
  private static final Duration LEAST_KEPT = Duration.ofSeconds(1);
  private static final Duration MOST_KEPT = Duration.ofDays(3650);

  private final LogStreams streams;

  RedisBackend(LogStreams streams) {
    this.streams = streams;
  }

  @Override
  public String name() {
    return "REDIS";
  }

  @Override
  public LogStore open(LogSettings settings) throws LogSettingsException {
    SettingTexts texts = new SettingTexts(settings);
    return new RedisLogStore(
        streams,
        LogFormat.of(settings),
        texts.size("max_size", "1MiB", LEAST_SIZE, MOST_SIZE),
        texts.duration("ttl", "7d", LEAST_KEPT, MOST_KEPT));
  }
}
