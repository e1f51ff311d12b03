package io.jobservice.core;

import io.jobservice.core.LogFinder.Found;
import io.jobservice.joblog.LogSource;
import io.jobservice.model.AttemptRange;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.JobStats;
import io.jobservice.model.LogQuery;
import io.jobservice.model.RanOn;
import io.jobservice.model.ServiceException;
import io.jobservice.model.UnavailableException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log that is being followed from stay to stay of its job. For one thread.
 *
 * <p>The record of the job is read before the log: what is found at the end of the log of a run
 * that was over by then is the end. A node that breaks off is asked again for some seconds, from
 * where it was; a job whose node is gone has half a minute to run elsewhere, and Redis as long to
 * be back.
 */
public final class LogFollow implements Closeable {

  private static final Pattern PLACE = Pattern.compile("([0-9]{1,18}):([0-9]{1,18})");
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long PAUSE_MILLIS = 50;
  private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long ELSEWHERE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int BLOCK = 64 << 10;

  private final Logs logs;
  private final String id;
  private final LogQuery query;
  private final byte[] block = new byte[BLOCK];
  private final LineBuffer lines = new LineBuffer();
  private final Deque<LogEvent> events = new ArrayDeque<>();
  private final Deque<Step> steps = new ArrayDeque<>();
  private JobStats stats;
  private long lookedNanos;
  private long seenNanos;
  private Optional<Step> current = Optional.empty();

  /** The last attempt that was opened. */
  private long shown;

  /** Since when another node sends nothing of a stay that is over; empty while that is not so. */
  private OptionalLong dryNanos = OptionalLong.empty();

  private Optional<Trouble> trouble = Optional.empty();

  /** A stay that is to be shown, and which part of it. */
  private record Step(RanOn.Stay stay, LogQuery part, Found found) {}

  /** Why the log of a stay broke off, and since when. */
  private record Trouble(String reason, long nanos, long place) {}

  LogFollow(Logs logs, JobStats stats, LogQuery query, Optional<String> after)
      throws ServiceException {
    this.logs = logs;
    this.id = stats.id();
    this.stats = stats;
    this.query = query;
    this.lookedNanos = nanos();
    this.seenNanos = lookedNanos;
    events.add(new LogEvent.Job(stats));
    if (after.isPresent()) {
      goOn(after.get());
    } else {
      begin();
    }
  }

  private void begin() throws ServiceException {
    List<RanOn.Stay> stays = stays();
    List<Found> found = logs.finder().opened(id, stays, query, -1, !stats.isOver());
    if (stats.isOver()) {
      LogFinder.refuseIfAway(id, stays, found);
    }
    List<RanOn.Stay> needed = stays.subList(stays.size() - found.size(), stays.size());
    for (int i = 0; i < found.size(); i++) {
      steps.add(new Step(needed.get(i), query, found.get(i)));
    }
    stays.forEach(stay -> shown = Math.max(shown, stay.last()));
    if (query.isAll()) {
      LogReading.lostBeginning(found)
          .ifPresent(line -> text(needed.get(0), line, LogReading.place(found.get(0))));
    }
  }

  private void goOn(String after) throws ServiceException {
    Matcher place = PLACE.matcher(after);
    if (!place.matches()) {
      throw new BadRequestException("'" + after + "' is no place in a log");
    }
    shown = Long.parseLong(place.group(1)) - 1;
    Optional<RanOn.Stay> stay = next();
    if (stay.isPresent() && stay.get().first() <= shown + 1) {
      open(stay.get(), Long.parseLong(place.group(2)));
    }
  }

  /** Whether the next event is at hand, so that asking for it does not wait. */
  public boolean isAtHand() {
    return !events.isEmpty();
  }

  /**
   * Waits for the next event.
   *
   * @param patience how long at most, more or less; then it is a {@link LogEvent.Silence}
   * @throws ServiceException if Redis is away, or the log cannot be read
   * @throws InterruptedException if the thread is interrupted
   */
  public LogEvent next(Duration patience) throws ServiceException, InterruptedException {
    long begin = nanos();
    while (events.isEmpty()) {
      if (nanos() - begin >= patience.toNanos()) {
        return new LogEvent.Silence();
      }
      if (nanos() - lookedNanos >= LOOK_NANOS) {
        look();
      }
      turn();
    }
    return events.remove();
  }

  /** Reads the record, and tells when it says something new. Redis may be away for a while. */
  private void look() throws ServiceException {
    try {
      Optional<JobStats> now = logs.glance(id);
      seenNanos = nanos();
      if (now.isPresent() && hasChanged(now.get())) {
        now = logs.find(id);
        now.ifPresent(this::seen);
      }
      if (now.isEmpty()) {
        events.add(new LogEvent.End("its record has expired", stats));
      }
    } catch (UnavailableException e) {
      if (nanos() - seenNanos >= ELSEWHERE_NANOS) {
        throw e;
      }
    }
    lookedNanos = nanos();
  }

  private boolean hasChanged(JobStats now) {
    return Logs.STATE.stream().anyMatch(field -> !now.text(field).equals(stats.text(field)));
  }

