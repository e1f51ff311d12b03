package io.jobservice.fuzz;

import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RawHttp.Answer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Submits a job that leaves a trace, and reads it, again and again until it is told to end. */
final class DecentClient implements Runnable {

  private static final long PAUSE_MILLIS = 20;

  private final RawHttp http;
  private final Path trace;
  private final Tally tally;
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<String> ids = new ArrayList<>();
  private long longestNanos;

  DecentClient(RawHttp http, Path trace, Tally tally) {
    this.http = http;
    this.trace = trace;
    this.tally = tally;
  }

  @Override
  public void run() {
    try {
      while (!end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        long from = System.nanoTime();
        Answer answer = http.submit("RECORD", "{\"file\":\"" + trace + "\"}");
        if (answer.status() == 202) {
          ids.add(answer.job().path("id").asText());
          answer = http.get("/api/v1/jobs/" + ids.get(ids.size() - 1));
        }
        longestNanos = Math.max(longestNanos, System.nanoTime() - from);
        if (answer.status() / 100 != 2) {
          tally.found("a decent request was answered " + answer);
        }
      }
    } catch (InterruptedException | UncheckedIOException e) {
      tally.found("the decent client ended: " + e);
    }
  }

  void end() {
    end.countDown();
  }

  /** The jobs that were taken in, once it has ended. */
  List<String> ids() {
    return List.copyOf(ids);
  }

  /** How long a submission and its reading took at the most. */
  long longestMillis() {
    return TimeUnit.NANOSECONDS.toMillis(longestNanos);
  }
}
