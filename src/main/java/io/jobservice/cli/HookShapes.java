package io.jobservice.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The events of status hooks, as they are listed. */
final class HookShapes {

  /** What is shown in tables, and is no field: what an event tells of. */
  static final String EVENT = "event";

  /** When an event is tried next, or that it is being delivered. */
  static final String NEXT_TRY = "next_try";

  private static final Set<String> FIELDS =
      new LinkedHashSet<>(
          List.of(
              "id",
              "job_id",
              "sequence",
              "status",
              "check_in",
              "endpoint",
              "created_at",
              "failures",
              "last_error",
              "next_attempt_at",
              "delivering",
              "dead_at"));

  private HookShapes() {}

  /** Those that wait. */
  static Shape waiting() {
    return shape(new Shape.Column(NEXT_TRY, "NEXT-TRY"));
  }

  /** Those that were given up. */
  static Shape dead() {
    return shape(new Shape.Column("dead_at", "GIVEN-UP"));
  }

  private static Shape shape(Shape.Column time) {
    return new Shape(
        "id",
        List.of(
            new Shape.Column("id", "ID"),
            new Shape.Column(EVENT, "EVENT"),
            new Shape.Column("endpoint", "ENDPOINT"),
            new Shape.Column("created_at", "CREATED"),
            new Shape.Column("failures", "TRIES"),
            time,
            new Shape.Column(Shape.Column.ERROR, "ERROR")),
        FIELDS,
        false);
  }
}
