package io.jobservice.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** One list of addresses, networks and names of hosts. */
record AddressEntries(List<Network> networks, List<String> names) {

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");
  private static final Pattern NUMBER_AT_END = Pattern.compile("(.*\\.)?[0-9]+");
  private static final Pattern LIKE_ADDRESS = Pattern.compile("[0-9.]+|.*:.*:.*|.*/[0-9]*");
  private static final int LONGEST_NAME = 253;

  /**
   * Reads a list.
   *
   * @throws IllegalArgumentException if an entry is none; the message quotes it and says why
   */
  static AddressEntries of(List<String> texts) {
    List<Network> networks = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String text : texts) {
      String name = plain(text);
      if (isName(name)) {
        names.add(name);
      } else {
        networks.add(network(text));
      }
    }
    return new AddressEntries(List.copyOf(networks), List.copyOf(names));
  }

  /** What is wrong with an entry: the rest of a sentence that begins with it. */
  static Optional<String> problem(String entry) {
    if (isName(plain(entry))) {
      return Optional.empty();
    }
    if (entry.equals("*")) {
      return Optional.of("would be all hosts; an empty hooks.allow has that meaning");
    }
    if (entry.contains("://") || !LIKE_ADDRESS.matcher(entry).matches()) {
      return Optional.of(
          "is no address (10.1.2.3), network (10.0.0.0/8), host (hooks.example.com) or"
              + " *.example.com; write no scheme, port or path");
    }
    try {
      Network.parse(entry);
      return Optional.empty();
    } catch (BadValueException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Network network(String entry) {
    Optional<String> problem = problem(entry);
    if (problem.isPresent()) {
      throw new IllegalArgumentException("'" + entry + "' " + problem.get());
    }
    try {
      return Network.parse(entry);
    } catch (BadValueException e) {
      throw new IllegalArgumentException(entry, e);
    }
  }

  boolean isEmpty() {
    return networks.isEmpty() && names.isEmpty();
  }

  /** Whether a name as {@link #plain} makes it is named here. */
  boolean has(String host) {
    return names.stream()
        .anyMatch(
            name ->
                name.startsWith("*")
                    ? host.length() >= name.length() && host.endsWith(name.substring(1))
                    : host.equals(name));
  }

  /** Whether one of these addresses is. */
  boolean has(List<InetAddress> addresses) {
    return addresses.stream()
        .anyMatch(address -> networks.stream().anyMatch(network -> network.contains(address)));
  }

  /** A name as it is compared: in lower case, without the dot at the end. */
  static String plain(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static boolean isName(String name) {
    String rest = name.startsWith("*.") ? name.substring(2) : name;
    return rest.length() <= LONGEST_NAME
        && NAME.matcher(rest).matches()
        && !NUMBER_AT_END.matcher(rest).matches();
  }
}
