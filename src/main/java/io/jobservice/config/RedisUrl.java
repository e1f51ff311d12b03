package io.jobservice.config;

import java.util.Optional;

/** Where the node's Redis is. The text of a value never shows its password. */
public sealed interface RedisUrl {

  /** A Redis that the node starts and stops itself. */
  record Embedded() implements RedisUrl {}

  /**
   * One server.
   *
   * @param host name or address; IPv6 without brackets
   * @param port 1 to 65535
   * @param user the ACL user, if one was named
   * @param password the password, if one was given
   * @param database 0 or more
   * @param tls whether the connection is encrypted
   */
  record Server(
      String host,
      int port,
      Optional<String> user,
      Optional<String> password,
      int database,
      boolean tls)
      implements RedisUrl {

    @Override
    public String toString() {
      return (tls ? "rediss://" : "redis://")
          + (user.isPresent() || password.isPresent()
              ? user.orElse("") + (password.isPresent() ? ":***" : "") + "@"
              : "")
          + (host.contains(":") ? "[" + host + "]" : host)
          + ":"
          + port
          + (database == 0 ? "" : "/" + database);
    }
  }
}
