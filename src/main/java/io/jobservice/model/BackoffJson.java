package io.jobservice.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The JSON of a back-off: <code>{"kind":"exponential","initial":"10s","max":"5m","jitter":0.2}
 * </code>. Names that it does not have are refused: a slip would change when a job runs again.
 */
final class BackoffJson {

  private static final List<String> NAMES = List.of("kind", "initial", "max", "jitter");

  /** No duration text has more seconds than nine digits either. */
  private static final double SECONDS_BOUND = 1e9;

  private BackoffJson() {}

  static Backoff parse(JsonNode json) throws BadRequestException {
    JsonFields fields = new JsonFields(JsonFields.object(json, "'backoff'"), "backoff.");
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!NAMES.contains(name)) {
        throw new BadRequestException(
            fields.quoted(name) + " is not known; a back-off has " + String.join(", ", NAMES));
      }
    }
    BackoffParts parts =
        new BackoffParts(
            kind(fields),
            duration(fields, "initial"),
            duration(fields, "max"),
            fields.number("jitter"));
    Optional<BackoffParts.Mistake> mistake = parts.mistake();
    if (mistake.isPresent()) {
      throw new BadRequestException(
          fields.quoted(mistake.get().field()) + " " + mistake.get().message());
    }
    return parts.toBackoff();
  }

  private static Backoff.Kind kind(JsonFields fields) throws BadRequestException {
    String word = fields.text("kind").orElse("");
    for (Backoff.Kind kind : Backoff.Kind.values()) {
      if (kind.text().equals(word)) {
        return kind;
      }
    }
    throw new BadRequestException(
        fields.quoted("kind") + " must be 'standard', 'fixed' or 'exponential'");
  }

  private static Optional<Duration> duration(JsonFields fields, String field)
      throws BadRequestException {
    Optional<JsonNode> value = fields.find(field);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!value.get().isNumber() && !value.get().isTextual()) {
      throw fields.wrongType(field, "a duration such as 90s, or a number of seconds");
    }
    Optional<Duration> duration =
        value.get().isTextual()
            ? DurationText.parse(value.get().textValue())
            : seconds(value.get().doubleValue());
    if (duration.isEmpty()) {
      throw new BadRequestException(
          fields.quoted(field)
              + " must be a duration such as 90s, 1h30m or 500ms, or a number of seconds");
    }
    return duration;
  }

  private static Optional<Duration> seconds(double seconds) {
    return seconds >= 0 && seconds < SECONDS_BOUND
        ? Optional.of(Duration.ofMillis(Math.round(seconds * 1000)))
        : Optional.empty();
  }

  static String write(Backoff backoff) {
    StringBuilder json = new StringBuilder("{\"kind\":\"" + backoff.kind().text() + "\"");
    if (backoff.kind() != Backoff.Kind.STANDARD) {
      json.append(",\"initial\":\"" + DurationText.format(backoff.initial()) + "\"");
    }
    if (backoff.kind() == Backoff.Kind.EXPONENTIAL) {
      json.append(",\"max\":\"" + DurationText.format(backoff.max()) + "\"");
    }
    if (backoff.jitter() != 0) {
      json.append(",\"jitter\":" + GoNumber.format(backoff.jitter()));
    }
    return json.append('}').toString();
  }
}
