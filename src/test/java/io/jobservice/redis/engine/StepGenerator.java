package io.jobservice.redis.engine;

import io.jobservice.redis.engine.EngineModel.End;
import io.jobservice.redis.engine.ModelJob.NewJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws the steps of a sequence from its seed. */
final class StepGenerator {

  private static final int FEWEST_STEPS = 20;
  private final Random random;
  private int submitted;

  StepGenerator(long seed) {
    random = new Random(seed);
  }

  /** A sequence that begins with two pools and two jobs. */
  List<Step> sequence() {
    List<Step> steps = new ArrayList<>(List.of(new Step.Join(0), new Step.Join(1)));
    steps.add(submit());
    steps.add(submit());
    int length = FEWEST_STEPS + random.nextInt(20);
    while (steps.size() < length) {
      steps.add(next());
    }
    return steps;
  }

  private Step next() {
    int draw = random.nextInt(100);
    if (draw < 12 && submitted < Engine.JOBS) {
      return submit();
    } else if (draw < 30) {
      return new Step.Fetch(pool(), 1 + random.nextInt(3), random.nextInt(), rarely());
    } else if (draw < 48) {
      return new Step.EndOne(pool(), random.nextInt(3), end(), rarely());
    } else if (draw < 80) {
      return aboutAJob();
    }
    return aboutAPool();
  }

  private Step aboutAJob() {
    return switch (random.nextInt(21)) {
      case 0, 1 -> new Step.Stop(job(), rarely());
      case 2, 3, 4 -> new Step.Cancel(job(), rarely());
      case 5, 6, 7 -> new Step.Retry(job(), rarely());
      case 8, 9, 10 -> new Step.TimePasses(job(), random.nextInt(50));
      case 11, 12, 13 -> new Step.Due(rarely());
      case 14, 15 -> new Step.Again(random.nextInt(4));
      case 16 -> new Step.Read(job());
      case 17 -> new Step.StopElsewhere(job());
      case 18 -> new Step.Pause(type(), random.nextInt(3) == 0);
      case 19 -> new Step.Purge(type(), 1 + random.nextInt(3));
      default -> submitAgain();
    };
  }

  private Step aboutAPool() {
    return switch (random.nextInt(18)) {
      case 0, 1 -> new Step.CheckIn(pool(), random.nextInt(3), rarely());
      case 2 -> new Step.CheckInLate(random.nextInt(9));
      case 3, 4 -> new Step.EndLate(random.nextInt(9), end());
      case 5, 6 -> new Step.Reconcile(pool());
      case 7 -> new Step.Crash(pool());
      case 8, 9, 10 -> new Step.Reap(pool());
      case 11 -> new Step.ReapInVain(pool());
      case 12, 13 -> new Step.Join(pool());
      case 14 -> new Step.Leave(pool());
      case 15 -> new Step.Beat(pool());
      case 16 -> new Step.Drift(type(), pool(), random.nextInt(5) - 2);
      default -> new Step.Repair(type());
    };
  }

  private Step submit() {
    return new Step.Submit(asked(submitted++), rarely());
  }

  private Step submitAgain() {
    return new Step.Submit(asked(job()), false);
  }

  private NewJob asked(int number) {
    boolean unique = random.nextInt(3) > 0;
    boolean scheduled = random.nextInt(3) == 0;
    boolean hooked = random.nextInt(4) == 0;
    return new NewJob(
        number, type(), random.nextInt(3), unique, scheduled, hooked, 1 + random.nextInt(3));
  }

  private End end() {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> End.SUCCESS;
      case 3, 4, 5, 6 -> End.FAILURE;
      case 7 -> End.STOPPED;
      case 8 -> End.CANCELLED;
      default -> End.RETURN;
    };
  }

  private int job() {
    return random.nextInt(Math.max(1, submitted));
  }

  private int pool() {
    int draw = random.nextInt(5);
    return draw < 2 ? 0 : draw < 4 ? 1 : 2;
  }

  private String type() {
    return EngineModel.TYPES.get(random.nextInt(EngineModel.TYPES.size()));
  }

  private boolean rarely() {
    return random.nextInt(5) == 0;
  }
}
