package io.jobservice.cli;

import java.time.ZoneId;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Which of the standard streams are a terminal, and what is known of it.
 *
 * @param in whether input comes from one
 * @param out whether output goes to one
 * @param err whether messages go to one
 * @param columns how wide it is, 0 when that is not known
 * @param zone the time zone of whoever sits there; asked for only when needed, because finding it
 *     out costs time at every start
 */
record Terminal(boolean in, boolean out, boolean err, int columns, Supplier<ZoneId> zone) {

  Terminal {
    Objects.requireNonNull(zone);
  }

  /** As the launcher tells it: a letter for each stream that is a terminal. */
  static Terminal of(String letters, int columns, Supplier<ZoneId> zone) {
    return new Terminal(
        letters.indexOf('i') >= 0,
        letters.indexOf('o') >= 0,
        letters.indexOf('e') >= 0,
        Math.max(0, columns),
        zone);
  }

  /** Whether somebody sees both what is written and what is said about it. */
  boolean isWatched() {
    return out && err;
  }
}
