package io.jobservice.joblog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobservice.model.SizeText;
import io.jobservice.redis.LogStreams;
import io.jobservice.redis.RedisUnavailableException;
import io.jobservice.redis.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Logs in Redis. Redis itself removes old ones. Safe to share. */
final class RedisLogStore implements LogStore {

  /** Redis does nothing else while it takes a batch. */
  private static final int LARGEST_BATCH = 32 << 10;

  private final LogStreams streams;
  private final LogFormat format;
  private final long maxSize;
  private final Duration kept;

  /**
   * Logs in a namespace.
   *
   * @param maxSize how many bytes of a log are kept
   * @param kept how long a log is kept after its last line
   */
  RedisLogStore(LogStreams streams, LogFormat format, long maxSize, Duration kept) {
    this.streams = streams;
    this.format = format;
    this.maxSize = maxSize;
    this.kept = kept;
  }

  @Override
  public LogWriter begin(LogRun run) {
    return new Writer(run);
  }

  @Override
  public Optional<LogGetter> getter() {
    return Optional.of(
        new LogGetter() {
          @Override
          public String store() {
            return "redis";
          }

          @Override
          public Optional<StoredLog> open(String jobId) throws IOException {
            RedisLog log = new RedisLog(streams, jobId);
            return log.end() == 0 ? Optional.empty() : Optional.of(log);
          }
        });
  }

  /** Sends what one run has logged in batches, which Redis takes once each. */
  private final class Writer implements LogWriter {

    private final LogRun run;
    private final LogStreams.Owner owner;
    private final List<byte[]> unsent = new ArrayList<>();
    private long sent;
    private long leftOut;

    /** How many entries were made into the batches that are not sent. */
    private int inBatches;

    Writer(LogRun run) {
      this.run = run;
      this.owner = new LogStreams.Owner(run.jobId(), run.pool(), run.attempt());
    }

    /** Those that could not be sent come again, and are in the same batches. */
    @Override
    public void write(List<LogEntry> entries) throws IOException {
      if (unsent.isEmpty()) {
        inBatches = 0;
      }
      Batches batches = new Batches(entries.get(0).at());
      StringBuilder text = new StringBuilder();
      for (LogEntry entry : entries.subList(inBatches, entries.size())) {
        text.setLength(0);
        format.entry(run, entry, text);
        batches.add(text, entry.at());
      }
      batches.end();
      inBatches = entries.size();
      send();
    }

    @Override
    public void lost(Instant at, long lines, String why) throws IOException {
      if (unsent.isEmpty()) {
        Batches batches = new Batches(at);
        StringBuilder text = new StringBuilder();
        format.notice(at, LostLines.text(lines, why), text);
        batches.add(text, at);
        batches.end();
      }
      send();
    }

    @Override
    public long leftOut() {
      return leftOut;
    }

    private void send() throws IOException {
      try {
        while (!unsent.isEmpty()) {
          if (!streams.append(owner, sent + 1, unsent.get(0), maxSize, kept)) {
            unsent.clear();
            throw new LogRefusedException("another attempt has the job, or its record is gone");
          }
          sent++;
          unsent.remove(0);
        }
      } catch (RedisUnavailableException e) {
        throw new IOException(e.told(), e);
      } catch (RefusedException e) {
        unsent.clear();
        throw new LogRefusedException("Redis refuses it: " + e.getMessage());
      }
    }

    /** Makes lines into batches of some ten thousand bytes. */
    private final class Batches {

      private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
      private final long largest = Math.min(LARGEST_BATCH, maxSize);

      Batches(Instant at) {
        if (run.attempt() > 1 && sent == 0 && unsent.isEmpty()) {
          StringBuilder separator = new StringBuilder();
          format.attempt(run, at, separator);
          batch.writeBytes(separator.toString().getBytes(UTF_8));
        }
      }

      void add(StringBuilder lines, Instant at) {
        byte[] text = lines.toString().getBytes(UTF_8);
        if (text.length > maxSize) {
          leftOut++;
          StringBuilder notice = new StringBuilder();
          format.notice(
              at,
              text.length + " bytes are left out: max_size is " + SizeText.format(maxSize),
              notice);
          text = notice.toString().getBytes(UTF_8);
        }
        if (batch.size() + text.length > largest) {
          end();
        }
        batch.writeBytes(text);
      }

      void end() {
        if (batch.size() > 0) {
          unsent.add(batch.toByteArray());
          batch.reset();
        }
      }
    }
  }
}
