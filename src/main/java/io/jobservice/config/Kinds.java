package io.jobservice.config;

import io.jobservice.config.Config.Protocol;
import io.jobservice.job.Parameter;
import io.jobservice.model.Backoff;
import io.jobservice.model.CommandDefinition;
import io.jobservice.model.DurationText;
import io.jobservice.model.JobName;
import io.jobservice.model.LogLevel;
import io.jobservice.model.RateLimit;
import io.jobservice.model.SizeText;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The kinds of values that options have. */
final class Kinds {

  private static final int LONGEST_NAMESPACE = 128;
  private static final double LONGEST_KEPT_DAYS = 36_500;

  private Kinds() {}

  static Kind<Integer> whole(int least, int most) {
    return Kind.open(
            "allowed are " + least + " to " + most,
            text -> {
              if (!text.matches("[+-]?[0-9]+")) {
                throw new BadValueException("is not a whole number");
              }
              // Ten characters hold every int; longer ones are out of every range here.
              if (text.length() > 10
                  || Long.parseLong(text) < least
                  || Long.parseLong(text) > most) {
                throw new BadValueException("is out of range");
              }
              return Integer.parseInt(text);
            })
        .typed("whole number");
  }

  /** More than zero, with a fraction if need be. */
  static Kind<Double> days() {
    return Kind.open(
            "allowed are numbers of days above 0, up to 36500, such as 1 or 0.5",
            text -> {
              if (!text.matches("[+-]?[0-9]{1,9}(\\.[0-9]{1,9})?")) {
                throw new BadValueException("is not a number");
              }
              double days = Double.parseDouble(text);
              if (days <= 0 || days > LONGEST_KEPT_DAYS) {
                throw new BadValueException("is out of range");
              }
              return days;
            })
        .typed("number")
        .written(Kinds::number);
  }

  /** A duration up to a day. */
  static Kind<Duration> duration(Duration least, String range) {
    return duration(least, Duration.ofHours(24), range);
  }

  static Kind<Duration> duration(Duration least, Duration most, String range) {
    return Kind.open(
            "allowed are " + range + ", such as 90s, 2m, 1h30m, 500ms or a number of seconds",
            text -> parsedDuration(text, least, most))
        .typed("duration")
        .written(DurationText::format);
  }

  /** How long something is kept: whole seconds, up to ten years. */
  static Kind<Duration> retention() {
    return Kind.open(
            "allowed are 1s to 3650d in whole seconds, such as 90m, 12h, 7d or a number of seconds",
            text -> {
              Duration kept = parsedDuration(text, Duration.ofSeconds(1), Duration.ofDays(3650));
              if (!kept.equals(kept.truncatedTo(ChronoUnit.SECONDS))) {
                throw new BadValueException("has a fraction of a second");
              }
              return kept;
            })
        .typed("duration")
        .written(DurationText::format);
  }

