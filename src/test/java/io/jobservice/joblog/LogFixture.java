package io.jobservice.joblog;

import io.jobservice.model.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Job logs whose turns run on threads of their own, as a node would take them. */
final class LogFixture implements AutoCloseable {

  static final String ID = "0123456789abcdef01234567";
  static final InstantSource TIME =
      InstantSource.fixed(Instant.parse("2026-11-21T23:39:09.123456789Z"));
  static final long PLENTY = 64L << 20;

  private final JobLogs logs;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ended;

  LogFixture(List<JobLogs.Place> places, long mostBytes) {
    logs = new JobLogs(places, TIME, System::nanoTime, mostBytes);
    for (JobLogs.Task task : logs.flushTurns()) {
      Thread thread = new Thread(() -> turns(task), task.name());
      thread.start();
      threads.add(thread);
    }
  }

  static LogFixture on(LogStore store) {
    return on(store, LogLevel.INFO);
  }

  static LogFixture on(LogStore store, LogLevel level) {
    return new LogFixture(
        List.of(new JobLogs.Place("TEST", level, store, Optional.empty())), PLENTY);
  }

  static LogStore files(Path base, Map<String, String> more) {
    try {
      Map<String, String> settings = new HashMap<>(more);
      settings.put("base_dir", base.toString());
      return new FileBackend(new Random(), InstantSource.system()).open(new LogSettings(settings));
    } catch (LogSettingsException e) {
      throw new IllegalStateException(e.setting(), e);
    }
  }

  static LogRun run(String id, long attempt) {
    return new LogRun(id, "TEST", attempt, "node-a:4711", "pool");
  }

  private void turns(JobLogs.Task task) {
    while (!ended) {
      try {
        task.turn().run();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  JobLogs logs() {
    return logs;
  }

  RunLog open(String id) {
    return logs.open(run(id, 1));
  }

  String read(String id) {
    for (LogGetter getter : logs.getters()) {
      String text = read(getter, id);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  static String read(LogGetter getter, String id) {
    try {
      Optional<StoredLog> found = getter.open(id);
      if (found.isEmpty()) {
        return "";
      }
      try (StoredLog log = found.get()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] block = new byte[1000];
        long start = log.start();
        for (int n = log.read(start, block, 0, 1000);
            n >= 0;
            n = log.read(start + bytes.size(), block, 0, 1000)) {
          bytes.write(block, 0, n);
        }
        return bytes.toString(StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    ended = true;
    logs.wake();
    for (Thread thread : threads) {
      try {
        thread.join(10_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    logs.close();
  }
}
