package io.jobservice.runtime;

import io.jobservice.joblog.LogEntry;
import io.jobservice.joblog.LogRefusedException;
import io.jobservice.joblog.LogRun;
import io.jobservice.joblog.LogStore;
import io.jobservice.joblog.LogWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A back end that a plugin brings. It gets the service's log as that of a job {@code jobservice},
 * from a thread of its own. What comes before it is opened, or while it cannot write, waits; of
 * more than {@value #MOST_WAITING} events the last ones are lost, and counted. Safe to share.
 */
final class LogToStore implements LogOutlet {

  private static final Logger LOG = LoggerFactory.getLogger(LogToStore.class);

  private static final String NAME = "jobservice";
  private static final int MOST_WAITING = 10_000;
  private static final int BATCH = 500;
  private static final long POLL_MILLIS = 200;
  private static final Duration END = Duration.ofSeconds(1);

  private final ArrayBlockingQueue<ServiceEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong lost = new AtomicLong();
  private final List<LogEntry> batch = new ArrayList<>();
  private final Loop loop;
  private Optional<LogStore> store = Optional.empty();
  private Optional<LogWriter> writer = Optional.empty();

  /**
   * Nothing is opened yet.
   *
   * @param backend its name, for the thread
   */
  LogToStore(String backend) {
    this.loop = new Loop("service-log-" + backend, this::turn, Duration.ZERO, new RedisHealth());
  }

  /** Writes there from now on. To be called once. */
  synchronized void into(LogStore opened) {
    store = Optional.of(opened);
    loop.start();
  }

  /** Whether it has been told where to write. */
  synchronized boolean isOpen() {
    return store.isPresent();
  }

  @Override
  public void write(ServiceEvent event) {
    if (!waiting.offer(event)) {
      lost.incrementAndGet();
    }
  }

  /** Writes what waits. A batch that could not be written comes again in the next turn. */
  private void turn() throws IOException, InterruptedException {
    if (batch.isEmpty()) {
      ServiceEvent first = waiting.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
      if (first == null) {
        return;
      }
      batch.add(entry(first));
      List<ServiceEvent> more = new ArrayList<>();
      waiting.drainTo(more, BATCH - 1);
      more.forEach(event -> batch.add(entry(event)));
    }
    try {
      write();
    } catch (LogRefusedException e) {
      batch.clear();
      LOG.error("a back end of the service's log refuses it: {}", e.getMessage());
    }
  }

  private void write() throws IOException {
    if (writer.isEmpty()) {
      writer = Optional.of(store().begin(new LogRun(NAME, NAME, 1, Host.node(), "")));
    }
    writer.get().write(List.copyOf(batch));
    LogEntry last = batch.get(batch.size() - 1);
    batch.clear();
    long lines = lost.getAndSet(0);
    if (lines > 0) {
      writer.get().lost(last.at(), lines, "more came than could be written");
    }
  }

  private synchronized LogStore store() {
    return store.orElseThrow();
  }

  /** The stack becomes part of the text: it may hold no secret, as the failure itself might. */
  private static LogEntry entry(ServiceEvent event) {
    return new LogEntry(
        event.at(),
        event.level(),
        event.logger(),
        event.failure().map(stack -> event.message() + "\n" + stack).orElse(event.message()),
        event.context(),
        Optional.empty());
  }

  /** What waits is still written, if that takes no longer than a second. */
  @Override
  public void close() {
    if (!isOpen()) {
      return;
    }
    try {
      loop.quit();
      if (loop.join(END)) {
        while (!batch.isEmpty() || !waiting.isEmpty()) {
          turn();
        }
      }
      if (writer.isPresent()) {
        writer.get().close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      LOG.error("a back end of the service's log cannot be ended: {}", e.toString());
    }
    store().close();
  }
}
