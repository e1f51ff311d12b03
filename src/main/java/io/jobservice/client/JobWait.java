package io.jobservice.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException.Kind;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Waits until a job has ended, by asking: first after 50 ms, then less and less often, at last once
 * a second. A service that cannot be reached meanwhile is given 30 s to come back.
 */
public final class JobWait {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final long OUTAGE_NANOS = Duration.ofSeconds(30).toNanos();

  private final JobServiceClient client;
  private final Ticker ticker;
  private final Consumer<JsonNode> heard;

  /**
   * A wait through a client.
   *
   * @param client whom to ask
   * @param ticker the time between the questions
   */
  public JobWait(JobServiceClient client, Ticker ticker) {
    this(client, ticker, job -> {});
  }

  /**
   * A wait through a client.
   *
   * @param client whom to ask
   * @param ticker the time between the questions
   * @param heard told the fields of the job each time that it was asked for and had not ended
   */
  public JobWait(JobServiceClient client, Ticker ticker, Consumer<JsonNode> heard) {
    this.client = Objects.requireNonNull(client);
    this.ticker = Objects.requireNonNull(ticker);
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
    for (boolean first = true; ; first = false) {
      Duration left = left(timeout, begin);
      boolean over = left.isNegative() || left.isZero();
      // Even without time left a job is asked for once: it may have ended before.
      if (over && !first) {
        throw timedOut(id, status);
      }
      try {
        JsonNode answer =
            client.job(id, over ? LONGEST_PAUSE : least(left, JobServiceClient.PATIENCE));
        lastHeard = ticker.nanos().getAsLong();
        status = answer.path("job").path("status").asText("unknown");
        if (JobOutcome.of(answer.path("job")).isPresent()) {
          return answer;
        }
        heard.accept(answer.path("job"));
      } catch (ClientException e) {
        boolean away = e.kind() == Kind.UNAVAILABLE;
        if (!away || ticker.nanos().getAsLong() - lastHeard >= OUTAGE_NANOS) {
          throw e;
        }
      }
      Duration rest = left(timeout, begin);
      ticker.sleeper().sleep(rest.isNegative() ? Duration.ZERO : least(pause, rest));
      pause = least(pause.multipliedBy(3).dividedBy(2), LONGEST_PAUSE);
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
