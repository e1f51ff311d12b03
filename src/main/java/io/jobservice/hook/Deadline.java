package io.jobservice.hook;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The end of the time that some steps may take together. To be closed. */
final class Deadline implements AutoCloseable {

  private final CompletableFuture<Object> end;

  /** An end from now on. */
  Deadline(Duration time) {
    end =
        new CompletableFuture<Object>()
            .completeOnTimeout(true, TimeUnit.MILLISECONDS.convert(time), TimeUnit.MILLISECONDS);
  }

  /**
   * Waits for one step, which is cancelled when it is late or this thread is interrupted.
   *
   * @throws TimeoutException if the end came first
   * @throws ExecutionException if the step failed
   */
  <T> T await(CompletableFuture<T> step)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      CompletableFuture.anyOf(step, end).get();
    } catch (ExecutionException e) {
      // Said again by the step itself, below.
    } catch (InterruptedException e) {
      step.cancel(true);
      throw e;
    }
    if (!step.isDone()) {
      step.cancel(true);
      throw new TimeoutException();
    }
    try {
      return step.get();
    } catch (CancellationException e) {
      throw new ExecutionException(e);
    }
  }

  @Override
  public void close() {
    end.cancel(false);
  }
}
