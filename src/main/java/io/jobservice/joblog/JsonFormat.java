package io.jobservice.joblog;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON lines: one object for each entry, with {@code time}, {@code level}, {@code source}, {@code
 * message}, {@code attempt}, and {@code context} and {@code failure} where there is such; one with
 * {@code time} and {@code notice} for what the service itself says. Control characters are escaped.
 */
final class JsonFormat implements LogFormat {

  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

  @Override
  public void entry(LogRun run, LogEntry entry, StringBuilder into) {
    time(into, entry.at());
    into.append(",\"level\":\"").append(entry.level()).append("\",\"source\":");
    quote(into, entry.source());
    into.append(",\"message\":");
    quote(into, entry.message());
    into.append(",\"attempt\":").append(run.attempt());
    if (!entry.context().isEmpty()) {
      into.append(",\"context\":");
      char before = '{';
      for (Map.Entry<String, String> pair : new TreeMap<>(entry.context()).entrySet()) {
        into.append(before);
        before = ',';
        quote(into, pair.getKey());
        into.append(':');
        quote(into, pair.getValue());
      }
      into.append('}');
    }
    entry
        .failure()
        .ifPresent(
            failure -> {
              into.append(",\"failure\":");
              quote(into, LoggedFailure.stack(failure));
            });
    into.append("}\n");
  }

  @Override
  public void attempt(LogRun run, Instant at, StringBuilder into) {
    time(into, at);
    into.append(",\"notice\":\"attempt\",\"attempt\":").append(run.attempt()).append(",\"node\":");
    quote(into, run.node());
    into.append("}\n");
  }

  @Override
  public void notice(Instant at, String text, StringBuilder into) {
    time(into, at);
    into.append(',').append(noticeEnd(text));
  }

  @Override
  public String noticeEnd(String text) {
    StringBuilder end = new StringBuilder("\"notice\":");
    quote(end, text);
    return end.append("}\n").toString();
  }

  private static void time(StringBuilder into, Instant at) {
    into.append("{\"time\":\"");
    LogTime.appendMicros(into, at);
    into.append('"');
  }

  private static void quote(StringBuilder into, String text) {
    into.append('"');
    int from = into.length();
    ENCODER.quoteAsString(text, into);
    // JSON allows DEL and the second set of controls; a terminal would obey them.
    for (int i = from; i < into.length(); i++) {
      char c = into.charAt(i);
      if (Character.isISOControl(c)) {
        StringBuilder escape = new StringBuilder();
        ControlCharacters.appendEscape(escape, c);
        into.replace(i, i + 1, escape.toString());
      }
    }
    into.append('"');
  }
}
