package io.jobservice.api;

import io.jobservice.config.RedisUrl;
import io.jobservice.model.GoJson;
import java.time.Duration;
import java.util.Objects;

/**
 * The Redis of a node, as it tells of it to those who are to work on it too. As a text it shows no
 * password.
 *
 * @param url where it really is
 * @param namespace the namespace without braces
 * @param idleTimeout how long an unused connection stays open
 */
public record RedisPool(RedisUrl.Server url, String namespace, Duration idleTimeout) {

  /** Refuses nulls. */
  public RedisPool {
    Objects.requireNonNull(url);
    Objects.requireNonNull(namespace);
    Objects.requireNonNull(idleTimeout);
  }

  /** The answer to who asks for the configuration; it has the password. */
  String toJson() {
    return "{\"redis_pool_config\":{\"RedisURL\":%s,\"Namespace\":%s,\"IdleTimeoutSecond\":%d}}"
        .formatted(GoJson.quoted(url.toUri()), GoJson.quoted(namespace), idleTimeout.toSeconds());
  }
}
