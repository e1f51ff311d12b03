package io.jobservice.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Makes requests that are HTTP and JSON, and make no sense. For one thread. */
final class SemanticCases {

  private static final List<String> GETS =
      List.of(
          "jobs",
          "jobs",
          "jobs/{id}",
          "jobs/{id}",
          "jobs/{id}/why",
          "jobs/{id}/executions",
          "jobs/{id}/log",
          "queues",
          "queues/{id}",
          "types",
          "types/{id}",
          "schedules",
          "schedules/{id}",
          "retry",
          "dead",
          "events",
          "config",
          "openapi.json",
          "summary",
          "workers",
          "loggers",
          "hooks",
          "stats",
          "nothing",
          "{id}",
          "jobs/{id}/{id}",
          "jobs/{id}/log/{id}");
  private static final List<String> POSTS =
      List.of(
          "jobs/{id}",
          "jobs/{id}",
          "queues/{id}",
          "schedules/{id}",
          "retry",
          "dead",
          "loggers",
          "hooks",
          "hooks/{id}",
          "dry-run",
          "dry-run",
          "jobs",
          "hooks/test",
          "nothing",
          "stats");
  private static final List<String> PARAMETERS =
      List.of(
          "status",
          "name",
          "kind",
          "since",
          "until",
          "page_size",
          "page_number",
          "cursor",
          "id",
          "upcoming",
          "upstream",
          "tail",
          "attempt",
          "follow",
          "wait",
          "dead",
          "job",
          "non_dead_only",
          "format",
          "type",
          "after",
          "no_such",
          "",
          "STATUS");
  private static final List<String> HEADERS =
      List.of(
          "Accept",
          "Range",
          "If-None-Match",
          "Last-Event-ID",
          "Idempotency-Key",
          "X-Request-Id",
          "Content-Type",
          "Accept-Encoding",
          "If-Modified-Since",
          "Expect",
          "X-Forwarded-For",
          "X-Jobservice-From",
          "Cookie",
          "Origin",
          "TE",
          "Traceparent");
  private static final List<String> METHODS =
      List.of("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "get", "BREW");
  private static final List<String> FIELDS =
      List.of(
          "action",
          "limit",
          "name",
          "dead",
          "cascade",
          "cron_spec",
          "misfire",
          "overlap",
          "level",
          "logger",
          "url",
          "job",
          "jobs",
          "parameters",
          "metadata",
          "kind",
          "schedule_delay");
  private static final List<String> ACTIONS =
      List.of(
          "stop",
          "cancel",
          "retry",
          "pause",
          "resume",
          "reschedule",
          "purge",
          "redeliver",
          "delete",
          "run",
          "bogus",
          "");

  private final Odd odd;
  private final List<String> ids;

  /**
   * Cases.
   *
   * @param ids some that there are, of jobs that are over
   */
  SemanticCases(Odd odd, List<String> ids) {
    this.odd = odd;
    this.ids = ids;
  }

  Case next() {
    if (odd.oneIn(3)) {
      byte[] body = body().getBytes(UTF_8);
      return Case.of(Level.SEMANTIC, "POST", path(odd.of(POSTS)), headers(), body);
    }
    String route = odd.of(GETS);
    String method = odd.oneIn(15) ? odd.of(METHODS) : "GET";
    return Case.of(Level.SEMANTIC, method, path(route) + query(route), headers(), new byte[0]);
  }

  /** A word that leaves the path what it is may not be empty. */
  private String path(String route) {
    String path = "/api/v1/" + route;
    while (path.contains("{id}")) {
      path = path.replaceFirst("\\{id}", odd.oneIn(3) ? odd.of(ids) : "z" + odd.escaped());
    }
    return path;
  }

  /** A stream of events has no end, unless it is refused. */
  private String query(String route) {
    if (odd.oneIn(4000)) {
      return "?" + "page_size=1&".repeat(odd.of(List.of(100, 1000, 5000)));
    }
    StringBuilder query = new StringBuilder(route.equals("events") ? "?no_such=1" : "?");
    for (int i = odd.below(4); i > 0; i--) {
      query.append('&').append(odd.of(PARAMETERS)).append('=');
      query.append(odd.oneIn(4) ? odd.of(ids) : odd.escaped());
    }
    return query.toString();
  }

  private String headers() {
    StringBuilder headers = new StringBuilder();
    for (int i = odd.below(3); i > 0; i--) {
      String name = odd.of(HEADERS);
      String value = odd.header();
      // Who asks for leave to send must wait for it, and text in another form is not looked into.
      boolean plain = !name.equals("Expect") && !name.equals("Accept-Encoding");
      headers.append(name).append(": ").append(plain ? value : "identity").append("\r\n");
    }
    return headers.toString();
  }

  private String body() {
    return odd.oneIn(3) ? submission() : order().toString();
  }

  private ObjectNode order() {
    ObjectNode order = JsonNodeFactory.instance.objectNode().put("action", odd.of(ACTIONS));
    for (int i = odd.below(3); i > 0; i--) {
      value(order, odd.of(FIELDS));
    }
    return order;
  }

  private void value(ObjectNode object, String field) {
    switch (odd.below(6)) {
      case 0 -> object.put(field, odd.below(20_000) - 5000);
      case 1 -> object.put(field, odd.oneIn(2));
      case 2 -> object.putNull(field);
      case 3 -> object.putArray(field).add(odd.word()).add(1);
      case 4 -> object.putObject(field).put(odd.word(), odd.word());
      default -> object.put(field, odd.word());
    }
  }

  private String submission() {
    ObjectNode job = JsonNodeFactory.instance.objectNode();
    job.put("name", odd.oneIn(3) ? odd.word() : "NOOP");
    ObjectNode metadata = job.putObject("metadata");
    metadata.put("kind", odd.of(List.of("Generic", "Scheduled", "Periodic", "Generic", "Odd")));
    for (String field :
        List.of(
            "schedule_delay", "run_at", "cron_spec", "max_fails", "unique", "after", "backoff")) {
      if (odd.oneIn(4)) {
        value(metadata, field);
      }
    }
    if (odd.oneIn(4)) {
      value(job, odd.of(List.of("parameters", "status_hook", "idempotency_key", "name")));
    }
    return odd.oneIn(5) ? "{\"jobs\":[" + job + ",{}," + job + "]}" : "{\"job\":" + job + "}";
  }
}
