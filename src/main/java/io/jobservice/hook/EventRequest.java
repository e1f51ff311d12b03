package io.jobservice.hook;

import io.jobservice.model.HookUrl;
import io.jobservice.redis.HookEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Makes the request that tells a receiver of an event. */
final class EventRequest {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private EventRequest() {}

  /**
   * The request for a try.
   *
   * @param event what it tells of
   * @param attempt which try it is, from 1
   * @param further headers beside those that each has
   * @throws IllegalArgumentException if the event's URL is none that can be called; the message is
   *     a sentence without the URL
   */
  static HookRequest of(HookEvent event, int attempt, Map<String, String> further) {
    Map<String, String> headers = new HashMap<>(further);
    headers.put("X-Jobservice-Event-Id", visible(event.id()));
    headers.put("X-Jobservice-Job-Id", visible(event.job()));
    headers.put("X-Jobservice-Revision", Long.toString(event.revision()));
    headers.put("X-Jobservice-Sequence", Long.toString(event.sequence()));
    headers.put(
        "X-Jobservice-Event-Time", TIME.format(Instant.ofEpochMilli(event.createdMillis())));
    headers.put("X-Jobservice-Attempt", Integer.toString(attempt));
    return new HookRequest(url(event.url()), headers, visible(event.id()), event.body());
  }

  private static URI url(String text) {
    try {
      HookUrl.of(text);
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the URL " + e.getMessage(), e);
    }
  }

  /** What a header may hold: ids of other producers may be any text. */
  static String visible(String text) {
    if (text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      return text;
    }
    StringBuilder visible = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ' && b < 0x7f && b != '%') {
        visible.append((char) b);
      } else {
        visible.append(String.format("%%%02X", b));
      }
    }
    return visible.toString();
  }
}
