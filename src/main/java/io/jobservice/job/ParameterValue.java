package io.jobservice.job;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A value that is not null, with the path that names it in errors. Reads it as one type. */
record ParameterValue(String path, Object value) {

  private static final Pattern GO_DURATION =
      Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+(?:\\.\\d{1,9})?)s)?(?:(\\d+)ms)?");

  private static final int LONGEST_SHOWN = 80;

  String text() throws InvalidParametersException {
    if (value instanceof String text) {
      return text;
    }
    throw isNot("a text");
  }

  /** A whole number between two bounds; one with a fraction of zero is one. */
  long whole(long least, long most, String expected) throws InvalidParametersException {
    Optional<Long> whole = Optional.empty();
    if (value instanceof Long number) {
      whole = Optional.of(number);
    } else if (value instanceof Double number
        && number == Math.rint(number)
        && number >= -0x1p63
        && number < 0x1p63) {
      whole = Optional.of(number.longValue());
    }
    if (whole.isEmpty() || whole.get() < least || whole.get() > most) {
      throw isNot(expected);
    }
    return whole.get();
  }

  long whole() throws InvalidParametersException {
    return whole(Long.MIN_VALUE, Long.MAX_VALUE, "a whole number between -2^63 and 2^63 - 1");
  }

  int small() throws InvalidParametersException {
    return (int)
        whole(
            Integer.MIN_VALUE,
            Integer.MAX_VALUE,
            "a whole number between -2147483648 and 2147483647");
  }

  double number() throws InvalidParametersException {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw isNot("a number");
  }

  boolean truth() throws InvalidParametersException {
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw isNot("true or false");
  }

  Duration duration() throws InvalidParametersException {
    if (value instanceof Number number) {
      double seconds = number.doubleValue();
      if (seconds >= 0 && seconds < 1e9) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
      }
    } else if (value instanceof String text) {
      Optional<Duration> parsed = parseDuration(text.strip());
      if (parsed.isPresent()) {
        return parsed.get();
      }
    }
    throw isNot("a duration such as 90s, 1h30m or 200ms");
  }

  /** The elements, which may be null. */
  List<?> list() throws InvalidParametersException {
    if (value instanceof List<?> list) {
      return list;
    }
    throw isNot("a list");
  }

  JobParameters object() throws InvalidParametersException {
    if (value instanceof Map<?, ?> map) {
      return JobParameters.at(path + ".", map);
    }
    throw isNot("an object");
  }

  InvalidParametersException isNot(String expected) {
    return new InvalidParametersException(
        "parameter '" + path + "' must be " + expected + ", but it is " + shown());
  }

  private String shown() {
    if (value instanceof String text) {
      return "the text '"
          + (text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text)
          + "'";
    }
    if (value instanceof List) {
      return "a list";
    }
    if (value instanceof Map) {
      return "an object";
    }
    return String.valueOf(value);
  }

  private static Optional<Duration> parseDuration(String text) {
    Matcher matcher = GO_DURATION.matcher(text.toLowerCase(Locale.ROOT));
    try {
      if (!text.isEmpty() && matcher.matches()) {
        return Optional.of(
            Duration.ofHours(digits(matcher.group(1)))
                .plusMinutes(digits(matcher.group(2)))
                .plusNanos(nanos(matcher.group(3)))
                .plusMillis(digits(matcher.group(4))));
      }
      Duration iso = Duration.parse(text);
      return iso.isNegative() ? Optional.empty() : Optional.of(iso);
    } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static long digits(String text) {
    return text == null ? 0 : Long.parseLong(text);
  }

  private static long nanos(String seconds) {
    return seconds == null ? 0 : new BigDecimal(seconds).movePointRight(9).longValueExact();
  }

  /**
   * A value as JSON would have brought it, that cannot be changed.
   *
   * @throws IllegalArgumentException if it has none of the types that JSON can bring
   */
  static Object plain(String path, Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Long
        || value instanceof Double) {
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      return plain(path + ".", map);
    }
    if (value instanceof Iterable<?> items) {
      List<Object> list = new ArrayList<>();
      for (Object item : items) {
        list.add(plain(path + "[" + list.size() + "]", item));
      }
      return Collections.unmodifiableList(list);
    }
    if (value instanceof Number number) {
      return plain(path, number);
    }
    if (value instanceof Duration) {
      // PT1H30M is 1h30m.
      return value.toString().substring(2).toLowerCase(Locale.ROOT);
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    throw new IllegalArgumentException(
        "parameter '" + path + "' cannot be sent as JSON: it is a " + value.getClass().getName());
  }

  private static Object plain(String path, Number number) {
    if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
      return number.longValue();
    }
    if (number instanceof Float || number instanceof BigDecimal) {
      return Double.valueOf(number.toString());
    }
    if (number instanceof BigInteger big) {
      return big.bitLength() < Long.SIZE ? (Object) big.longValue() : big;
    }
    throw new IllegalArgumentException(
        "parameter '" + path + "' cannot be sent as JSON: it is a " + number.getClass().getName());
  }

  /** A map of such values; the prefix goes before its names in errors. */
  static Map<String, Object> plain(String prefix, Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach(
        (key, item) -> {
          if (!(key instanceof String name)) {
            throw new IllegalArgumentException(
                "parameter '" + prefix + key + "' has no text as name");
          }
          copy.put(name, plain(prefix + name, item));
        });
    return Collections.unmodifiableMap(copy);
  }
}
