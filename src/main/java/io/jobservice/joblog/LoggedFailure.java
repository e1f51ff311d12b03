package io.jobservice.joblog;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A copy of what was thrown, made when it is logged: its text, stack, causes and what it
 * suppressed, and nothing else that the job may change or that would keep its memory. It prints as
 * the original would.
 */
final class LoggedFailure extends Throwable {

  private static final long serialVersionUID = 1L;

  private static final int MOST_FRAMES = 2_000;
  private static final int MOST_FAILURES = 50;
  private static final int LONGEST_TEXT = 32 << 10;

  private final String text;

  private LoggedFailure(String message, String text, LoggedFailure cause) {
    super(message, cause, true, true);
    this.text = text;
  }

  /** Copies on the thread that logs; the methods of the original may be the job's own. */
  static LoggedFailure of(Throwable failure) {
    return new Copying().copy(failure);
  }

  /** What is printed of it. */
  static String stack(Throwable failure) {
    StringWriter stack = new StringWriter();
    failure.printStackTrace(new PrintWriter(stack));
    return stack.toString();
  }

  /** About how many bytes it takes in memory. */
  static long size(Throwable failure) {
    long size = 200 + failure.toString().length() + 100L * failure.getStackTrace().length;
    for (Throwable suppressed : failure.getSuppressed()) {
      size += size(suppressed);
    }
    return failure.getCause() == null ? size : size + size(failure.getCause());
  }

  /** The stack is that of the original. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  /** What is printed begins with the class of the original. */
  @Override
  @SuppressWarnings("OverrideThrowableToString")
  public String toString() {
    return text;
  }

  /** One copy of a tree that may be deep, wide, or a circle. */
  private static final class Copying {

    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private int frames = MOST_FRAMES;

    LoggedFailure copy(Throwable failure) {
      seen.add(failure);
      StackTraceElement[] stack = failure.getStackTrace();
      StackTraceElement[] kept = Arrays.copyOf(stack, Math.min(stack.length, frames));
      frames -= kept.length;
      Throwable cause = failure.getCause();
      LoggedFailure copy =
          new LoggedFailure(message(failure), text(failure), wants(cause) ? copy(cause) : null);
      copy.setStackTrace(kept);
      for (Throwable suppressed : failure.getSuppressed()) {
        if (wants(suppressed)) {
          copy.addSuppressed(copy(suppressed));
        }
      }
      return copy;
    }

    private boolean wants(Throwable failure) {
      return failure != null && seen.size() < MOST_FAILURES && !seen.contains(failure);
    }

    private static String message(Throwable failure) {
      try {
        return cut(failure.getMessage());
      } catch (Throwable worse) {
        return null;
      }
    }

    private static String text(Throwable failure) {
      try {
        return cut(String.valueOf(failure));
      } catch (Throwable worse) {
        return failure.getClass().getName();
      }
    }

    private static String cut(String text) {
      return text == null ? null : Excerpt.of(text, LONGEST_TEXT);
    }
  }
}
