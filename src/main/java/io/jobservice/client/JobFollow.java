package io.jobservice.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException.Kind;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Follows a job until it has ended: copies its log as it grows, and tells of its states and
 * check-ins. A service that cannot be reached meanwhile is given 30 s to come back, which is told
 * too.
 */
public final class JobFollow {

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
  private static final Duration LAST_ANSWER = Duration.ofSeconds(1);
  private static final long OUTAGE_NANOS = Duration.ofSeconds(30).toNanos();

  private final JobServiceClient client;
  private final Ticker ticker;
  private final Counted counted;
  private final Consumer<String> events;
  private String told = "";
  private boolean away;

  /**
   * A follower through a client.
   *
   * @param client whom to ask
   * @param ticker the time between the questions
   * @param sink where the log goes; flushed, not closed
   * @param events what hears of states, check-ins and outages, a line each
   */
  public JobFollow(
      JobServiceClient client, Ticker ticker, OutputStream sink, Consumer<String> events) {
    this.client = Objects.requireNonNull(client);
    this.ticker = Objects.requireNonNull(ticker);
    this.counted = new Counted(Objects.requireNonNull(sink));
    this.events = Objects.requireNonNull(events);
  }

  /**
   * Follows a job to its end. To be called once.
   *
   * @param id the job
   * @param timeout how long at most; empty for as long as it takes
   * @return {@code {"job":{..}}} of the ended job, for which {@link JobOutcome#of} is present
   * @throws ClientException {@code TIMED_OUT} when the time is over; {@code NOT_FOUND} if there is
   *     no such job; {@code UNAVAILABLE} if the service stayed away for 30 s
   * @throws IOException if the sink takes no more
   * @throws InterruptedException if the thread is told to give up
   */
  public JsonNode untilEnded(String id, Optional<Duration> timeout)
      throws ClientException, IOException, InterruptedException {
    long begin = ticker.nanos().getAsLong();
    long lastHeard = begin;
    for (boolean first = true; ; first = false) {
      // Even without time left a job is asked for once: it may have ended before.
      if (!first && isOver(left(timeout, begin))) {
        throw JobWait.timedOut(id, told.isEmpty() ? "unknown" : told);
      }
      try {
        JsonNode answer = client.job(id, patience(timeout, begin, LONGEST_ANSWER));
        tell(answer.path("job"));
        // The record was read first: what an ended job has logged is there by now.
        client.log(id, counted.bytes, patience(timeout, begin, JobServiceClient.PATIENCE), counted);
        lastHeard = ticker.nanos().getAsLong();
        away = false;
        if (JobOutcome.of(answer.path("job")).isPresent()) {
          return answer;
        }
      } catch (ClientException e) {
        if (e.kind() != Kind.UNAVAILABLE
            || ticker.nanos().getAsLong() - lastHeard >= OUTAGE_NANOS) {
          throw e;
        }
        // A question that was cut short by the end of the time tells nothing of the service.
        if (!away && !isOver(left(timeout, begin))) {
          events.accept("The service is away; trying for 30 s: " + e.getMessage());
        }
        away = true;
      }
      Duration rest = left(timeout, begin);
      ticker.sleeper().sleep(isOver(rest) ? Duration.ZERO : JobWait.least(PAUSE, rest));
    }
  }

  private Duration left(Optional<Duration> timeout, long begin) {
    return timeout
        .map(limit -> limit.minusNanos(ticker.nanos().getAsLong() - begin))
        .orElse(JobServiceClient.PATIENCE);
  }

  /**
   * What is asked when the time is over is given a second to be answered; what is asked before, in
   * whole milliseconds, no less than the time.
   */
  private Duration patience(Optional<Duration> timeout, long begin, Duration usual) {
    Duration left = left(timeout, begin);
    return isOver(left) ? LAST_ANSWER : JobWait.least(left.plusMillis(1), usual);
  }

  private static boolean isOver(Duration left) {
    return left.isZero() || left.isNegative();
  }

  /** Counts what has arrived, so that a log that broke off goes on where it did. */
  private static final class Counted extends FilterOutputStream {
    private long bytes;

    Counted(OutputStream sink) {
      super(sink);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      bytes++;
    }

    @Override
    public void write(byte[] b, int from, int length) throws IOException {
      out.write(b, from, length);
      bytes += length;
    }
  }

  private void tell(JsonNode job) {
    String status = job.path("status").asText("unknown");
    String checkIn = job.path("check_in").asText("");
    StringBuilder line = new StringBuilder(status);
    if (status.equals("Running")) {
      String node = job.path("node").asText("");
      line.append(node.isEmpty() ? "" : " on " + node);
      line.append(
          job.path("attempt").asInt() > 1 ? ", attempt " + job.path("attempt").asInt() : "");
      line.append(checkIn.isEmpty() ? "" : ": " + checkIn);
    }
    if (!line.toString().equals(told)) {
      told = line.toString();
      events.accept(told);
    }
  }
}
