package io.jobservice.api;

import io.jobservice.model.BadRequestException;
import io.jobservice.model.Choices;
import io.jobservice.model.DurationText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The parameters of a request's address. Each may come several times or with several values,
 * separated by commas; one without a value counts as absent. What cannot be read is refused with
 * its name.
 */
final class Query {

  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");

  private final Map<String, List<String>> words;

  private Query(Map<String, List<String>> words) {
    this.words = words;
  }

  static Query parse(String rawQuery, Set<String> known) throws BadRequestException {
    Map<String, List<String>> words = new TreeMap<>();
    for (String pair : rawQuery == null ? List.<String>of() : List.of(rawQuery.split("&", -1))) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (!name.isEmpty() && !known.contains(name)) {
        List<String> all = known.stream().sorted().toList();
        throw new BadRequestException("unknown parameter '" + name + "'" + Choices.hint(name, all));
      }
      Arrays.stream(value.split(",", -1))
          .map(String::strip)
          .filter(word -> !word.isEmpty())
          .forEach(word -> words.computeIfAbsent(name, any -> new ArrayList<>()).add(word));
    }
    return new Query(words);
  }

  /** Refuses every parameter, of an address that has none. */
  static void refuseAll(String rawQuery) throws BadRequestException {
    parse(rawQuery, Set.of());
  }

  private static String decoded(String text) throws BadRequestException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("'" + text + "' has a broken percent-escape");
    }
  }

  /** The parameters that have a value. */
  Set<String> names() {
    return words.keySet();
  }

  /** All values of a parameter. */
  List<String> words(String name) {
    return words.getOrDefault(name, List.of());
  }

  /** The one value of a parameter. */
  Optional<String> word(String name) throws BadRequestException {
    List<String> all = words(name);
    if (all.size() > 1) {
      throw new BadRequestException("'" + name + "' may have one value only");
    }
    return all.stream().findFirst();
  }

  /** The words true or false. */
  Optional<Boolean> flag(String name) throws BadRequestException {
    Optional<String> word = word(name);
    if (word.isPresent() && !word.get().equals("true") && !word.get().equals("false")) {
      throw new BadRequestException("'" + name + "' must be true or false, not " + word.get());
    }
    return word.map(Boolean::valueOf);
  }

  /** A whole number within bounds. */
  Optional<Long> number(String name, long least, long most) throws BadRequestException {
    Optional<String> word = word(name);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    try {
      long number = NUMBER.matcher(word.get()).matches() ? Long.parseLong(word.get()) : -1;
      if (number >= least && number <= most) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      // Beyond the range: answered below.
    }
    throw new BadRequestException(
        "'" + name + "' must be a number from " + least + " to " + most + ", not " + word.get());
  }

  /**
   * A time, as epoch seconds, in RFC 3339, as a date of UTC, or as how long before now; a time
   * within a second counts as its beginning.
   */
  Optional<Long> time(String name, long most, long now) throws BadRequestException {
    Optional<String> word = word(name);
    if (word.isEmpty() || NUMBER.matcher(word.get()).matches()) {
      return number(name, 0, most);
    }
    try {
      long second = second(word.get(), now);
      if (second >= 0 && second <= most) {
        return Optional.of(second);
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Answered below, as a time beyond the range is.
    }
    throw new BadRequestException(
        "'"
            + name
            + "' must be epoch seconds, a time such as 2026-11-22T09:00:00Z, a date such as"
            + " 2026-11-22, or how long ago, such as 10m; from 0 to "
            + most
            + ", not "
            + word.get());
  }

  private static long second(String word, long now) {
    Optional<Duration> ago = DurationText.parse(word);
    if (ago.isPresent()) {
      return Math.subtractExact(now, ago.get().toSeconds());
    }
    return DATE.matcher(word).matches()
        ? LocalDate.parse(word).toEpochSecond(LocalTime.MIDNIGHT, ZoneOffset.UTC)
        // A plus that was not escaped has become a space.
        : OffsetDateTime.parse(word.replace(' ', '+')).toEpochSecond();
  }

  /** Some of the words that there are, in any case. */
  <T> Set<T> choices(String name, T[] all, Function<T, String> text) throws BadRequestException {
    Set<T> chosen = new LinkedHashSet<>();
    for (String word : words(name)) {
      chosen.add(
          Arrays.stream(all)
              .filter(choice -> text.apply(choice).equalsIgnoreCase(word))
              .findFirst()
              .orElseThrow(
                  () ->
                      new BadRequestException(
                          "'"
                              + name
                              + "' must be one of "
                              + Arrays.stream(all).map(text).collect(Collectors.joining(", "))
                              + ", not "
                              + word)));
    }
    return chosen;
  }
}
