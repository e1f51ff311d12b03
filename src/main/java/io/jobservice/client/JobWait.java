package io.jobservice.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException.Kind;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Waits until a job has ended. A service that can wait is asked to, for as long as it likes to;
 * another one is asked again and again: first after 50 ms, then less and less often, at last once a
 * second. A service that cannot be reached meanwhile is given 30 s to come back.
 */
public final class JobWait {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** The service wants no less. */
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  private static final long OUTAGE_NANOS = Duration.ofSeconds(30).toNanos();

  private final JobServiceClient client;
  private final Ticker ticker;
  private final Executor helpers;
  private final Consumer<JsonNode> heard;

  /**
   * A wait through a client.
   *
   * @param client whom to ask
   * @param ticker the time between the questions
   * @param helpers runs the questions that the service may take its time for; when nobody waits any
   *     more, one may stay behind until it is answered
   */
  public JobWait(JobServiceClient client, Ticker ticker, Executor helpers) {
    this(client, ticker, helpers, job -> {});
  }

  /**
   * A wait through a client.
   *
   * @param client whom to ask
   * @param ticker the time between the questions
   * @param helpers runs the questions that the service may take its time for
   * @param heard told the fields of the job each time that it was asked for and had not ended
   */
  public JobWait(
      JobServiceClient client, Ticker ticker, Executor helpers, Consumer<JsonNode> heard) {
    this.client = Objects.requireNonNull(client);
    this.ticker = Objects.requireNonNull(ticker);
    this.helpers = Objects.requireNonNull(helpers);
    this.heard = Objects.requireNonNull(heard);
  }

  /**
   * Waits for the end of a job.
   *
   * @param id the job
   * @param timeout how long at most; empty for as long as it takes
   * @return {@code {"job":{..}}} of the ended job, for which {@link JobOutcome#of} is present
   * @throws ClientException {@code TIMED_OUT} when the time is over; {@code NOT_FOUND} if there is
   *     no such job; {@code UNAVAILABLE} if the service stayed away for 30 s
   * @throws InterruptedException if the thread is told to give up
   */
  public JsonNode untilEnded(String id, Optional<Duration> timeout)
      throws ClientException, InterruptedException {
    long begin = ticker.nanos().getAsLong();
    long lastHeard = begin;
    Duration pause = FIRST_PAUSE;
    String status = "unknown";
    Optional<String> known = Optional.empty();
    for (boolean first = true; ; first = false) {
      Duration left = left(timeout, begin);
      boolean over = left.isNegative() || left.isZero();
      // Even without time left a job is asked for once: it may have ended before.
      if (over && !first) {
        throw timedOut(id, status);
      }
      long asked = ticker.nanos().getAsLong();
      boolean waited = known.isPresent() && left.compareTo(SHORTEST_WAIT) >= 0;
      try {
        JobNews news =
            waited
                ? awaited(id, known, least(left, LONGEST_WAIT))
                : client.news(
                    id,
                    Optional.empty(),
                    SHORTEST_WAIT,
                    over ? LONGEST_PAUSE : least(left, JobServiceClient.PATIENCE));
        lastHeard = ticker.nanos().getAsLong();
        known = news.tag();
        JsonNode job = news.answer().map(answer -> answer.path("job")).orElse(null);
        if (job != null) {
          status = job.path("status").asText("unknown");
          if (JobOutcome.of(job).isPresent()) {
            return news.answer().get();
          }
          heard.accept(job);
        }
      } catch (ClientException e) {
        boolean away = e.kind() == Kind.UNAVAILABLE;
        if (!away || ticker.nanos().getAsLong() - lastHeard >= OUTAGE_NANOS) {
          throw e;
        }
        // Too many may wait there; it answers who does not.
        known = Optional.empty();
      }
      Duration rest = left(timeout, begin);
      // Whoever sits between may have answered for a service that would have waited.
      boolean quick = ticker.nanos().getAsLong() - asked < SHORTEST_WAIT.toNanos();
      boolean canWait = known.isPresent() && rest.compareTo(SHORTEST_WAIT) >= 0;
      if (canWait && !(waited && quick)) {
        // A service that lets nobody wait at present is asked less and less often.
        pause = waited ? FIRST_PAUSE : pause;
        continue;
      }
      ticker.sleeper().sleep(rest.isNegative() ? Duration.ZERO : least(pause, rest));
      pause = least(pause.multipliedBy(3).dividedBy(2), LONGEST_PAUSE);
    }
  }

  /** Asks beside this thread, which can be told to give up meanwhile. */
  private JobNews awaited(String id, Optional<String> known, Duration wait)
      throws ClientException, InterruptedException {
    FutureTask<JobNews> question =
        new FutureTask<>(() -> client.news(id, known, wait, JobServiceClient.PATIENCE));
    helpers.execute(question);
    try {
      return question.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ClientException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private Duration left(Optional<Duration> timeout, long begin) {
    return timeout
        .map(limit -> limit.minusNanos(ticker.nanos().getAsLong() - begin))
        .orElse(LONGEST_PAUSE.plus(JobServiceClient.PATIENCE));
  }

  static ClientException timedOut(String id, String status) {
    return new ClientException(
        Kind.TIMED_OUT,
        "job " + id + " has not ended in time; its status is " + status,
        "It goes on without you.",
        null);
  }

  static Duration least(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
