package io.jobservice.cli;

import io.jobservice.client.RawLine;
import io.jobservice.model.LogLevel;
import java.util.Objects;
import java.util.Optional;

/**
 * A line of a log, and what it is part of.
 *
 * @param role what it is
 * @param stamp the time of what it is part of, as RFC 3339 in UTC; that of the line before where it
 *     has none of its own, and empty where there is none
 * @param level the level of the entry that it is part of; empty for what is part of none
 * @param text the line as text; of an entry in JSON, all of its lines
 * @param raw the line as it came
 * @param isJson whether the log has it in JSON
 */
record LogPart(
    Role role,
    Optional<String> stamp,
    Optional<LogLevel> level,
    String text,
    RawLine raw,
    boolean isJson) {

  /** What a line can be. */
  enum Role {
    /** The first line of an entry, or all of it. */
    ENTRY,
    /** A further line of the entry before; without a level, a line of none. */
    MORE,
    /** A line of the service about the log. */
    NOTICE
  }

  LogPart {
    Objects.requireNonNull(role);
    Objects.requireNonNull(stamp);
    Objects.requireNonNull(level);
    Objects.requireNonNull(text);
    Objects.requireNonNull(raw);
  }
}