  private void seen(JobStats now) {
    stats = now;
    events.add(new LogEvent.Job(now));
  }

  private void turn() throws ServiceException, InterruptedException {
    if (current.isEmpty()) {
      current = Optional.ofNullable(steps.poll());
    }
    if (current.isEmpty()) {
      Optional<RanOn.Stay> next = next();
      if (next.isPresent()) {
        trouble = Optional.empty();
        open(next.get(), -1);
      } else {
        endOrWait();
      }
    } else if (current.get().found() instanceof Found.Open open) {
      read(current.get().stay(), open);
    } else {
      Step step = current.get();
      askAgain(step.stay(), step.part(), ((Found.Away) step.found()).reason());
    }
  }

  /**
   * What was begun so far, and no more: a place that nodes share may get the lines of a later
   * attempt on another node before its record is seen, and they are shown as those of that attempt.
   */
  private List<RanOn.Stay> stays() {
    return logs.stays(stats, query).stream()
        .map(stay -> stay.upTo(stats.number("attempt")))
        .flatMap(stay -> LogFinder.attempts(stay, query).map(stay::with).stream())
        .toList();
  }

  private Optional<RanOn.Stay> next() {
    return stays().stream().filter(stay -> stay.last() > shown).findFirst();
  }

  private void open(RanOn.Stay stay, long from) throws ServiceException {
    RanOn.Stay fresh = stay.with(new AttemptRange(Math.max(shown + 1, stay.first()), stay.last()));
    shown = stay.last();
    steps.add(new Step(fresh, LogQuery.ALL, found(fresh, LogQuery.ALL, from)));
  }

  private Found found(RanOn.Stay stay, LogQuery part, long from) throws ServiceException {
    return logs.finder().open(id, stay, LogFinder.attemptsOf(stay, part), from, !isOver(stay));
  }

  /** Whether nothing more will be logged in a stay, as far as the record says. */
  private boolean isOver(RanOn.Stay stay) {
    return stats.isOver() || stats.number("attempt") > stay.last();
  }

  private void endOrWait() throws InterruptedException {
    boolean isTooLate = trouble.isPresent() && nanos() - trouble.get().nanos() >= ELSEWHERE_NANOS;
    if (stats.isOver() || stats.number("attempt") > query.attempts().last()) {
      events.add(new LogEvent.End("", stats));
    } else if (isTooLate) {
      events.add(new LogEvent.End(trouble.get().reason(), stats));
    } else {
      pause();
    }
  }

  private void read(RanOn.Stay stay, Found.Open open) throws InterruptedException {
    LogSource source = open.source();
    boolean over = isOver(stay);
    try {
      int count = source.read(block);
      trouble = Optional.empty();
      if (count > 0) {
        dryNanos = OptionalLong.empty();
        lines.add(block, count);
        for (Optional<byte[]> line = lines.line(); line.isPresent(); line = lines.line()) {
          text(stay, line.get(), source.place() - lines.rest());
        }
      } else if (count < 0 || (over && (open.isHere() || isDry()))) {
        lines.last().ifPresent(line -> text(stay, line, source.place()));
        leave();
      } else {
        pause();
      }
    } catch (IOException e) {
      long place = source.place() - lines.rest();
      trouble = Optional.of(new Trouble("", nanos(), place));
      leave();
      current =
          Optional.of(
              new Step(
                  stay,
                  LogQuery.ALL,
                  new Found.Away("it broke off: " + e.getMessage(), Found.Why.GONE)));
    }
  }

  /**
   * The sign of life of another node may be older than the last lines, which come before its end.
   */
  private boolean isDry() {
    dryNanos = OptionalLong.of(dryNanos.orElseGet(this::nanos));
    return nanos() - dryNanos.getAsLong() >= ASK_AGAIN_NANOS;
  }

  private void text(RanOn.Stay stay, byte[] line, long place) {
    events.add(new LogEvent.Text(line, stay.first() + ":" + place));
  }

  private void leave() {
    lines.drop();
    dryNanos = OptionalLong.empty();
    current.ifPresent(step -> LogReading.close(List.of(step.found())));
    current = Optional.empty();
  }

  /** The node may be back soon; the job may run elsewhere sooner. */
  private void askAgain(RanOn.Stay stay, LogQuery part, String reason)
      throws ServiceException, InterruptedException {
    Trouble since = trouble.orElseGet(() -> new Trouble("", nanos(), -1));
    trouble = Optional.of(since);
    if (!isOver(stay) && nanos() - since.nanos() < ASK_AGAIN_NANOS) {
      pause();
      current = Optional.of(new Step(stay, part, found(stay, part, since.place())));
      return;
    }
    text(stay, LogReading.notice(stay, reason), Math.max(0, since.place()));
    String lost = "the log is on node " + stay.node() + ", and " + reason;
    trouble = Optional.of(new Trouble(lost, nanos(), -1));
    leave();
  }

  private static void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
  }

  private long nanos() {
    return logs.clock().monotonicNanos();
  }

  @Override
  public void close() {
    leave();
    steps.forEach(step -> LogReading.close(List.of(step.found())));
    steps.clear();
  }
}
