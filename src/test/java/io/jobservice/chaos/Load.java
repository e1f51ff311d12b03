package io.jobservice.chaos;

import io.jobservice.model.JobStatus;
import io.jobservice.testing.RawHttp;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A steady load over HTTP, from several clients, each on the thread that calls {@link #run}. A
 * submission that was surely not taken in is made again; one whose answer was lost is counted, and
 * another made in its place, since the job may exist. Some jobs are told to stop. Thread safe.
 */
final class Load {

  private static final int STOP_TRIES = 10;
  private static final Duration RETRY_PAUSE = Duration.ofMillis(150);

  private final Cluster cluster;
  private final Mix mix;
  private final Path audit;
  private final Map<String, Accepted> accepted = new ConcurrentHashMap<>();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicInteger conflicts = new AtomicInteger();
  private final Collection<String> surprises = new ConcurrentLinkedQueue<>();

  /** What jobs a load is made of. Draws from what it is given only. */
  interface Mix {
    Draw draw(SplittableRandom random, Path audit);
  }

  /**
   * A job to submit.
   *
   * @param body of the request
   * @param natural how it ends when nobody stops it
   * @param stopAfter when it is told to stop after its submission, null for never
   */
  record Draw(String body, JobStatus natural, Duration stopAfter) {

    /** The same, but that the job reports to a receiver. */
    Draw reportingTo(String url) {
      String hook = "{\"job\":{\"status_hook\":\"" + url + "\",";
      return new Draw(body.replace("{\"job\":{", hook), natural, stopAfter);
    }
  }

  private record Stop(long atNanos, Accepted job) {}

  Load(Cluster cluster, Mix mix, Path audit) {
    this.cluster = cluster;
    this.mix = mix;
    this.audit = audit;
  }

  /** The jobs that were accepted, by id. */
  Map<String, Accepted> accepted() {
    return accepted;
  }

  /** How many submissions may or may not have become jobs. */
  int unanswered() {
    return unanswered.get();
  }

  /** How many submissions were refused since an equal job was under way. */
  int conflicts() {
    return conflicts.get();
  }

  /** Answers that nobody expects. */
  Collection<String> surprises() {
    return surprises;
  }

  /**
   * One client.
   *
   * @param random what it does
   * @param submissions how many answers it wants
   * @param pause between two submissions; it makes up for time that it lost
   */
  void run(SplittableRandom random, int submissions, Duration pause) {
    PriorityQueue<Stop> stops = new PriorityQueue<>(Comparator.comparingLong(Stop::atNanos));
    long next = System.nanoTime();
    for (int i = 0; i < submissions; i++) {
      stopUntil(next, stops, random);
      submit(random, stops);
      next += pause.toNanos();
    }
    stopUntil(Long.MAX_VALUE, stops, random);
  }

  /** Makes the stops that are due, and waits until it is time to go on. */
  private void stopUntil(long nextNanos, PriorityQueue<Stop> stops, SplittableRandom random) {
    while (!stops.isEmpty() && stops.peek().atNanos < nextNanos) {
      Stop stop = stops.poll();
      parkUntil(stop.atNanos);
      stop(stop.job, random);
    }
    if (nextNanos != Long.MAX_VALUE) {
      parkUntil(nextNanos);
    }
  }

  private static void parkUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new IllegalStateException("the load is given up");
      }
    }
  }

  private void submit(SplittableRandom random, PriorityQueue<Stop> stops) {
    Draw draw = mix.draw(random, audit);
    while (true) {
      try {
        RawHttp.Answer answer = cluster.api(random).send("POST", "/api/v1/jobs", draw.body);
        if (answer.status() == 202) {
          Accepted job = new Accepted(answer.job().path("id").asText(), draw.natural, 0, 0);
          accepted.put(job.id(), job);
          if (draw.stopAfter != null) {
            stops.add(new Stop(System.nanoTime() + draw.stopAfter.toNanos(), job));
          }
          return;
        }
        if (answer.status() == 409) {
          conflicts.incrementAndGet();
          return;
        }
        if (answer.status() != 503) {
          surprises.add("a submission was answered with " + answer);
        }
        unanswered.incrementAndGet();
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof ConnectException)) {
          unanswered.incrementAndGet();
        }
      }
      LockSupport.parkNanos(RETRY_PAUSE.toNanos());
    }
  }

  /** A stop may be sent again, since a second one has no effect. */
  private void stop(Accepted job, SplittableRandom random) {
    long sent = AuditLine.now();
    accepted.put(job.id(), job.withStop(sent, 0));
    for (int i = 0; i < STOP_TRIES; i++) {
      try {
        RawHttp.Answer answer = cluster.api(random).stop(job.id());
        if (answer.status() == 204) {
          accepted.put(job.id(), job.withStop(sent, AuditLine.now()));
          return;
        }
        if (answer.status() != 503) {
          surprises.add("a stop of " + job.id() + " was answered with " + answer);
        }
      } catch (UncheckedIOException e) {
        // Another node, or the same one later.
      }
      LockSupport.parkNanos(RETRY_PAUSE.toNanos());
    }
  }

  /** Runs several clients to their end, on threads of their own. */
  void runAll(SplittableRandom random, int clients, int submissions, Duration length)
      throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      SplittableRandom own = random.split();
      int share = submissions / clients + (i < submissions % clients ? 1 : 0);
      Thread thread =
          new Thread(() -> run(own, share, length.dividedBy(Math.max(1, share))), "client-" + i);
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler((t, e) -> surprises.add("a client died of " + e));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
