package io.jobservice.model;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * User, host and port of the URL of a status hook. {@link URI} takes no host that has an '_', as
 * those of containers may have, and does not say which part is wrong; this does both.
 */
record HookAuthority(Optional<String> user, String host, int port) {

  /** What {@link URI#getPort} has for a port that is not named. */
  static final int NO_PORT = -1;

  /** Which some would take for an address of IPv4, and some for a name. */
  private static final Pattern NUMBER = Pattern.compile("(?i)(.*\\.)?([0-9]+|0x[0-9a-f]*)\\.?");

  private static final Pattern SINGLE_NUMBER = Pattern.compile("(?i)[0-9]+|0x[0-9a-f]*");
  private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*\\.?");
  private static final Pattern PORT = Pattern.compile("[0-9]{0,5}");
  private static final int LONGEST_NAME = 254;

  /**
   * Reads them. The message of an exception repeats no part of the URL: it may be a password that
   * stands in the place of a port.
   *
   * @param url one that has an authority
   * @throws IllegalArgumentException if it has none that can be called; see {@link HookUrl#of(URI)}
   */
  static HookAuthority of(URI url) {
    String host = url.getHost();
    if (host == null) {
      return read(url.getRawAuthority());
    }
    if (host.contains("%")) {
      throw wrong("its host has a zone; write the address without '%' and what follows");
    }
    if (SINGLE_NUMBER.matcher(host).matches()) {
      throw notAnAddress();
    }
    return new HookAuthority(Optional.ofNullable(url.getRawUserInfo()), host, url.getPort());
  }

  private static HookAuthority read(String authority) {
    int at = authority.lastIndexOf('@');
    Optional<String> user = at < 0 ? Optional.empty() : Optional.of(authority.substring(0, at));
    if (user.filter(text -> text.contains("@")).isPresent()) {
      throw wrong("its user or password has an '@'; write %40 for it");
    }
    String rest = authority.substring(at + 1);
    int colon = rest.indexOf(':');
    String host = colon < 0 ? rest : rest.substring(0, colon);
    String port = colon < 0 ? "" : rest.substring(colon + 1);
    checkHost(host, port);
    return new HookAuthority(user, host, port.isEmpty() ? NO_PORT : Integer.parseInt(port));
  }

  private static void checkHost(String host, String port) {
    if (port.contains(":")) {
      throw wrong("its host has a ':'; an address of IPv6 stands in brackets, as in http://[::1]/");
    }
    if (host.isEmpty()) {
      throw wrong("it has no host before its port or path");
    }
    if (host.chars().anyMatch(c -> c > 0x7f)) {
      throw wrong("its host has letters beyond ASCII; write it in Punycode, as in xn--mnchen-3ya");
    }
    if (!PORT.matcher(port).matches()) {
      throw wrong("its port is no number from 1 to 65535");
    }
    if (NUMBER.matcher(host).matches()) {
      throw notAnAddress();
    }
    if (host.length() > LONGEST_NAME || !NAME.matcher(host).matches()) {
      throw wrong("its host is none; a name has letters, digits, '-', '_' and '.'");
    }
  }

  private static IllegalArgumentException notAnAddress() {
    return wrong(
        "its host ends in a number and is no address; write one of IPv4 as four decimal numbers,"
            + " as in 127.0.0.1");
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("must be an http or https URL: " + what);
  }
}
