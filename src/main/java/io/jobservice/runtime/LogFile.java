package io.jobservice.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobservice.config.PrivateFile;
import io.jobservice.model.LogLevel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The back end FILE: one file, mode 0600, that is appended to. With a number of days to keep, a new
 * one is begun each day (in UTC) and old ones are deleted.
 *
 * <p>A file that was deleted or moved away is made anew within a second. What cannot be written is
 * lost: it is told once on standard error, and in the log when that can be written again. Safe to
 * share; Logback's own appenders take a {@code %} in a path for a pattern, and delete folders.
 */
final class LogFile implements LogOutlet {

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Path file;
  private final Function<ServiceEvent, String> format;
  private final OptionalInt keptDays;
  private final InstantSource time;
  private final PrintStream err;
  private final LogDays days;
  private OutputStream out;
  private Object key;
  private LocalDate day;
  private long lookedAt;
  private long size;
  private long lost;
  private String trouble = "";

  /**
   * Opens the file, so that it is seen at once when that is not possible.
   *
   * @param file the file; its folder is made, mode 0700
   * @param format makes the lines
   * @param keptDays for how many days before this one logs are kept; empty for one file for ever
   * @param time what day it is
   * @param err where trouble is told
   * @throws IOException if the file cannot be written
   */
  LogFile(
      Path file,
      Function<ServiceEvent, String> format,
      OptionalInt keptDays,
      InstantSource time,
      PrintStream err)
      throws IOException {
    this.file = file;
    this.format = format;
    this.keptDays = keptDays;
    this.time = time;
    this.err = err;
    this.days = new LogDays(file);
    open();
  }

  @Override
  public synchronized void write(ServiceEvent event) {
    long now = time.millis();
    if (!trouble.isEmpty() && hasLooked(now)) {
      lost++;
      return;
    }
    try {
      ensureOpen(now);
      if (lost > 0) {
        append(recovered(event));
        lost = 0;
      }
      append(event);
      trouble = "";
    } catch (IOException | SecurityException e) {
      lost++;
      failed(e);
    }
  }

  @Override
  public synchronized void tend() {
    try {
      ensureOpen(time.millis());
    } catch (IOException | SecurityException e) {
      failed(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      shut();
    } catch (IOException e) {
      failed(e);
    }
  }

  private void ensureOpen(long now) throws IOException {
    if (out != null && hasLooked(now)) {
      return;
    }
    if (out == null || !isStillThere()) {
      shut();
      open();
    } else if (keptDays.isPresent() && day.isBefore(today())) {
      shut();
      days.putAside(day);
      open();
    }
    lookedAt = now;
  }

  /** A clock that was set back is no reason not to look for hours. */
  private boolean hasLooked(long now) {
    return now >= lookedAt && now - lookedAt < LOOK.toMillis();
  }

  private boolean isStillThere() {
    try {
      return Objects.equals(key, Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (IOException e) {
      return false;
    }
  }

  private void open() throws IOException {
    Path folder = Objects.requireNonNull(file.getParent());
    PrivateFile.folder(folder);
    LocalDate today = today();
    if (keptDays.isPresent()) {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) > 0) {
        LocalDate written =
            LocalDate.ofInstant(Files.getLastModifiedTime(file).toInstant(), ZoneOffset.UTC);
        if (written.isBefore(today)) {
          days.putAside(written);
        }
      }
      days.deleteBefore(today.minusDays(keptDays.getAsInt()));
    }
    out = PrivateFile.append(file);
    size = Files.size(file);
    key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    day = today;
    lookedAt = time.millis();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(time.instant(), ZoneOffset.UTC);
  }

  private void append(ServiceEvent event) throws IOException {
    byte[] line = format.apply(event).getBytes(UTF_8);
    try {
      out.write(line);
      size += line.length;
    } catch (IOException e) {
      cutTorn(line.length);
      throw e;
    }
  }

  /** No part of a line may stay, to which the next one would be added. */
  private void cutTorn(int length) throws IOException {
    long now = Files.size(file);
    if (now > size && now < size + length) {
      try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
        torn.setLength(size);
      }
    }
  }

  private ServiceEvent recovered(ServiceEvent event) {
    return new ServiceEvent(
        event.at(),
        LogLevel.WARNING,
        event.thread(),
        LogFile.class.getName(),
        lost + " lines of this log were lost: " + trouble,
        Map.of(),
        Optional.empty());
  }

  private void failed(Exception e) {
    if (trouble.isEmpty()) {
      trouble = e.toString();
      err.println("jobservice: the log " + file + " cannot be written, lines are lost: " + trouble);
    }
    lookedAt = time.millis();
  }

  private void shut() throws IOException {
    OutputStream open = out;
    out = null;
    if (open != null) {
      open.close();
    }
  }
}
