package io.jobservice.runtime;

import io.jobservice.model.LogLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Holds back what is logged again and again: of events of one kind the first {@value #MOST} within
 * ten seconds pass, the others are counted. Events are of one kind when logger, level, message
 * pattern and class of what was thrown are the same. It remembers {@value #KINDS} kinds, those that
 * came last. Safe to share.
 */
final class Repeats {

  /** How many of a kind pass. */
  static final int MOST = 10;

  /** Within what time. */
  static final Duration WINDOW = Duration.ofSeconds(10);

  private static final int KINDS = 1000;
  private static final int LONGEST_PATTERN = 512;

  private final LongSupplier nanos;
  private final LinkedHashMap<Kind, Window> windows = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Nothing was logged yet.
   *
   * @param nanos a clock that never goes back, in nanoseconds
   */
  Repeats(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** What makes events the same. */
  record Kind(String logger, LogLevel level, String pattern, String thrown) {

    Kind {
      // What has no parameters may be long, and would be kept.
      pattern =
          pattern.length() <= LONGEST_PATTERN
              ? pattern
              : pattern.substring(0, LONGEST_PATTERN) + pattern.hashCode();
    }
  }

  /**
   * How often a kind of event was held back.
   *
   * @param first the first of them within the time: its message, cut short, and nothing more
   * @param count how many were held back
   * @param time for how long they were counted
   */
  record Held(ServiceEvent first, long count, Duration time) {}

  /**
   * What becomes of an event.
   *
   * @param passes whether it is written
   * @param over what was held back before, and is to be told now
   */
  record Answer(boolean passes, List<Held> over) {}

  private static final class Window {
    private final long start;
    private final ServiceEvent first;
    private long count;

    Window(long start, ServiceEvent first) {
      this.start = start;
      this.first = first;
    }

    Optional<Held> held(long now) {
      Duration time = Duration.ofNanos(Math.min(now - start, WINDOW.toNanos()));
      return count > MOST ? Optional.of(new Held(first, count - MOST, time)) : Optional.empty();
    }

    boolean isOver(long now) {
      return now - start >= WINDOW.toNanos();
    }
  }

  /** Counts an event. The event itself is made when it is the first of its kind. */
  synchronized Answer count(Kind kind, Supplier<ServiceEvent> event) {
    long now = nanos.getAsLong();
    List<Held> over = new ArrayList<>();
    Window window = windows.get(kind);
    if (window == null || window.isOver(now)) {
      if (window != null) {
        window.held(now).ifPresent(over::add);
      }
      window = new Window(now, brief(event.get()));
      windows.put(kind, window);
      forgetEldest(now, over);
    }
    window.count++;
    return new Answer(window.count <= MOST, over);
  }

  /** What is kept of an event is small. */
  private static ServiceEvent brief(ServiceEvent event) {
    String message = event.message();
    return event.saying(
        event.at(),
        message.length() <= LONGEST_PATTERN
            ? message
            : message.substring(0, LONGEST_PATTERN) + "..");
  }

  private void forgetEldest(long now, List<Held> over) {
    if (windows.size() > KINDS) {
      Iterator<Window> eldest = windows.values().iterator();
      eldest.next().held(now).ifPresent(over::add);
      eldest.remove();
    }
  }

  /** What was held back in windows that are over; they are forgotten. */
  synchronized List<Held> over() {
    long now = nanos.getAsLong();
    return forget(now, false);
  }

  /** What was held back in all windows; they are forgotten. */
  synchronized List<Held> all() {
    return forget(nanos.getAsLong(), true);
  }

  private List<Held> forget(long now, boolean all) {
    List<Held> held = new ArrayList<>();
    Iterator<Map.Entry<Kind, Window>> each = windows.entrySet().iterator();
    while (each.hasNext()) {
      Window window = each.next().getValue();
      if (all || window.isOver(now)) {
        window.held(now).ifPresent(held::add);
        each.remove();
      }
    }
    return held;
  }
}
