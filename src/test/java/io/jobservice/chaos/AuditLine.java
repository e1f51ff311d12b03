package io.jobservice.chaos;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What a job wrote of itself to the file that all processes append to.
 *
 * @param micros when, in microseconds of the host's clock, which all processes share
 * @param pid the process that ran it
 * @param id the job
 * @param attempt its attempt
 * @param word what happened
 * @param key what a unique job is unique by, else {@code -}
 */
record AuditLine(long micros, long pid, String id, long attempt, Word word, String key) {

  /** What happened. */
  enum Word {
    /** The job has begun. */
    BEGIN,
    /** It is done, and will be reported as Success. */
    END,
    /** It fails. */
    FAIL,
    /** It ends because it was told to, by a stop or by the end of its node. */
    TOLD
  }

  static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /**
   * Appends it in one write, so that lines of several processes do not mix. Not through a channel,
   * which an interrupt of the job would close.
   */
  void appendTo(Path file) throws IOException {
    String line = String.join(" ", "" + micros, "" + pid, id, "" + attempt, "" + word, key) + "\n";
    try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(line.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** All lines of a file, in the order in which they were written. */
  static List<AuditLine> readAll(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(AuditLine::parse).toList();
  }

  private static AuditLine parse(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 6) {
      throw new IllegalStateException("no line of the audit: " + line);
    }
    return new AuditLine(
        Long.parseLong(words[0]),
        Long.parseLong(words[1]),
        words[2],
        Long.parseLong(words[3]),
        Word.valueOf(words[4]),
        words[5]);
  }
}
