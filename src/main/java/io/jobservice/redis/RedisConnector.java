package io.jobservice.redis;

import io.jobservice.config.RedisUrl;
import java.time.Duration;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Opens clients of one Redis server. A server that knows no such user is tried with the password
 * alone, since existing configurations name any user.
 */
final class RedisConnector {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final RedisUrl.Server server;
  private final Duration idleTimeout;
  private volatile boolean withUser;

  RedisConnector(RedisUrl.Server server, Duration idleTimeout) {
    this.server = server;
    this.idleTimeout = idleTimeout;
    this.withUser = server.user().isPresent();
  }

  /** Finds out once whether the user's name is known. Fails as any first command does. */
  void probe() {
    if (!withUser) {
      return;
    }
    try (RedisClient client = open(1)) {
      client.ping();
    } catch (JedisDataException e) {
      if (!String.valueOf(e.getMessage()).startsWith("WRONGPASS")) {
        throw e;
      }
      withUser = false;
    }
  }

  RedisClient open(int connections) {
    return open(connections, TIMEOUT.multipliedBy(2));
  }

  /**
   * Opens a client whose blocking commands, subscriptions among them, may be silent for a while.
   */
  RedisClient open(int connections, Duration longestSilence) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(connections);
    pool.setMaxIdle(connections);
    pool.setMaxWait(TIMEOUT);
    pool.setJmxEnabled(false);
    pool.setMinEvictableIdleDuration(idleTimeout);
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .resp2()
            .connectionTimeoutMillis((int) TIMEOUT.toMillis())
            .socketTimeoutMillis((int) TIMEOUT.toMillis())
            .blockingSocketTimeoutMillis((int) longestSilence.toMillis())
            .database(server.database());
    if (server.tls()) {
      config.sslOptions(SslOptions.defaults());
    }
    server.password().ifPresent(config::password);
    if (withUser) {
      server.user().ifPresent(config::user);
    }
    return RedisClient.builder()
        .hostAndPort(server.host(), server.port())
        .clientConfig(config.build())
        .poolConfig(pool)
        .build();
  }
}
