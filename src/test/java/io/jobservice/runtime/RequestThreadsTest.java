package io.jobservice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestThreadsTest {

  private RequestThreads threads = pool(Duration.ofMinutes(1));

  private static RequestThreads pool(Duration idle) {
    return new RequestThreads(2, idle, body -> new Thread(null, body, "pool"));
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private void hold(CountDownLatch gate, AtomicInteger running) {
    threads.execute(
        () -> {
          running.incrementAndGet();
          try {
            gate.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Test
  void anIdleThreadIsUsedBeforeAnotherIsMade() {
    for (int i = 0; i < 20; i++) {
      CountDownLatch done = new CountDownLatch(1);
      Thread[] ran = new Thread[1];
      threads.execute(
          () -> {
            ran[0] = Thread.currentThread();
            done.countDown();
          });
      Awaitility.await().until(() -> done.getCount() == 0);
      Awaitility.await().until(() -> ran[0].getState() == Thread.State.TIMED_WAITING);
    }
    assertThat(threads.size()).isEqualTo(1);
  }

  @Test
  void whatIsBeyondTheThreadsQueuesInOrder() {
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    hold(gate, running);
    hold(gate, running);
    Queue<Integer> done = new ConcurrentLinkedQueue<>();
    CountDownLatch one = new CountDownLatch(1);
    threads.execute(() -> done.add(1));
    threads.execute(() -> done.add(2));
    threads.execute(one::countDown);
    Awaitility.await().until(() -> running.get() == 2);
    assertThat(done).isEmpty();
    gate.countDown();
    Awaitility.await().until(() -> one.getCount() == 0 && done.size() == 2);
    assertThat(threads.size()).isEqualTo(2);
  }

  @Test
  void threadsThatHaveNothingToDoEnd() {
    threads = pool(Duration.ofMillis(10));
    CountDownLatch done = new CountDownLatch(1);
    threads.execute(done::countDown);
    Awaitility.await().until(() -> done.getCount() == 0 && threads.size() == 0);
  }

  @Test
  void aTaskThatFailsCostsNobodyElseHisThread() {
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    for (int i = 0; i < 2; i++) {
      threads.execute(
          () -> {
            try {
              gate.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {});
            throw new IllegalStateException("on purpose");
          });
    }
    threads.execute(done::countDown);
    gate.countDown();
    Awaitility.await().until(() -> done.getCount() == 0);
  }

  @Test
  void afterItsEndItTakesNothing() {
    threads.shutdownNow();
    assertThatThrownBy(() -> threads.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }
}
