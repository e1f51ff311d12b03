package io.jobservice.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.core.Controller;
import io.jobservice.core.LogEvent;
import io.jobservice.core.LogFollow;
import io.jobservice.core.LogPlaces;
import io.jobservice.core.LogReading;
import io.jobservice.core.Logs;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatsJson;
import io.jobservice.model.LogQuery;
import io.jobservice.model.ServiceException;
import io.jobservice.redis.Redis;
import io.jobservice.redis.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The logs of jobs without the API: what lies where this process can read it. */
final class DirectLogs {

  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final Controller controller;
  private final Redis redis;
  private final LogLocator locator;
  private final Json json;

  DirectLogs(Controller controller, Redis redis, LogLocator locator, Json json) {
    this.controller = controller;
    this.redis = redis;
    this.locator = locator;
    this.json = json;
  }

  private Logs logs() throws ClientException {
    try {
      return controller.logs(LogPlaces.reach(locator.locate(), redis, new SecureRandom()));
    } catch (IllegalArgumentException e) {
      throw new ClientException(Kind.CONFIGURATION, "job_loggers: " + e.getMessage(), null, e);
    }
  }

  /** See {@link JobServiceClient#log}. */
  long copy(String id, LogWish wish, long from, OutputStream sink)
      throws ClientException, IOException {
    Logs logs = logs();
    try (LogReading reading = logs.read(id, query(logs, wish), from > 0 ? from : -1)) {
      if (reading.size().isPresent() && from >= reading.size().getAsLong()) {
        return 0;
      }
      return copy(reading, Math.max(0, from - reading.place()), sink);
    } catch (ServiceException e) {
      throw DirectJobServiceClient.refused(e);
    } catch (RefusedException e) {
      throw DirectJobServiceClient.unusable(e);
    }
  }

  private static long copy(LogReading reading, long without, OutputStream sink)
      throws ClientException, IOException {
    InputStream log = reading.stream();
    byte[] buffer = new byte[16 * 1024];
    long toDrop = without;
    long copied = 0;
    for (int n = read(log, buffer); n >= 0; n = read(log, buffer)) {
      int dropped = (int) Math.min(n, toDrop);
      sink.write(buffer, dropped, n - dropped);
      toDrop -= dropped;
      copied += n - dropped;
    }
    sink.flush();
    return copied;
  }

  /** What fails here is not the sink. */
  private static int read(InputStream log, byte[] buffer) throws ClientException {
    try {
      return log.read(buffer);
    } catch (IOException e) {
      throw new ClientException(
          Kind.UNAVAILABLE, "the log cannot be read: " + e.getMessage(), null, e);
    }
  }

  /** See {@link JobServiceClient#follow}. */
  FollowEnd follow(String id, LogWish wish, Optional<String> after, LogListener listener)
      throws ClientException, IOException {
    Logs logs = logs();
    try (LogFollow follow = logs.follow(id, query(logs, wish), after)) {
      while (true) {
        LogEvent event = follow.next(SILENCE);
        if (event instanceof LogEvent.Text text) {
          listener.line(new RawLine(withoutBreak(text.line())), Optional.of(text.place()));
        } else if (event instanceof LogEvent.Job job) {
          listener.job(answer(job.stats()));
        } else if (event instanceof LogEvent.End end) {
          return new FollowEnd(
              end.lost().isEmpty() ? FollowEnd.Reason.ENDED : FollowEnd.Reason.LOST,
              Optional.of(answer(end.stats())),
              end.lost());
        } else {
          listener.alive();
        }
      }
    } catch (ServiceException e) {
      throw DirectJobServiceClient.refused(e);
    } catch (RefusedException e) {
      throw DirectJobServiceClient.unusable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  private static LogQuery query(Logs logs, LogWish wish) throws ServiceException {
    return logs.query(wish.tail(), wish.since(), wish.attempt());
  }

  private JsonNode answer(JobStats stats) throws ClientException {
    try {
      return json.read("{\"job\":" + JobStatsJson.toJson(stats) + "}");
    } catch (JsonProcessingException e) {
      throw new ClientException(Kind.FAILED, "the record cannot be read: " + e, null, e);
    }
  }

  private static byte[] withoutBreak(byte[] line) {
    boolean ended = line.length > 0 && line[line.length - 1] == '\n';
    return ended ? Arrays.copyOf(line, line.length - 1) : line;
  }
}
