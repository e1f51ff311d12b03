package io.jobservice.testing;

import io.jobservice.config.RedisUrl;
import redis.clients.jedis.RedisClient;

/** A plain client, to look at what the service wrote and to play the part of other programs. */
public final class RedisProbe implements AutoCloseable {

  private final RedisClient client;
  private final String prefix;

  /** A client of a server and a namespace. */
  public RedisProbe(RedisUrl.Server server, String namespace) {
    this.client = RedisClient.create(server.toUri());
    this.prefix = "{" + namespace + "}:";
  }

  /** The client. */
  public RedisClient redis() {
    return client;
  }

  /** The name of a key. */
  public String key(String rest) {
    return prefix + rest;
  }

  @Override
  public void close() {
    client.close();
  }
}
