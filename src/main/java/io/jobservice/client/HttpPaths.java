package io.jobservice.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobservice.client.ClientException.Kind;
import io.jobservice.job.JobKind;
import io.jobservice.model.HookQuery;
import io.jobservice.model.JobQuery;
import io.jobservice.model.JobStatus;
import java.net.URLEncoder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The paths of the API, below its base; what callers gave is escaped in them. */
final class HttpPaths {

  /** What may stand in a path as it is. Dots are missing: no id may walk up the path. */
  private static final String PLAIN =
      "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private HttpPaths() {}

  /** A job. */
  static String job(String id) throws ClientException {
    if (id.isBlank()) {
      throw new ClientException(Kind.BAD_REQUEST, "a job id cannot be empty");
    }
    return "/jobs/" + segment(id);
  }

  /** A page of the executions of a policy, or of what a job has launched. */
  static String executions(String id, long pageNumber, int pageSize, boolean liveOnly)
      throws ClientException {
    return job(id)
        + "/executions?page_number="
        + pageNumber
        + "&page_size="
        + pageSize
        + (liveOnly ? "&non_dead_only=true" : "");
  }

  /** A page of the policies in force. */
  static String policies(long cursor, int pageSize) {
    return "/jobs?kind=Periodic&cursor=" + cursor + "&page_size=" + pageSize;
  }

  /** The log of a job, or what is wanted of it. */
  static String log(String id, LogWish wish, boolean follow) throws ClientException {
    Map<String, String> wishes = new LinkedHashMap<>();
    wish.tail().ifPresent(lines -> wishes.put("tail", lines));
    wish.since().ifPresent(time -> wishes.put("since", time));
    wish.attempt().ifPresent(attempts -> wishes.put("attempt", attempts));
    if (follow) {
      wishes.put("follow", "true");
    }
    StringBuilder path = new StringBuilder(job(id)).append("/log");
    char sign = '?';
    for (Map.Entry<String, String> one : wishes.entrySet()) {
      path.append(sign).append(one.getKey()).append('=');
      path.append(URLEncoder.encode(one.getValue(), UTF_8));
      sign = '&';
    }
    return path.toString();
  }

  /** A queue. */
  static String queue(String name) throws ClientException {
    if (name.isBlank()) {
      throw new ClientException(Kind.BAD_REQUEST, "the name of a queue cannot be empty");
    }
    return "/queues/" + segment(name);
  }

  /** A page of the events of status hooks. */
  static String hooks(HookQuery query) {
    return "/hooks?cursor="
        + URLEncoder.encode(query.cursor(), UTF_8)
        + "&page_size="
        + query.pageSize()
        + (query.dead() ? "&dead=true" : "")
        + query.job().map(job -> "&job=" + URLEncoder.encode(job, UTF_8)).orElse("");
  }

  /** An event of a status hook. */
  static String hook(String id) throws ClientException {
    if (id.isBlank()) {
      throw new ClientException(Kind.BAD_REQUEST, "the id of an event cannot be empty");
    }
    return "/hooks/" + segment(id);
  }

  /** A job type. */
  static String type(String name) throws ClientException {
    if (name.isBlank()) {
      throw new ClientException(Kind.BAD_REQUEST, "the name of a job type cannot be empty");
    }
    return "/types/" + segment(name);
  }

  private static String segment(String text) {
    StringBuilder segment = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      if (PLAIN.indexOf(b) >= 0) {
        segment.append((char) b);
      } else {
        segment.append(String.format("%%%02X", b & 0xff));
      }
    }
    return segment.toString();
  }

  /** A page of a list. The cursor is always there: without it one kind of list is another one. */
  static String jobs(JobQuery query) {
    StringBuilder path = new StringBuilder("/jobs?cursor=").append(query.cursor());
    path.append("&page_size=").append(query.pageSize());
    if (!query.upcoming()) {
      path.append("&upcoming=false");
    }
    append(path, "status", query.statuses(), JobStatus::text);
    append(path, "name", query.names(), Function.identity());
    append(path, "kind", query.kinds(), JobKind::text);
    query.since().ifPresent(second -> path.append("&since=").append(second));
    query.until().ifPresent(second -> path.append("&until=").append(second));
    return path.toString();
  }

  /** The jobs whose id begins with a text. */
  static String jobsBeginning(String beginning, int pageSize) {
    return "/jobs?id=" + URLEncoder.encode(beginning, UTF_8) + "&page_size=" + pageSize;
  }

  private static <T> void append(
      StringBuilder path, String name, Collection<T> choices, Function<T, String> text) {
    if (!choices.isEmpty()) {
      path.append('&')
          .append(name)
          .append('=')
          .append(
              choices.stream()
                  .map(choice -> URLEncoder.encode(text.apply(choice), UTF_8))
                  .sorted()
                  .collect(Collectors.joining(",")));
    }
  }
}
