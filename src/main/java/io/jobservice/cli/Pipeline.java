package io.jobservice.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Questions of which a few are under way at once, and whose answers come in the order of the
 * questions. For one thread; what asks is run on others.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
final class Pipeline<Q, A> {

  /** Enough to keep both sides of a connection busy, and no more than a service likes. */
  private static final int MOST_UNDER_WAY = 4;

  private final Executor executor;
  private final Asker<Q, A> asker;
  private final Taker<Q, A> taker;
  private final Queue<UnderWay<Q, A>> underWay = new ArrayDeque<>();

  Pipeline(Executor executor, Asker<Q, A> asker, Taker<Q, A> taker) {
    this.executor = executor;
    this.asker = asker;
    this.taker = taker;
  }

  private record UnderWay<Q, A>(Q question, FutureTask<A> answer) {}

  /** Asks; called by several threads at once. */
  interface Asker<Q, A> {
    A ask(Q question) throws InterruptedException;
  }

  /** Hears the answers, one after the other. */
  interface Taker<Q, A> {
    void take(Q question, A answer) throws IOException;
  }

  /** Asks one more question; what was asked long before is heard first. */
  void put(Q question) throws IOException, InterruptedException {
    while (underWay.size() >= MOST_UNDER_WAY) {
      take();
    }
    FutureTask<A> answer = new FutureTask<>(() -> asker.ask(question));
    underWay.add(new UnderWay<>(question, answer));
    executor.execute(answer);
  }

  /** Hears all that is still open. */
  void finish() throws IOException, InterruptedException {
    while (!underWay.isEmpty()) {
      take();
    }
  }

  private void take() throws IOException, InterruptedException {
    UnderWay<Q, A> next = underWay.remove();
    A answer;
    try {
      answer = next.answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a question failed: " + e.getCause(), e.getCause());
    }
    taker.take(next.question, answer);
  }
}
