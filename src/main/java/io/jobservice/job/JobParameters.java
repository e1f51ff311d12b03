package io.jobservice.job;

import java.math.BigInteger;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of a job, with typed access. Immutable.
 *
 * <p>Values are what JSON has: {@link String}, {@link Boolean}, {@link Long} or, beyond its range,
 * {@link BigInteger}, {@link Double}, {@link List} and {@link Map} of these, and null. The typed
 * getters return empty when the parameter is absent or null, and throw {@link
 * InvalidParametersException}, naming the parameter, when it is of another type or out of range.
 */
public final class JobParameters {

  private static final Pattern GO_DURATION =
      Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+(?:\\.\\d{1,9})?)s)?(?:(\\d+)ms)?");

  private static final JobParameters NONE = new JobParameters(Map.of());

  private final Map<String, Object> values;

  private JobParameters(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Parameters from a map of values of the types that the class comment lists.
   *
   * @param values by name; copied
   */
  public static JobParameters of(Map<String, ?> values) {
    return new JobParameters(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
  }

  /** No parameters. */
  public static JobParameters none() {
    return NONE;
  }

  /** All of them, by name; a value may be null. Cannot be changed. */
  public Map<String, Object> asMap() {
    return values;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /**
   * The value as it is.
   *
   * @param name the parameter
   */
  public Optional<Object> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * A text.
   *
   * @param name the parameter
   * @throws InvalidParametersException if it is no text
   */
  public Optional<String> getString(String name) throws InvalidParametersException {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw wrong(name, "a text", value);
  }

  /**
   * A whole number of 64 bits. A number with a fraction of zero, such as {@code 5.0}, is one.
   *
   * @param name the parameter
   * @throws InvalidParametersException if it is none
   */
  public Optional<Long> getLong(String name) throws InvalidParametersException {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Long number) {
      return Optional.of(number);
    }
    if (value instanceof Double number
        && number == Math.rint(number)
        && Math.abs(number) < 0x1p63) {
      return Optional.of(number.longValue());
    }
    throw wrong(name, "a whole number between -2^63 and 2^63 - 1", value);
  }

  /**
   * A number.
   *
   * @param name the parameter
   * @throws InvalidParametersException if it is none
   */
  public Optional<Double> getDouble(String name) throws InvalidParametersException {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Number number) {
      return Optional.of(number.doubleValue());
    }
    throw wrong(name, "a number", value);
  }

  /**
   * True or false.
   *
   * @param name the parameter
   * @throws InvalidParametersException if it is neither
   */
  public Optional<Boolean> getBoolean(String name) throws InvalidParametersException {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Boolean truth) {
      return Optional.of(truth);
    }
    throw wrong(name, "true or false", value);
  }

  /**
   * A duration: a text such as {@code 1h30m}, {@code 2.5s}, {@code 200ms} or {@code PT15S}, or a
   * number of seconds. Never negative.
   *
   * @param name the parameter
   * @throws InvalidParametersException if it is none
   */
  public Optional<Duration> getDuration(String name) throws InvalidParametersException {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Number number) {
      double seconds = number.doubleValue();
      if (seconds >= 0 && seconds < 1e9) {
        return Optional.of(Duration.ofNanos(Math.round(seconds * 1e9)));
      }
    } else if (value instanceof String text) {
      Optional<Duration> parsed = parseDuration(text.strip());
      if (parsed.isPresent()) {
        return parsed;
      }
    }
    throw wrong(name, "a duration such as 90s, 1h30m or 200ms", value);
  }

  private static Optional<Duration> parseDuration(String text) {
    Matcher matcher = GO_DURATION.matcher(text.toLowerCase(Locale.ROOT));
    try {
      if (!text.isEmpty() && matcher.matches()) {
        return Optional.of(
            Duration.ofHours(whole(matcher.group(1)))
                .plusMinutes(whole(matcher.group(2)))
                .plusNanos(nanos(matcher.group(3)))
                .plusMillis(whole(matcher.group(4))));
      }
      Duration iso = Duration.parse(text);
      return iso.isNegative() ? Optional.empty() : Optional.of(iso);
    } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static long whole(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static long nanos(String seconds) {
    return seconds == null
        ? 0
        : new java.math.BigDecimal(seconds).movePointRight(9).longValueExact();
  }

  private static InvalidParametersException wrong(String name, String expected, Object value) {
    return new InvalidParametersException(
        "parameter '" + name + "' must be " + expected + ", but it is " + shown(value));
  }

  private static String shown(Object value) {
    if (value instanceof String text) {
      return "the text '" + (text.length() > 80 ? text.substring(0, 80) + "..." : text) + "'";
    }
    if (value instanceof List) {
      return "a list";
    }
    if (value instanceof Map) {
      return "an object";
    }
    return String.valueOf(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JobParameters that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The names only: values may be confidential. */
  @Override
  public String toString() {
    return "JobParameters" + values.keySet();
  }
}
