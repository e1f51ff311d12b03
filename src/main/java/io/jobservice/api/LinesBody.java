package io.jobservice.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobservice.core.Intake;
import io.jobservice.core.Launched;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.UnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * What comes of jobs that are sent as lines, a line for each in their order, while they come. Each
 * is taken in or refused by itself.
 *
 * @param places so many may ask Redis at once, of all who send lines
 */
record LinesBody(BodyLines lines, Intake intake, Executor threads, Semaphore places)
    implements StreamBody {

  /** So often in turn Redis may be away before there are no more answers. */
  private static final int MOST_AWAY = 3;

  @Override
  public void writeTo(OutputStream out)
      throws IOException, UnavailableException, InterruptedException {
    try {
      threads.execute(lines);
    } catch (RejectedExecutionException e) {
      throw new UnavailableException("the service is being stopped", e);
    }
    int away = 0;
    for (List<BodyLines.Line> some = lines.next(); !some.isEmpty(); some = lines.next()) {
      List<Launched> results = submitted(some);
      for (int i = 0; i < results.size(); i++) {
        out.write((json(results.get(i), some.get(i).number()) + "\n").getBytes(UTF_8));
      }
      out.flush();
      away = results.stream().anyMatch(LinesBody::isAway) ? away + 1 : 0;
      if (away == MOST_AWAY) {
        lines.drain();
        return;
      }
    }
  }

  private List<Launched> submitted(List<BodyLines.Line> some) throws InterruptedException {
    places.acquire();
    try {
      return intake.submitLines(
          some.stream().map(BodyLines.Line::text).toList(), BodyLines.LONGEST);
    } finally {
      places.release();
    }
  }

  private static boolean isAway(Launched result) {
    return result instanceof Launched.Failed failed
        && failed.error().code() == ErrorCode.UNAVAILABLE;
  }

  /** An error says which line it is about. */
  private static String json(Launched result, long line) {
    String json = result.toJson();
    return result instanceof Launched.Failed
        ? json.substring(0, json.length() - 2) + ",\"line\":" + line + "}}"
        : json;
  }

  @Override
  public void close() {
    lines.close();
  }
}
