package io.jobservice.api;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.jobservice.core.LogReading;
import io.jobservice.core.Logs;
import io.jobservice.joblog.LogSource;
import io.jobservice.joblog.Peers;
import io.jobservice.model.AttemptRange;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.LogQuery;
import io.jobservice.model.ServiceException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers requests for logs: in whole, from a byte on, in part, or as they grow. Ranges of other
 * forms are passed over, as a server may do. What may take long is left to the streams. Safe to
 * share.
 */
final class LogRequests {

  /** As much as a socket takes without waiting for its reader. */
  private static final long SHORT = 64 << 10;

  private static final Pattern REST = Pattern.compile("(?i)bytes=([0-9]+)-");
  private static final int MOST_DIGITS = 18;
  private static final Set<String> PARAMETERS = Set.of("tail", "since", "attempt", "follow");
  private static final List<String> YES_NO = List.of("true", "false");

  private final Logs logs;

  LogRequests(Logs logs) {
    this.logs = logs;
  }

  /**
   * What is asked for.
   *
   * @param from the place to begin at, -1 for the beginning
   * @param hop whether another node asks, for what is here
   */
  private record Request(
      String id, LogQuery query, long from, boolean follow, boolean hop, boolean events) {}

  Answer answer(String id, HttpExchange exchange) throws ServiceException {
    Headers headers = exchange.getRequestHeaders();
    Query words = Query.parse(exchange.getRequestURI().getRawQuery(), PARAMETERS);
    LogQuery query = logs.query(words.word("tail"), words.word("since"), words.word("attempt"));
    boolean hop = headers.containsKey(Peers.HOP);
    boolean follow = isTrue(words.word("follow"));
    long from =
        hop
            ? number(headers.getFirst(Peers.FROM))
            : range(headers.getFirst("Range"), query).orElse(-1L);
    String accept = headers.getFirst("Accept");
    boolean events = accept != null && accept.contains("text/event-stream");
    Request request = new Request(id, query, from, follow, hop, events);
    if (follow) {
      Optional<String> after = Optional.ofNullable(headers.getFirst("Last-Event-ID"));
      return new Answer.Later(() -> hop ? followHere(request) : follow(request, after));
    }
    if (hop) {
      return new Answer.Later(() -> here(request));
    }
    Optional<LogReading> atOnce = logs.readAtOnce(id, query, from, SHORT);
    return atOnce.isPresent()
        ? reading(atOnce.get(), request)
        : new Answer.Later(() -> reading(logs.read(id, query, from), request));
  }

  private static Answer reading(LogReading reading, Request request) {
    if (request.from < 0 || reading.size().isEmpty()) {
      Map<String, String> headers =
          request.query.isAll() && reading.size().isPresent() && reading.place() == 0
              ? Map.of("Accept-Ranges", "bytes")
              : Map.of();
      return Answer.text(200, headers, new LogBody(reading), request.from < 0);
    }
    long size = reading.size().getAsLong();
    if (request.from >= size) {
      reading.close();
      return Answer.error(
          416,
          ErrorCode.BAD_REQUEST,
          "the log has " + size + " bytes, and none from " + request.from + " on",
          Map.of("Content-Range", "bytes */" + size));
    }
    // A capped log may have lost where it was asked to begin.
    String range = "bytes " + reading.place() + "-" + (size - 1) + "/" + size;
    return Answer.text(206, Map.of("Content-Range", range), new LogBody(reading), false);
  }

  private Answer here(Request request) throws ServiceException {
    LogSource source = logs.here(request.id, request.query, request.from, false);
    return Answer.text(200, peerHeaders(source), new SourceBody(source), false);
  }

  private Answer followHere(Request request) throws ServiceException {
    AttemptRange attempts = request.query.attempts();
    LogSource source = logs.here(request.id, request.query, request.from, true);
    FollowHereBody body = new FollowHereBody(source, () -> logs.isOver(request.id, attempts));
    return Answer.text(200, peerHeaders(source), body, false);
  }

  private static Map<String, String> peerHeaders(LogSource source) {
    Map<String, String> headers = new HashMap<>();
    headers.put(Peers.PLACE, Long.toString(source.place()));
    headers.put(Peers.LINES, Integer.toString(source.lines()));
    if (source.size() >= 0) {
      headers.put(Peers.SIZE, Long.toString(source.size()));
    }
    return headers;
  }

  private Answer follow(Request request, Optional<String> after) throws ServiceException {
    FollowBody body = new FollowBody(logs.follow(request.id, request.query, after), request.events);
    return request.events
        ? new Answer.Stream(200, "text/event-stream", Map.of(), body, true)
        : Answer.text(200, Map.of(), body, true);
  }

  private static boolean isTrue(Optional<String> word) throws BadRequestException {
    if (word.isPresent() && !YES_NO.contains(word.get())) {
      throw new BadRequestException("'follow' must be true or false, not " + word.get());
    }
    return word.isPresent() && word.get().equals("true");
  }

  private static long number(String text) throws BadRequestException {
    if (text == null) {
      return -1;
    }
    if (text.length() > MOST_DIGITS || !text.chars().allMatch(Character::isDigit)) {
      throw new BadRequestException("'" + Peers.FROM + "' must be a number, not " + text);
    }
    return Long.parseLong(text);
  }

  /** A part that was chosen by other means has no ranges. */
  private static Optional<Long> range(String range, LogQuery query) {
    OptionalLong from = from(range);
    return query.isAll() && from.isPresent() ? Optional.of(from.getAsLong()) : Optional.empty();
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
