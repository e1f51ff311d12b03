package io.jobservice.worker;

import io.jobservice.redis.IndexStore;
import io.jobservice.redis.IndexStore.Tidied;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * Keeps the time index and the dead set as large as what they tell of, and takes jobs of other
 * producers into the index. Redis lets records expire by itself; this goes after them, a bounded
 * piece at a time: as fast as they expire, and else slowly. Used by one thread.
 */
final class Tidying {

  static final Duration PERIOD = Duration.ofSeconds(1);

  private static final Duration SHORTEST_REST = Duration.ofSeconds(10);
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);

  /** How long it rests after a walk that found nothing, for each second of the walk. */
  private static final int REST_A_SECOND = 15;

  private static final Duration REST_OF_ADOPTION = Duration.ofMinutes(1);
  private static final int PIECES_A_TURN = 200;

  private final LongSupplier nanoTime;
  private final Pass index;
  private final Pass dead;
  private final IndexStore store;
  private String cursor = "0";
  private boolean adopted;
  private long adoptedNanos;

  Tidying(IndexStore store, LongSupplier nanoTime) {
    this.store = store;
    this.nanoTime = nanoTime;
    this.index = new Pass(store::trim);
    this.dead = new Pass(store::forget);
  }

  void turn() {
    index.turn();
    dead.turn();
    if (!adopted || nanoTime.getAsLong() - adoptedNanos >= REST_OF_ADOPTION.toNanos()) {
      cursor = store.adopt(cursor);
      adopted = cursor.equals("0");
      adoptedNanos = nanoTime.getAsLong();
    }
  }

  /** A walk from the oldest to the newest, again and again. */
  private final class Pass {

    private final IntFunction<Tidied> step;
    private int passed;
    private boolean resting;
    private long begunNanos;
    private long endedNanos;
    private long restNanos;

    Pass(IntFunction<Tidied> step) {
      this.step = step;
    }

    void turn() {
      long now = nanoTime.getAsLong();
      if (resting && now - endedNanos < restNanos) {
        return;
      }
      resting = false;
      if (passed == 0) {
        begunNanos = now;
      }
      for (int i = 0; i < PIECES_A_TURN; i++) {
        Tidied piece = step.apply(passed);
        passed += piece.looked() - piece.removed();
        if (IndexStore.isLast(piece)) {
          passed = 0;
          // Where something was found there may soon be more.
          resting = piece.removed() == 0;
          endedNanos = now;
          long walked = (now - begunNanos) * REST_A_SECOND;
          restNanos = Math.max(SHORTEST_REST.toNanos(), Math.min(LONGEST_REST.toNanos(), walked));
          return;
        }
        if (piece.removed() * 2 < piece.looked()) {
          return;
        }
      }
    }
  }
}
