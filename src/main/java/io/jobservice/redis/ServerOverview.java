package io.jobservice.redis;

import io.jobservice.model.ServerState;
import io.jobservice.model.Summary.Waiting;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Redis server says of itself, and how much is in the sets of a namespace. Safe to share.
 */
public final class ServerOverview {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Pattern VERSION = line("redis_version", "\\S+");
  private static final Pattern USED_MEMORY = line("used_memory", "\\d{1,18}");
  private static final Pattern MAX_MEMORY = line("maxmemory", "\\d{1,18}");

  private final Redis redis;

  /**
   * The server of a namespace.
   *
   * @param redis where it is
   */
  public ServerOverview(Redis redis) {
    this.redis = redis;
  }

  /** What the server says of itself. */
  public ServerState server() {
    String server = redis.readPatiently(jedis -> jedis.info("server"), PATIENCE);
    String memory = redis.readPatiently(jedis -> jedis.info("memory"), PATIENCE);
    return new ServerState(
        value(VERSION, server, ""),
        Long.parseLong(value(USED_MEMORY, memory, "0")),
        Long.parseLong(value(MAX_MEMORY, memory, "0")));
  }

  /** How many jobs are in the sets. */
  public Waiting waiting() {
    Keys keys = redis.keys();
    return redis.readPatiently(
        jedis ->
            new Waiting(
                jedis.zcard(keys.scheduled()) + jedis.zcard(keys.scheduledOwn()),
                jedis.hlen(keys.awaiting()),
                jedis.zcard(keys.retry()),
                jedis.zcard(keys.dead())),
        PATIENCE);
  }

  private static Pattern line(String name, String value) {
    return Pattern.compile("(?m)^" + name + ":(" + value + ")\\s*$");
  }

  private static String value(Pattern line, String info, String otherwise) {
    Matcher found = line.matcher(info);
    return found.find() ? found.group(1) : otherwise;
  }
}