  private static Duration parsedDuration(String text, Duration least, Duration most)
      throws BadValueException {
    Duration duration =
        DurationText.parse(text).orElseThrow(() -> new BadValueException("is not a duration"));
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      throw new BadValueException("is out of range");
    }
    return duration;
  }

  /** A part of one. */
  static Kind<Double> fraction() {
    return Kind.open(
            "allowed are numbers from 0 to 1, such as 0.2",
            text -> {
              if (!text.matches("[+-]?[0-9]{1,9}(\\.[0-9]{1,9})?")) {
                throw new BadValueException("is not a number");
              }
              double part = Double.parseDouble(text);
              if (part < 0 || part > 1) {
                throw new BadValueException("is out of range");
              }
              return part;
            })
        .typed("number")
        .written(Kinds::number);
  }

  static Kind<Backoff.Kind> backoff() {
    return Kind.open(
            Arrays.stream(Backoff.Kind.values())
                .map(Backoff.Kind::text)
                .collect(Collectors.joining(", ", "allowed are ", "")),
            text ->
                Arrays.stream(Backoff.Kind.values())
                    .filter(kind -> kind.text().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new BadValueException("is not known")))
        .typed("word")
        .written(Backoff.Kind::text);
  }

  static Kind<RateLimit> rateLimit() {
    return Kind.open(
            "allowed are 1 to 1000000 for a period of 1s to 24h, such as 5/s, 100/m, 1000/h or"
                + " 10/30s",
            text ->
                RateLimit.parse(text).orElseThrow(() -> new BadValueException("is no rate limit")))
        .typed("rate");
  }

  static Kind<String> oneOf(String... choices) {
    return Kind.open(
            (choices.length == 1 ? "allowed is " : "allowed are ") + String.join(", ", choices),
            text -> {
              if (!List.of(choices).contains(text)) {
                throw new BadValueException("is not known");
              }
              return text;
            })
        .typed("word");
  }

  /** Sizes of data. */
  static Kind<Long> size(long least, long most) {
    return Kind.open(
            "allowed are %s to %s, such as %s or a number of bytes"
                .formatted(SizeText.format(least), SizeText.format(most), sizes(least, most)),
            text -> {
              OptionalLong size = SizeText.parse(text);
              if (size.isEmpty()) {
                throw new BadValueException("is no size");
              }
              if (size.getAsLong() < least || size.getAsLong() > most) {
                throw new BadValueException("is out of range");
              }
              return size.getAsLong();
            })
        .typed("size")
        .written(SizeText::format);
  }

  private static String sizes(long least, long most) {
    return LongStream.of(512L << 10, 10L << 20, 1L << 30)
        .filter(size -> size >= least && size <= most)
        .mapToObj(SizeText::format)
        .collect(Collectors.joining(", "));
  }

  static Kind<Boolean> flag() {
    return Kind.open(
            "allowed are true, false",
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw new BadValueException("is not known");
                })
        .typed("word");
  }

  /** The name of a log back end, which a plugin may bring. */
  static Kind<String> logBackend() {
    return Kind.open(
            "allowed are 1 to 64 of A-Z 0-9 _, a letter first",
            text -> {
              if (!text.matches("[A-Z][A-Z0-9_]{0,63}")) {
                throw new BadValueException("is no name of a log back end");
              }
              return text;
            })
        .typed("word");
  }

  static Kind<Protocol> protocol() {
    return Kind.open(
            "allowed is http",
            text -> {
              if (text.equals("https")) {
                throw new BadValueException(
                    "needs TLS, which is not available in this version: set http and put a proxy"
                        + " that ends TLS in front");
              }
              if (!text.equals("http")) {
                throw new BadValueException("is not known");
              }
              return Protocol.HTTP;
            })
        .typed("word")
        .written(protocol -> protocol.name().toLowerCase(Locale.ROOT));
  }

  static Kind<LogLevel> level() {
    return Kind.open(
            Arrays.stream(LogLevel.values())
                .map(Enum::name)
                .collect(Collectors.joining(", ", "allowed are ", "")),
            text ->
                Arrays.stream(LogLevel.values())
                    .filter(level -> level.name().equals(text.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new BadValueException("is no log level")))
        .typed("word")
        .written(LogLevel::name);
  }

  static Kind<String> text() {
    return Kind.open(
        "allowed is any text",
        text -> {
          if (text.isBlank()) {
            throw new BadValueException("is blank");
          }
          return text;
        });
  }

  /** A host name or an address to bind; IPv6 with or without brackets, kept without. */
  static Kind<String> host() {
    return Kind.open(
            "allowed are host names and addresses, without a port",
            text -> {
              if (text.matches("\\[[0-9A-Fa-f:.]+\\]")) {
                return text.substring(1, text.length() - 1);
              }
              if (!text.matches("[A-Za-z0-9._-]+|[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*")) {
                throw new BadValueException("is neither a host name nor an address");
              }
              return text;
            })
        .typed("host");
  }

  /** A namespace; one in braces is taken without them, so that it is not wrapped twice. */
  static Kind<String> namespace() {
    return Kind.open(
        "allowed are 1 to " + LONGEST_NAMESPACE + " characters, no white space, no braces inside",
        text -> {
          boolean braced = text.startsWith("{") && text.endsWith("}");
          String name = braced ? text.substring(1, text.length() - 1) : text;
          if (name.isEmpty()
              || name.length() > LONGEST_NAMESPACE
              || !name.matches("[^\\s{}\\p{Cntrl}]+")) {
            throw new BadValueException("is no namespace");
          }
          return name;
        });
  }

  /** A path as it was written; whoever knows the folder of the file resolves it. */
  static Kind<Path> path() {
    return Kind.open(
            "allowed are paths, relative ones start at the folder of this file",
            text -> {
              try {
                if (!text.isBlank()) {
                  return Path.of(text);
                }
              } catch (InvalidPathException e) {
                // Said below, in the words of all options.
              }
              throw new BadValueException("is no path");
            })
        .typed("path");
  }

  /** A text that may be anything. */
  static Kind<String> anyText() {
    return Kind.open("allowed is any text", text -> text);
  }

  static Kind<String> jobName() {
    return Kind.open(
            "allowed are 1 to 128 of A-Z a-z 0-9 _ . -",
            text -> {
              if (!JobName.isValid(text)) {
                throw new BadValueException("is no job name");
              }
              return text;
            })
        .typed("word");
  }

  /** The name of a user of the system, such that no shell sees anything else in it. */
  static Kind<String> user() {
    return Kind.open(
            "allowed are names of users: letters, digits, _ . -, a letter or _ first",
            text -> {
              if (!text.matches("[A-Za-z_][A-Za-z0-9_.-]{0,31}")) {
                throw new BadValueException("is no name of a user");
              }
              return text;
            })
        .typed("word");
  }

  static Kind<String> signal() {
    return Kind.open(
            "allowed are " + String.join(", ", CommandDefinition.SIGNALS),
            text -> {
              String name = text.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
              if (!CommandDefinition.SIGNALS.contains(name)) {
                throw new BadValueException("is no signal that is known");
              }
              return name;
            })
        .typed("word");
  }

  static Kind<Parameter.Type> parameterType() {
    return Kind.open(
            Arrays.stream(Parameter.Type.values())
                .map(Parameter.Type::text)
                .collect(Collectors.joining(", ", "allowed are ", "")),
            text ->
                Arrays.stream(Parameter.Type.values())
                    .filter(type -> type.text().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new BadValueException("is not known")))
        .typed("word")
        .written(Parameter.Type::text);
  }

  static Kind<String> fileName() {
    return Kind.open(
            "allowed are file names without a folder",
            text -> {
              if (text.isBlank() || text.matches(".*[/\\\\\\p{Cntrl}].*|\\.\\.?")) {
                throw new BadValueException("is no file name");
              }
              return text;
            })
        .typed("file name");
  }

  /** The URL of a web server; it may not hold a user or a password, and then neither is shown. */
  static Kind<URI> httpUrl() {
    return Kind.open(
            "allowed are http://host[:port][/path] and https://..",
            text -> {
              URI uri = uri(text).orElseThrow(() -> new BadValueException("is no URL"));
              if (!List.of("http", "https").contains(uri.getScheme()) || uri.getHost() == null) {
                throw new BadValueException("is no URL of a web server");
              }
              if (uri.getRawUserInfo() != null) {
                throw new BadValueException("has user information");
              }
              if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
                throw new BadValueException("has a query or a fragment");
              }
              return uri;
            })
        .typed("URL")
        .showing(text -> text.replaceAll("//.*@", "//***@").replaceAll("[?#].*", "?***"));
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  static Kind<RedisUrl> redisUrl() {
    return Kind.open(RedisUrlParser.FORMS, RedisUrlParser::parse)
        .typed("address")
        .written(RedisUrlParser::written)
        .showing(RedisUrlParser::masked);
  }

  /** Without an exponent, which {@link Double#toString} has for small ones. */
  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
