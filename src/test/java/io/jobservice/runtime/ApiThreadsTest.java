package io.jobservice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ApiThreadsTest {

  /** What a job leaves behind is known by its group. */
  @Test
  void aThreadIsNotOneOfTheGroupThatNeededItFirst() throws Exception {
    ExecutorService threads = ApiThreads.unbounded("some");
    try {
      FutureTask<ThreadGroup> group =
          new FutureTask<>(() -> Thread.currentThread().getThreadGroup());
      new Thread(new ThreadGroup("worker"), () -> threads.execute(group)).start();
      assertThat(group.get(10, TimeUnit.SECONDS)).isSameAs(Thread.currentThread().getThreadGroup());
    } finally {
      threads.shutdownNow();
    }
  }
}
