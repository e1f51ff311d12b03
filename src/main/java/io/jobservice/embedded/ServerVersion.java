package io.jobservice.embedded;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a Redis or Valkey server.
 *
 * @param major 7 of 7.0.15
 * @param minor 0 of 7.0.15
 * @param patch 15 of 7.0.15
 */
record ServerVersion(int major, int minor, int patch) implements Comparable<ServerVersion> {

  /** The least version that has every command the service uses. */
  static final ServerVersion LEAST = new ServerVersion(6, 2, 0);

  private static final Pattern PRINTED =
      Pattern.compile("\\bv=(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})");

  /** Finds the version in what {@code redis-server --version} prints. */
  static Optional<ServerVersion> parse(String printed) {
    Matcher matcher = PRINTED.matcher(printed);
    return matcher.find()
        ? Optional.of(
            new ServerVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))))
        : Optional.empty();
  }

  @Override
  public int compareTo(ServerVersion other) {
    return Comparator.comparingInt(ServerVersion::major)
        .thenComparingInt(ServerVersion::minor)
        .thenComparingInt(ServerVersion::patch)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
