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
    return new RequestThreads(2, 4, idle, body -> new Thread(null, body, "pool"));
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

  private void keep(int waiting) {
    try {
      threads.keep(() -> waiting);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void thoseThatWaitForTheirClientsKeepNobodyElseWaiting() {
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    for (int i = 0; i < 4; i++) {
      hold(gate, running);
    }
    Awaitility.await().until(() -> running.get() == 2);
    assertThat(threads.isExhausted()).isFalse();
    keep(1);
    Awaitility.await().until(() -> running.get() == 3);
    keep(2);
    Awaitility.await().until(() -> running.get() == 4);
    CountDownLatch last = new CountDownLatch(1);
    threads.execute(last::countDown);
    keep(3);
    assertThat(threads.size()).isEqualTo(4);
    assertThat(threads.isExhausted()).isTrue();
    gate.countDown();
    Awaitility.await().until(() -> last.getCount() == 0);
    assertThat(threads.isExhausted()).isFalse();
  }

  @Test
  void thereAreFewAgainWhenNobodyWaitsAnyMore() {
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    for (int i = 0; i < 4; i++) {
      hold(gate, running);
    }
    keep(2);
    Awaitility.await().until(() -> running.get() == 4);
    gate.countDown();
    keep(0);
    Awaitility.await().until(() -> threads.size() == 2);
  }

  @Test
  void whoeverKeepsThemIsWokenWhenTasksQueue() throws InterruptedException {
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger looks = new AtomicInteger();
    Thread keeper =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                try {
                  threads.keep(
                      () -> {
                        looks.incrementAndGet();
                        return running.get();
                      });
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
            });
    keeper.start();
    try {
      for (int i = 0; i < 4; i++) {
        hold(gate, running);
      }
      Awaitility.await().until(() -> running.get() == 4);
    } finally {
      keeper.interrupt();
      keeper.join();
      gate.countDown();
    }
    assertThat(looks.get()).isPositive();
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
