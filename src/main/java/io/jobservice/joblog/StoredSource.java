package io.jobservice.joblog;

import io.jobservice.model.AttemptRange;
import io.jobservice.model.LogQuery;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source in a place of this node. What is followed may be missing at first, and may be deleted
 * and begun anew.
 */
public final class StoredSource implements LogSource {

  private static final Logger LOG = LoggerFactory.getLogger(StoredSource.class);

  /** So many vain reads in a row make it look whether the log was begun anew. */
  private static final int VAIN_READS = 10;

  private final LogGetter getter;
  private final String id;
  private final AttemptRange attempts;
  private final boolean follow;
  private Optional<StoredLog> log;
  private long base;
  private long place;
  private long to;
  private int lines;
  private int vain;

  /** Whether attempts are followed of which none had begun when the log was read last. */
  private boolean early;

  private StoredSource(LogGetter getter, String id, AttemptRange attempts, boolean follow)
      throws IOException {
    this.getter = getter;
    this.id = id;
    this.attempts = attempts;
    this.follow = follow;
    this.log = getter.open(id);
  }

  /**
   * Opens the log of a job. One that has logged nothing is empty.
   *
   * @param getter where it is
   * @param id the job
   * @param query which part of it
   * @param from the place to begin at, in place of what the query says of lines and times, if it is
   *     0 or more
   * @param follow whether to wait for what is logged later
   * @throws IOException if it cannot be read
   */
  public static StoredSource open(
      LogGetter getter, String id, LogQuery query, long from, boolean follow) throws IOException {
    StoredSource source = new StoredSource(getter, id, query.attempts(), follow);
    try {
      source.begin(query, from);
      return source;
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private void begin(LogQuery query, long from) throws IOException {
    if (log.isEmpty()) {
      place = Math.max(0, from);
      return;
    }
    LogSearch search = new LogSearch(log.get());
    LogSearch.Span span = span(search);
    base = attempts.first() == 1 ? 0 : span.from();
    to = span.to();
    place = span.from();
    early = isEarly(span);
    if (from >= 0) {
      place = Math.max(place, base + from);
      return;
    }
    if (query.since().isPresent()) {
      place = search.since(span, query.since().get());
    }
    if (query.tail().isPresent()) {
      LogSearch.Tail tail = search.tail(new LogSearch.Span(place, to), query.tail().getAsInt());
      place = tail.from();
      lines = tail.lines();
    }
  }

  private LogSearch.Span span(LogSearch search) throws IOException {
    long end = log.get().end();
    return attempts.equals(AttemptRange.ALL)
        ? new LogSearch.Span(log.get().start(), end)
        : search.attempts(attempts, end);
  }

  /** A separator is part of what follows it, so that it is not empty. */
  private boolean isEarly(LogSearch.Span span) {
    return follow && attempts.first() > 1 && span.from() == span.to();
  }

  @Override
  public long place() {
    return place - base;
  }

  @Override
  public long size() {
    return follow ? -1 : to - base;
  }

  @Override
  public int lines() {
    return lines;
  }

  @Override
  public int read(byte[] into) throws IOException {
    if (follow) {
      grow();
    }
    if (log.isEmpty() || place >= to) {
      return follow ? 0 : -1;
    }
    int count = log.get().read(place, into, 0, (int) Math.min(into.length, to - place));
    if (count > 0) {
      // What a capped log has lost meanwhile is passed over.
      place = Math.max(place, log.get().start()) + count;
      vain = 0;
    }
    return count;
  }

  private void grow() throws IOException {
    if (place < to) {
      return;
    }
    if (log.isEmpty() || ++vain >= VAIN_READS) {
      vain = 0;
      reopen();
    }
    if (log.isEmpty()) {
      return;
    }
    long end = log.get().end();
    if (end > to && early) {
      begin(new LogSearch(log.get()).begun(attempts, to, end));
    } else if (end > to) {
      to = attempts.last() == Long.MAX_VALUE ? end : endOfAttempts(end);
    }
  }

  private void begin(LogSearch.Span span) {
    early = isEarly(span);
    base = span.from();
    place = span.from();
    to = span.to();
  }

  private long endOfAttempts(long end) throws IOException {
    return new LogSearch(log.get()).endOf(attempts, to, end);
  }

  private void reopen() throws IOException {
    Optional<StoredLog> fresh = getter.open(id);
    if (fresh.isEmpty()) {
      return;
    }
    boolean first = log.isEmpty();
    close();
    log = fresh;
    if (first) {
      LogSearch.Span span = span(new LogSearch(fresh.get()));
      early = isEarly(span);
      base = attempts.first() == 1 ? 0 : span.from();
      place = Math.max(span.from(), base + place);
      to = place;
    } else if (fresh.get().end() < place) {
      base = 0;
      place = fresh.get().start();
      to = place;
    }
  }

  @Override
  public void close() {
    try {
      if (log.isPresent()) {
        log.get().close();
      }
    } catch (IOException e) {
      LOG.debug("closing the log of job {}: {}", id, e.toString());
    }
  }
}
