package io.jobservice.config;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Where the node's Redis is. The text of a value never shows its password. */
public sealed interface RedisUrl {

  /** The port of a server whose URL names none. */
  int DEFAULT_PORT = 6379;

  /** The highest number of a database. */
  int MAX_DATABASE = 1_000_000;

  /**
   * Reads one of the forms {@code embedded}, {@code redis://[user:password@]host[:port][/db]},
   * {@code rediss://..} and {@code host:port[,weight,password,database_index]}.
   *
   * @param text what to read
   * @throws IllegalArgumentException if it is none of them; the message says what is wrong and
   *     which forms there are, and shows no password
   */
  static RedisUrl parse(String text) {
    try {
      return RedisUrlParser.parse(text);
    } catch (BadValueException e) {
      throw new IllegalArgumentException(
          "'" + RedisUrlParser.masked(text) + "' " + e.getMessage() + "; " + RedisUrlParser.FORMS,
          e);
    }
  }

  /**
   * The text of a URL without what may be a password, for messages. It need not be well formed:
   * whatever is not surely harmless is hidden.
   *
   * @param text what {@link #parse} was or will be given
   */
  static String masked(String text) {
    return RedisUrlParser.masked(text);
  }

  /** A Redis that the node starts and stops itself. */
  record Embedded() implements RedisUrl {}

  /**
   * One server.
   *
   * @param host name or address; IPv6 without brackets
   * @param port 1 to 65535
   * @param user the ACL user, if one was named
   * @param password the password, if one was given
   * @param database 0 to {@value RedisUrl#MAX_DATABASE}
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

    /** Refuses what no server can have. */
    public Server {
      if (host.isBlank()) {
        throw new IllegalArgumentException("the host is blank");
      }
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("port " + port + " is not in 1 to 65535");
      }
      if (database < 0 || database > MAX_DATABASE) {
        throw new IllegalArgumentException(
            "database " + database + " is not in 0 to " + MAX_DATABASE);
      }
    }

    /** The same server with a password, in place of the one it had. */
    public Server withPassword(String newPassword) {
      return new Server(host, port, user, Optional.of(newPassword), database, tls);
    }

    /** Whether the host is this machine by its name or address; nothing is looked up. */
    public boolean isLoopback() {
      String name = host.toLowerCase(Locale.ROOT);
      return name.equals("localhost")
          || name.equals("::1")
          || name.matches("127\\.\\d+\\.\\d+\\.\\d+");
    }

    /**
     * The whole URL, password included, with user and password percent-encoded. Meant for clients;
     * it must not be printed or logged. {@link RedisUrl#parse} reads it back.
     */
    public String toUri() {
      return uri(user.map(Server::encoded), password.map(Server::encoded));
    }

    /** The URL with {@code ***} for the password. */
    @Override
    public String toString() {
      return uri(user.map(Server::encoded), password.map(p -> "***"));
    }

    private String uri(Optional<String> shownUser, Optional<String> shownPassword) {
      return (tls ? "rediss://" : "redis://")
          + (shownUser.isPresent() || shownPassword.isPresent()
              ? shownUser.orElse("") + shownPassword.map(p -> ":" + p).orElse("") + "@"
              : "")
          + (host.contains(":") ? "[" + host + "]" : host)
          + ":"
          + port
          + (database == 0 ? "" : "/" + database);
    }

    /** URLEncoder is for forms: a space is a plus there, and the asterisk stays. */
    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8)
          .replace("+", "%20")
          .replace("*", "%2A");
    }
  }
}
