package io.jobservice.joblog;

import io.jobservice.model.LogLevel;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What was logged at once: one line, or more when the message has more or there is a stack.
 *
 * @param at when
 * @param level how grave
 * @param source the position in the source, as {@code /package/File.java:12}
 * @param message the text, its parameters filled in
 * @param context the diagnostic context of the thread and the pairs of the call, by name
 * @param failure what was thrown: a copy with its text, stack, causes and what it suppressed, of no
 *     class of the job
 */
public record LogEntry(
    Instant at,
    LogLevel level,
    String source,
    String message,
    Map<String, String> context,
    Optional<Throwable> failure) {

  /** Copies the context. */
  public LogEntry {
    Objects.requireNonNull(at);
    Objects.requireNonNull(level);
    Objects.requireNonNull(source);
    Objects.requireNonNull(message);
    Objects.requireNonNull(failure);
    context = Map.copyOf(context);
  }
}
