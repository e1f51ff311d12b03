package io.jobservice.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The URL of a status hook, taken apart. Its text shows no user, password or query.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name in lower case without a dot at its end, or an address, of IPv6 in brackets
 * @param port 1 to 65535
 * @param target path and query as they are sent
 * @param basic the credentials of HTTP's Basic scheme that its user and password make
 */
public record HookUrl(String scheme, String host, int port, String target, Optional<String> basic) {

  private static final int LONGEST = 8192;
  private static final int LONGEST_SHOWN = 200;
  private static final int HIGHEST_PORT = 65_535;

  /** Which many would take for an address of IPv4, and some for a name. */
  private static final Pattern NUMBER = Pattern.compile("(?i)[0-9]+|0x[0-9a-f]*");

  private static final Pattern BLANK = Pattern.compile("[\\s\\p{Cntrl}\\p{Z}\\x{85}]");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}]");

  /** Demands all parts. */
  public HookUrl {
    Objects.requireNonNull(scheme);
    Objects.requireNonNull(host);
    Objects.requireNonNull(target);
    Objects.requireNonNull(basic);
  }

  /**
   * Takes a URL apart. A fragment is dropped.
   *
   * @param text any text
   * @throws IllegalArgumentException if it is no http or https URL; the message is the rest of a
   *     sentence that begins with the text, and does not repeat it
   */
  public static HookUrl of(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("must have at most " + LONGEST + " characters");
    }
    if (BLANK.matcher(text).find()) {
      throw new IllegalArgumentException(
          "must be an http or https URL: it has white space or a control character;"
              + " write %20 for a space");
    }
    try {
      return of(new URI(text));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("must be an http or https URL", e);
    }
  }

  /**
   * Takes a URL apart.
   *
   * @param url any
   * @throws IllegalArgumentException as {@link #of(String)}
   */
  public static HookUrl of(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("must be an http or https URL");
    }
    if (url.getRawAuthority() == null) {
      throw new IllegalArgumentException("must be an http or https URL: it has no host");
    }
    String host = url.getHost();
    if (host == null || host.contains("%") || NUMBER.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "must be an http or https URL: its host or port is none; a host has letters, digits,"
              + " '-' and '.', or is an address");
    }
    int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("http") ? 80 : 443;
    if (port == 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "must be an http or https URL: its port is not 1 to " + HIGHEST_PORT);
    }
    URI ascii = URI.create(url.toASCIIString());
    String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    String query = ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery();
    return new HookUrl(scheme, plain(host), port, path + query, basic(url));
  }

  private static String plain(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static Optional<String> basic(URI url) {
    String info = url.getRawUserInfo();
    if (info == null || info.isEmpty()) {
      return Optional.empty();
    }
    int colon = info.indexOf(':');
    String user = decoded(colon < 0 ? info : info.substring(0, colon));
    String password = colon < 0 ? "" : decoded(info.substring(colon + 1));
    if (user.contains(":")) {
      throw new IllegalArgumentException(
          "must have a user without ':', which HTTP's Basic scheme cannot send");
    }
    return Optional.of(Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8)));
  }

  private static String decoded(String part) {
    byte[] raw = part.getBytes(UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        bytes.write(Integer.parseInt(part(raw, i + 1), 16));
        i += 2;
      } else {
        bytes.write(raw[i]);
      }
    }
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
      if (!CONTROL.matcher(text).find()) {
        return text;
      }
    } catch (CharacterCodingException e) {
      // Answered below, with what else cannot be sent.
    }
    throw new IllegalArgumentException(
        "must have a user and password that are UTF-8 text without control characters,"
            + " percent-encoded");
  }

  private static String part(byte[] raw, int from) {
    return new String(raw, from, 2, UTF_8);
  }

  /** Scheme, host and port. */
  public String origin() {
    return scheme + "://" + host + ":" + port;
  }

  /** Whether it is to be called with TLS. */
  public boolean isSecure() {
    return scheme.equals("https");
  }

  /** Host and port as the header {@code Host} has them: without the scheme's own port. */
  public String authority() {
    return port == (isSecure() ? 443 : 80) ? host : host + ":" + port;
  }

  /** Scheme, host, port and path. */
  @Override
  public String toString() {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return origin()
        + (path.length() <= LONGEST_SHOWN ? path : path.substring(0, LONGEST_SHOWN) + "..");
  }
}
