package io.jobservice.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The routes of the API, found by the raw segments of a path: a segment is decoded once, after the
 * path was split, so that an escaped slash is part of an id and of nothing else.
 */
enum Route {
  JOBS("jobs", "GET, POST"),
  JOB("jobs/{id}", "GET, POST"),
  WHY("jobs/{id}/why", "GET"),
  EXECUTIONS("jobs/{id}/executions", "GET"),
  JOB_LOG("jobs/{id}/log", "GET"),
  DRY_RUN("dry-run", "POST"),
  QUEUES("queues", "GET"),
  QUEUE("queues/{id}", "GET, POST"),
  TYPES("types", "GET"),
  TYPE("types/{id}", "GET"),
  SCHEDULES("schedules", "GET"),
  SCHEDULE("schedules/{id}", "GET, POST"),
  RETRIES("retry", "GET, POST"),
  DEAD("dead", "GET, POST"),
  EVENTS("events", "GET"),
  CONFIG("config", "GET"),
  OPENAPI("openapi.json", "GET"),
  SUMMARY("summary", "GET"),
  WORKERS("workers", "GET"),
  LOGGERS("loggers", "GET, POST"),
  HOOKS("hooks", "GET, POST"),
  HOOK_TEST("hooks/test", "POST"),
  HOOK("hooks/{id}", "POST"),
  STATS("stats", "GET"),
  METRICS("/metrics", "GET");

  private static final String BASE = "/api/v1/";
  private static final String ID = "{id}";

  private final String pattern;
  private final String methods;

  /**
   * A route.
   *
   * @param pattern its path, below the base of the API unless it begins with a slash
   */
  Route(String pattern, String methods) {
    this.pattern = pattern;
    this.methods = methods;
  }

  /** A route with the id that stood in the path, empty where the route has none. */
  record Match(Route route, String id) {}

  /** Its whole path, with {@code {id}} where an id stands. */
  String path() {
    return pattern.startsWith("/") ? pattern : BASE + pattern;
  }

  /** The methods that the route has, as a header lists them. */
  String methods() {
    return methods;
  }

  boolean has(String method) {
    return List.of(methods.split(", ", -1)).contains(method);
  }

  static Optional<Match> find(String rawPath) {
    if (rawPath == null) {
      return Optional.empty();
    }
    List<String> path = List.of(rawPath.split("/", -1));
    for (Route route : values()) {
      List<String> segments = List.of(route.path().split("/", -1));
      if (matches(segments, path)) {
        int at = segments.indexOf(ID);
        return Optional.of(new Match(route, at < 0 ? "" : decoded(path.get(at))));
      }
    }
    return Optional.empty();
  }

  private static boolean matches(List<String> segments, List<String> path) {
    if (path.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < path.size(); i++) {
      boolean id = segments.get(i).equals(ID);
      if (id ? path.get(i).isEmpty() : !segments.get(i).equals(path.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** A plus is a plus in a path; what is no valid escape stays as it is. */
  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }
}
