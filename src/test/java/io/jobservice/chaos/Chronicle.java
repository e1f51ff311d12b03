package io.jobservice.chaos;

import io.jobservice.chaos.Incident.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** All that was done to a cluster. Thread safe. */
final class Chronicle {

  /** A beat, and some time to spare. */
  private static final long UNTOLD_MICROS = 3_000_000;

  private final List<Incident> incidents = new CopyOnWriteArrayList<>();

  void note(Kind kind, long pid, long from) {
    note(kind, pid, from, AuditLine.now());
  }

  void note(Kind kind, long pid, long from, long to) {
    incidents.add(new Incident(kind, pid, from, to));
  }

  List<Incident> of(Kind kind) {
    return incidents.stream().filter(incident -> incident.kind() == kind).toList();
  }

  long count(Kind kind) {
    return of(kind).size();
  }

  /** The likeliest cause of what befell a process within a time. */
  Optional<Kind> cause(long pid, long begin, long end) {
    return incidents.stream()
        .filter(incident -> incident.concerns(pid) && incident.meets(begin, end))
        .map(Incident::kind)
        .min(Comparator.naturalOrder());
  }

  /**
   * When a process first was killed or halted for long, from a moment on. One that was halted goes
   * on for a while before it is told that its jobs are lost.
   */
  OptionalLong endOfAttempts(long pid, long from) {
    return incidents.stream()
        .filter(incident -> incident.pid() == pid && incident.endsAttempts())
        .filter(incident -> incident.to() + UNTOLD_MICROS >= from)
        .mapToLong(Incident::from)
        .min();
  }

  /** When a process was asked to end, which what it still ran may not have come to tell. */
  OptionalLong askedToEnd(long pid) {
    return of(Kind.ENDED).stream()
        .filter(incident -> incident.pid() == pid)
        .mapToLong(Incident::from)
        .min();
  }

  /** Whether a check-in of that time may have been given up. */
  boolean excusesLostCheckIn(long pid, long begin, long end) {
    return incidents.stream()
        .filter(incident -> incident.kind() == Kind.REDIS || incident.kind() == Kind.FROZEN)
        .anyMatch(incident -> incident.concerns(pid) && incident.meets(begin, end));
  }
}
