package io.jobservice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LeftThreadsTest {

  private final AtomicLong nanos = new AtomicLong();
  private final LeftThreads left = new LeftThreads(nanos::get);
  private final CountDownLatch end = new CountDownLatch(1);
  private final Logger logger = (Logger) LoggerFactory.getLogger(LeftThreads.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.WARN);
  }

  @AfterEach
  void stopListening() {
    end.countDown();
    logger.setLevel(null);
    logger.detachAppender(lines);
  }

  private List<String> said() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private void after(Duration time) {
    nanos.addAndGet(time.toNanos());
    left.turn();
  }

  /** A worker whose job has begun a thread, which ends with the test or before the next look. */
  private void run(String type, boolean ends) throws InterruptedException {
    Thread worker =
        new Thread(
            new ThreadGroup("worker"),
            () -> {
              Thread made =
                  new Thread(
                      () -> {
                        try {
                          end.await();
                        } catch (InterruptedException e) {
                          // It ends when its job wants it to.
                        }
                      },
                      "made-by-" + type);
              made.start();
              left.look(type);
              if (ends) {
                made.interrupt();
                join(made);
              }
            });
    worker.start();
    worker.join();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aThreadThatStaysIsToldOfOnceForItsType() throws InterruptedException {
    run("LEAKY", false);
    after(Duration.ofSeconds(4));
    assertThat(said()).as("it may end yet").isEmpty();
    after(Duration.ofSeconds(1));
    assertThat(said()).hasSize(1).first().asString().contains("LEAKY", "'made-by-LEAKY'");
    run("LEAKY", false);
    after(Duration.ofSeconds(10));
    assertThat(said()).hasSize(1);
  }

  @Test
  void aThreadThatEndsSoonIsNot() throws InterruptedException {
    run("TIDY", true);
    after(Duration.ofSeconds(10));
    assertThat(said()).isEmpty();
  }
}
