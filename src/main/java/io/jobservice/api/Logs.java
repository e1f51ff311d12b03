package io.jobservice.api;

import com.sun.net.httpserver.HttpExchange;
import io.jobservice.joblog.JobLog;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.UnavailableException;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers requests for logs, in whole or from a byte on. Other ranges are passed over, as a server
 * may do.
 */
final class Logs {

  private static final Pattern REST = Pattern.compile("(?i)bytes=([0-9]+)-");
  private static final int MOST_DIGITS = 18;

  private Logs() {}

  /** The answer; it closes the log. */
  static Answer answer(JobLog log, HttpExchange exchange) throws UnavailableException {
    OptionalLong from = from(exchange.getRequestHeaders().getFirst("Range"));
    try {
      if (from.isEmpty()) {
        return new Answer.Text(200, log.from(0), Map.of("Accept-Ranges", "bytes"));
      }
      long place = from.getAsLong();
      return place < log.size() ? rest(log, place) : beyond(log, place);
    } catch (IOException e) {
      throw new UnavailableException("the log cannot be read: " + e, e);
    }
  }

  private static Answer rest(JobLog log, long place) throws IOException {
    String range = "bytes " + place + "-" + (log.size() - 1) + "/" + log.size();
    return new Answer.Text(206, log.from(place), Map.of("Content-Range", range));
  }

  private static Answer beyond(JobLog log, long place) throws IOException {
    log.close();
    return Answer.error(
        416,
        ErrorCode.BAD_REQUEST,
        "the log has " + log.size() + " bytes, and none from " + place + " on",
        Map.of("Content-Range", "bytes */" + log.size()));
  }

  private static OptionalLong from(String range) {
    Matcher rest = REST.matcher(range == null ? "" : range.strip());
    if (!rest.matches()) {
      return OptionalLong.empty();
    }
    String place = rest.group(1);
    return OptionalLong.of(place.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(place));
  }
}
