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
 * @param host a name in lower case without a dot at its end, or an address, of IPv6 in brackets;
 *     with {@code http} a name may have '_'
 * @param port 1 to 65535
 * @param target path and query as they are sent
 * @param basic the credentials of HTTP's Basic scheme that its user and password make
 */
public record HookUrl(String scheme, String host, int port, String target, Optional<String> basic) {

  private static final int LONGEST = 8192;
  private static final int LONGEST_SHOWN = 200;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int HIGHEST_PORT = 65_535;

  private static final Pattern SCHEME = Pattern.compile("(?is)https?:.*");
  private static final Pattern SCHEME_ALONE = Pattern.compile("(?i)https?:/*");
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
    if (!SCHEME.matcher(text).matches()) {
      throw otherScheme();
    }
    if (SCHEME_ALONE.matcher(text).matches()) {
      throw new IllegalArgumentException("must be an http or https URL: it has no host");
    }
    try {
      return of(new URI(text));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "must be an http or https URL: it has what no URL may have at its character "
              + (e.getIndex() + 1)
              + "; write such characters percent-encoded, as %20 for a space",
          e);
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
      throw otherScheme();
    }
    if (url.getRawAuthority() == null) {
      throw new IllegalArgumentException("must be an http or https URL: it has no host");
    }
    HookAuthority server = HookAuthority.of(url);
    boolean secure = scheme.equals("https");
    if (secure && server.host().contains("_")) {
      throw new IllegalArgumentException(
          "must be an http or https URL: its host has an '_', which works with http only; for"
              + " https give the receiver another name");
    }
    int port =
        server.port() != HookAuthority.NO_PORT ? server.port() : secure ? HTTPS_PORT : HTTP_PORT;
    if (port == 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "must be an http or https URL: its port is not 1 to " + HIGHEST_PORT);
    }
    URI ascii = URI.create(url.toASCIIString());
    String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    String query = ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery();
    return new HookUrl(scheme, plain(server.host()), port, path + query, basic(server));
  }

  private static IllegalArgumentException otherScheme() {
    return new IllegalArgumentException(
        "must be an http or https URL: it does not begin with http:// or https://");
  }

  private static String plain(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static Optional<String> basic(HookAuthority server) {
    String info = server.user().orElse("");
    if (info.isEmpty()) {
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
    return port == (isSecure() ? HTTPS_PORT : HTTP_PORT) ? host : host + ":" + port;
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
