package io.jobservice.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the forms of {@code redis_url}. Written by hand, since {@link java.net.URI} gives no host
 * for names with an underscore, which container networks have.
 */
final class RedisUrlParser {

  /** The forms, for messages. */
  static final String FORMS =
      "allowed are embedded, redis://[user:password@]host[:port][/db], rediss://.. of the same"
          + " form, and host:port[,weight,password,database_index]";

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://");

  private static final Pattern ADDRESS =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+)(?::(.*))?");

  private static final String HOST = "(?:\\[[0-9A-Fa-f:.]+\\]|[^:@\\[\\]/?,]+)";

  /** What may follow the user information and is surely no password. */
  private static final Pattern HARMLESS =
      Pattern.compile(HOST + "(?::[0-9]{0,5})?(?:/[0-9]{0,7})?");

  private static final Pattern HARMLESS_HOST = Pattern.compile(HOST + "[:/?,]");

  private static final Pattern KNOWN_QUERY = Pattern.compile("idle_timeout_seconds=[0-9]+");

  private RedisUrlParser() {}

  static RedisUrl parse(String text) throws BadValueException {
    if (text.equals("embedded")) {
      return new RedisUrl.Embedded();
    }
    Matcher scheme = SCHEME.matcher(text);
    if (!scheme.lookingAt()) {
      return listed(text);
    }
    String rest = text.substring(scheme.end());
    return switch (scheme.group(1)) {
      case "redis" -> uri(rest, false);
      case "rediss" -> uri(rest, true);
      case "redis+sentinel", "rediss+sentinel" ->
          throw new BadValueException(
              "asks for Redis Sentinel, which is not available in this version");
      default -> throw new BadValueException("has a scheme that is not known");
    };
  }

  /** The URL as a file has it, with its password: for who masks what is shown. */
  static String written(RedisUrl url) {
    return url instanceof RedisUrl.Server server ? server.toUri() : "embedded";
  }

  /**
   * The text without what may be a password, for messages. Since the text may be malformed,
   * whatever is not surely harmless is hidden.
   */
  static String masked(String text) {
    Matcher scheme = SCHEME.matcher(text);
    if (!scheme.lookingAt()) {
      return withoutTail(text);
    }
    String rest = text.substring(scheme.end());
    int at = rest.lastIndexOf('@');
    if (at < 0) {
      return scheme.group() + withoutTail(rest);
    }
    int colon = rest.substring(0, at).indexOf(':');
    String user = colon < 0 ? "" : rest.substring(0, colon + 1);
    return scheme.group() + user + "***@" + withoutTail(rest.substring(at + 1));
  }

  /** A host and what follows it, as long as that is but numbers. */
  private static String withoutTail(String rest) {
    if (rest.isEmpty() || HARMLESS.matcher(rest).matches()) {
      return rest;
    }
    Matcher host = HARMLESS_HOST.matcher(rest);
    return (host.lookingAt() ? host.group() : "") + "***";
  }

  private static RedisUrl uri(String rest, boolean tls) throws BadValueException {
    int at = rest.lastIndexOf('@');
    String userInfo = at < 0 ? "" : rest.substring(0, at);
    String place = withoutQuery(rest.substring(at + 1));
    int slash = place.indexOf('/');
    String address = slash < 0 ? place : place.substring(0, slash);
    String database = slash < 0 ? "" : place.substring(slash + 1);
    int colon = userInfo.indexOf(':');
    return server(
        address,
        decoded(colon < 0 ? userInfo : userInfo.substring(0, colon)),
        decoded(colon < 0 ? "" : userInfo.substring(colon + 1)),
        database,
        tls);
  }

  private static String withoutQuery(String place) throws BadValueException {
    int mark = place.indexOf('?');
    if (mark < 0) {
      return place;
    }
    if (!KNOWN_QUERY.matcher(place.substring(mark + 1)).matches()) {
      throw new BadValueException(
          "has a query, of which only idle_timeout_seconds=NUMBER is accepted (and ignored)");
    }
    return place.substring(0, mark);
  }

  private static RedisUrl listed(String text) throws BadValueException {
    List<String> parts = List.of(text.split(",", -1));
    if (!parts.get(0).contains(":")) {
      throw new BadValueException("has neither a scheme nor a port");
    }
    if (parts.size() > 4) {
      throw new BadValueException("has more than four parts between commas");
    }
    if (parts.size() > 1 && !parts.get(1).matches("([0-9]+(\\.[0-9]+)?)?")) {
      throw new BadValueException("has a weight that is not a number");
    }
    return server(
        parts.get(0),
        "",
        parts.size() > 2 ? parts.get(2) : "",
        parts.size() > 3 ? parts.get(3) : "",
        false);
  }

  private static RedisUrl server(
      String address, String user, String password, String database, boolean tls)
      throws BadValueException {
    Matcher matcher = ADDRESS.matcher(address);
    if (!matcher.matches()) {
      throw new BadValueException(
          address.isEmpty() || address.startsWith(":")
              ? "has no host"
              : "has no valid host; IPv6 addresses stand in brackets, and the characters @ : / ? # of"
                  + " a password are percent-encoded");
    }
    String host = matcher.group(1);
    String port = matcher.group(2);
    return new RedisUrl.Server(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        port == null ? RedisUrl.DEFAULT_PORT : number(port, "port", 1, 65_535),
        Optional.of(user).filter(u -> !u.isEmpty()),
        Optional.of(password).filter(p -> !p.isEmpty()),
        database.isEmpty() ? 0 : number(database, "database", 0, RedisUrl.MAX_DATABASE),
        tls);
  }

  private static int number(String text, String what, int least, int most)
      throws BadValueException {
    if (!text.matches("[0-9]{1,9}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > most) {
      throw new BadValueException(
          "has a " + what + " that is not a whole number from " + least + " to " + most);
    }
    return Integer.parseInt(text);
  }

  private static String decoded(String text) throws BadValueException {
    try {
      // URLDecoder is for forms, where a plus is a space.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadValueException("has a percent sign in user or password that is not of form %41");
    }
  }
}
