package io.jobservice.core;

import io.jobservice.model.Cause;
import io.jobservice.model.Finding;
import io.jobservice.model.NotFoundException;
import io.jobservice.model.PoolHeartbeat;
import io.jobservice.redis.EntrySearch;
import io.jobservice.redis.EntrySearch.Found;
import io.jobservice.redis.EntrySearch.Result;
import io.jobservice.redis.EntrySearch.Where;
import io.jobservice.redis.QueueOverview;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What is left of a job that has no record: an entry somewhere, or nothing. */
final class WhyUnrecorded {

  private static final int LONGEST_ID = 256;

  private final QueueOverview overview;
  private final EntrySearch search;
  private final WhyQueued queued;
  private final TypeObstacles types;

  WhyUnrecorded(QueueOverview overview, EntrySearch search, WhyQueued queued, TypeObstacles types) {
    this.overview = overview;
    this.search = search;
    this.queued = queued;
    this.types = types;
  }

  /** Throws {@link NotFoundException} when nothing is found. */
  List<Finding> of(Scene scene) throws NotFoundException {
    if (scene.id().length() > LONGEST_ID) {
      throw new NotFoundException("no job has an id of more than " + LONGEST_ID + " characters");
    }
    Set<String> known = new TreeSet<>(overview.knownTypes());
    scene.pools().forEach(pool -> known.addAll(pool.jobNames()));
    List<String> pools = scene.pools().stream().map(PoolHeartbeat::id).toList();
    Result result = search.find(scene.id(), known, pools);
    if (result.found().isEmpty()) {
      throw new NotFoundException(
          "there is no job "
              + scene.id()
              + ": it has no record, and no entry on a queue, among what is scheduled, retried or"
              + " dead, or in progress"
              + (result.whole() ? "" : " as far as was looked; not all was")
              + ". The records of ended jobs expire after some days, as 'retention' says");
    }
    Found found = result.found().get();
    Scene typed = new Scene(scene.id(), found.type(), scene.seen(), scene.pools(), scene.now());
    List<Finding> findings = new ArrayList<>();
    findings.add(left(typed, found));
    if (found.where() == Where.QUEUE) {
      findings.addAll(queued.obstacles(typed));
    } else if (found.where() == Where.SCHEDULED || found.where() == Where.RETRY) {
      findings.addAll(types.of(typed));
    }
    return findings;
  }

  private static Finding left(Scene scene, Found found) {
    String type = found.type();
    Finding finding =
        switch (found.where()) {
          case QUEUE ->
              Finding.of(
                      Cause.NO_RECORD,
                      "It has no record, but an entry on the queue of "
                          + type
                          + ": a producer that keeps none has put it there. It is run as any other,"
                          + " and gets a record then.")
                  .help("jobservice queue list");
          case SCHEDULED, RETRY -> waiting(scene, found);
          case DEAD ->
              Finding.of(
                  Cause.NO_RECORD,
                  "It was given up "
                      + scene.since(found.second())
                      + " ago, and its record has expired, so that it cannot be retried."
                      + " Submit it again.");
          case IN_PROGRESS ->
              Finding.of(
                      Cause.NO_RECORD,
                      "It is in progress in the pool "
                          + found.pool()
                          + ", but somebody has deleted its record, or its node has not saved one"
                          + " yet.")
                  .help("jobservice admin workers --busy");
          case AWAITING ->
              Finding.of(
                  Cause.NO_RECORD,
                  "It waits for other jobs, but somebody has deleted its record; a node takes"
                      + " its entry away within some minutes. Submit it again.");
        };
    finding =
        finding
            .with("place", found.where().name().toLowerCase(Locale.ROOT))
            .with("type", type)
            .with("pool", found.pool());
    return found.second() > 0 ? finding.with("at", found.second()) : finding;
  }

  private static Finding waiting(Scene scene, Found found) {
    boolean due = found.second() <= scene.now();
    return Finding.of(
            Cause.NO_RECORD,
            "It has no record, but an entry "
                + (found.where() == Where.RETRY
                    ? "among the failed jobs that are tried again"
                    : "among the scheduled jobs")
                + (due
                    ? ", which was due " + scene.since(found.second()) + " ago."
                    : ", which is due in " + scene.until(found.second()) + ".")
                + " It is run as any other, and gets a record then.")
        .help(scene.orServe(!due || scene.isLookedAfter(), "jobservice why"));
  }
}
