package io.jobservice.redis.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of steps on the real scripts and on a model of them. {@code
 * -Dmodel.sequences=10000} takes more sequences, {@code -Dmodel.seed=N} begins with another seed: a
 * failure prints the one to begin with.
 */
class QueueEngineModelTest {

  private static final int SEQUENCES = Integer.getInteger("model.sequences", 300);
  private static final long FIRST_SEED = Long.getLong("model.seed", 1);

  private static Engine engine;

  @BeforeAll
  static void connect() {
    engine = new Engine();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void theScriptsDoWhatTheModelSays() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEQUENCES; seed++) {
      List<Step> steps = new StepGenerator(seed).sequence();
      if (failure(steps).isPresent()) {
        List<Step> few = shrunk(steps);
        throw new AssertionError(
            "seed %d, %s%n%s"
                .formatted(
                    seed,
                    failure(few).orElse("but not again"),
                    few.stream().map(Step::toString).collect(Collectors.joining("\n"))));
      }
    }
    assertThat(engine.view()).as("nothing is left").doesNotContainKey("job 0 status");
  }

  /** Takes steps in an empty namespace; what went wrong. */
  private static Optional<String> failure(List<Step> steps) {
    engine.empty();
    Sequence sequence = new Sequence(engine);
    Comparison comparison = new Comparison(sequence.model);
    try {
      for (Step step : steps) {
        long began = engine.now();
        step.take(sequence);
        comparison.check(engine.view(), began, engine.now());
      }
      return Optional.empty();
    } catch (AssertionError | RuntimeException e) {
      return Optional.of(e.toString());
    } finally {
      engine.empty();
    }
  }

  /** Drops steps, the last ones first, as long as what is left still fails. */
  private static List<Step> shrunk(List<Step> failing) {
    List<Step> steps = new ArrayList<>(failing);
    int before;
    do {
      before = steps.size();
      for (int i = steps.size() - 1; i >= 0; i--) {
        Step dropped = steps.remove(i);
        if (failure(steps).isEmpty()) {
          steps.add(i, dropped);
        }
      }
    } while (steps.size() < before);
    return steps;
  }
}
