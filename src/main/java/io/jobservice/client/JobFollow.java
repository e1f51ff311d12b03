package io.jobservice.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException.Kind;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Follows a job until it has ended: copies its log as it grows, and tells of its states and
 * check-ins. A service that cannot be reached meanwhile is given 30 s to come back, which is told
 * too. A service that has no streams is asked again and again.
 */
public final class JobFollow {

  private static final Duration PAUSE = Duration.ofMillis(250);

  /** Between streams that fail, so that a service that is busy is not kept so. */
  private static final Duration STREAM_PAUSE = Duration.ofSeconds(1);

  private static final Duration QUIET = Duration.ofMillis(200);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

  private final JobServiceClient client;
  private final Ticker ticker;
  private final Executor helpers;
  private final FollowListener listener;
  private final Outage outage;
  private Optional<String> position = Optional.empty();
  private String told = "";

  /**
   * A follower through a client.
   *
   * @param client whom to ask
   * @param ticker the time between the questions
   * @param helpers runs what reads a stream; when nobody follows any more, a reader may stay behind
   *     until the service says something
   * @param listener what hears of it
   */
  public JobFollow(
      JobServiceClient client, Ticker ticker, Executor helpers, FollowListener listener) {
    this.client = Objects.requireNonNull(client);
    this.ticker = Objects.requireNonNull(ticker);
    this.helpers = Objects.requireNonNull(helpers);
    this.listener = Objects.requireNonNull(listener);
    this.outage = new Outage(ticker, listener::note);
  }

  /**
   * Follows a job to its end. To be called once.
   *
   * @param id the job
   * @param wish what of its log
   * @param timeout how long at most; empty for as long as it takes
   * @return {@code {"job":{..}}} of the ended job, for which {@link JobOutcome#of} is present
   * @throws ClientException {@code TIMED_OUT} when the time is over; {@code NOT_FOUND} if there is
   *     no such job or its log cannot be reached; {@code UNAVAILABLE} if the service stayed away
   *     for 30 s; {@code FAILED} if the log broke off for good, or if not the whole log is wanted
   *     of a service without streams
   * @throws IOException if the sink takes no more
   * @throws InterruptedException if the thread is told to give up
   */
  public JsonNode untilEnded(String id, LogWish wish, Optional<Duration> timeout)
      throws ClientException, IOException, InterruptedException {
    Deadline deadline = new Deadline(ticker, timeout);
    // When no time is left, one question tells whether the job has ended before.
    Optional<FollowEnd> end =
        deadline.isOver() ? Optional.empty() : Optional.of(streamed(id, wish, deadline));
    if (end.isEmpty() || end.get().reason() == FollowEnd.Reason.NO_STREAM) {
      if (!wish.isWhole()) {
        throw new ClientException(
            Kind.FAILED, "this service can follow a whole log only, from its beginning");
      }
      return polled(id, deadline);
    }
    return ended(id, end.get(), deadline);
  }

  private FollowEnd streamed(String id, LogWish wish, Deadline deadline)
      throws ClientException, IOException, InterruptedException {
    while (true) {
      LogQueue queue = new LogQueue();
      Optional<String> after = position;
      helpers.execute(() -> queue.fill(stream -> client.follow(id, wish, after, stream)));
      try {
        return heard(id, queue, deadline);
      } catch (ClientException e) {
        outage.met(e, true);
      } finally {
        queue.close();
      }
      ticker.sleeper().sleep(deadline.least(STREAM_PAUSE));
      if (deadline.isOver()) {
        throw timedOut(id);
      }
    }
  }

  private FollowEnd heard(String id, LogQueue queue, Deadline deadline)
      throws ClientException, IOException, InterruptedException {
    boolean restless = true;
    while (true) {
      LogQueue.Item item = queue.next(Duration.ZERO);
      if (item == null) {
        listener.log().flush();
        item = queue.next(deadline.least(restless ? QUIET : LONGEST_ANSWER));
      }
      if (item == null && restless) {
        listener.quiet();
        restless = false;
      } else if (item != null && item.end() != null) {
        listener.log().flush();
        return item.end();
      } else if (item != null) {
        take(item);
        restless |= item.line() != null;
      }
      if (deadline.isOver()) {
        throw timedOut(id);
      }
    }
  }

  private void take(LogQueue.Item item) throws ClientException, IOException {
    if (item.failure() instanceof ClientException e) {
      throw e;
    }
    if (item.failure() != null) {
      throw new IllegalStateException("the stream cannot be read", item.failure());
    }
    outage.over();
    if (item.job() != null) {
      tell(item.job().path("job"));
    } else if (item.line() != null) {
      listener.log().write(item.line().bytes());
      listener.log().write('\n');
      position = item.position().or(() -> position);
    }
  }

  private JsonNode ended(String id, FollowEnd end, Deadline deadline)
      throws ClientException, InterruptedException {
    if (end.job().isPresent()) {
      tell(end.job().get().path("job"));
    }
    if (end.reason() == FollowEnd.Reason.LOST) {
      String why = end.message().isEmpty() ? "the node that has it has gone" : end.message();
      throw new ClientException(Kind.FAILED, "the log of job " + id + " broke off: " + why);
    }
    Optional<JsonNode> over =
        end.job().filter(answer -> JobOutcome.of(answer.path("job")).isPresent());
    return over.isPresent()
        ? over.get()
        : new JobWait(client, ticker, helpers).untilEnded(id, deadline.left());
  }

  private JsonNode polled(String id, Deadline deadline)
      throws ClientException, IOException, InterruptedException {
    Counted counted = new Counted(listener.log());
    for (boolean first = true; ; first = false) {
      // Even without time left a job is asked for once: it may have ended before.
      if (!first && deadline.isOver()) {
        throw timedOut(id);
      }
      try {
        JsonNode answer = client.job(id, deadline.patience(LONGEST_ANSWER));
        tell(answer.path("job"));
        // The record was read first: what an ended job has logged is there by now.
        client.log(
            id,
            LogWish.WHOLE,
            counted.bytes,
            deadline.patience(JobServiceClient.PATIENCE),
            counted);
        outage.over();
        listener.quiet();
        if (JobOutcome.of(answer.path("job")).isPresent()) {
          return answer;
        }
      } catch (ClientException e) {
        // A question that was cut short by the end of the time tells nothing of the service.
        outage.met(e, !deadline.isOver());
      }
      ticker.sleeper().sleep(deadline.least(PAUSE));
    }
  }

  private ClientException timedOut(String id) {
    return JobWait.timedOut(id, told.isEmpty() ? "unknown" : told);
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

  private void tell(JsonNode job) throws ClientException {
    listener.record(job);
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
      listener.state(told);
    }
  }
}
