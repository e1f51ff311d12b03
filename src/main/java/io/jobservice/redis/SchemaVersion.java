package io.jobservice.redis;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the layout, such as {@code 1.8.1}. The order is that of semantic versions, in which
 * {@code 1.10.0} is above {@code 1.9.0}, and {@code 1.9.0-rc1} below it.
 *
 * @param major the first number
 * @param minor the second one, 0 when there is none
 * @param patch the third one, 0 when there is none
 * @param isFinal whether it has no mark of a release to be
 */
record SchemaVersion(int major, int minor, int patch, boolean isFinal)
    implements Comparable<SchemaVersion> {

  private static final Comparator<SchemaVersion> ORDER =
      Comparator.comparingInt(SchemaVersion::major)
          .thenComparingInt(SchemaVersion::minor)
          .thenComparingInt(SchemaVersion::patch)
          .thenComparing(SchemaVersion::isFinal);

  /** Reads a version; empty when the text is none. */
  static Optional<SchemaVersion> of(String text) {
    Matcher parts =
        Pattern.compile("v?(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?(-[^+]+)?(\\+.*)?")
            .matcher(text.strip());
    return parts.matches()
        ? Optional.of(
            new SchemaVersion(
                number(parts.group(1)),
                number(parts.group(2)),
                number(parts.group(3)),
                parts.group(4) == null))
        : Optional.empty();
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  @Override
  public int compareTo(SchemaVersion other) {
    return ORDER.compare(this, other);
  }
}
