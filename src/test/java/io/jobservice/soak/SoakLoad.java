package io.jobservice.soak;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.redis.JobStore;
import io.jobservice.redis.JobStore.NewJob;
import io.jobservice.redis.JobStore.Submitted;
import io.jobservice.redis.Redis;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.Submissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;

/**
 * Submits jobs of all sorts: most do nothing, some are unique, scheduled, fail for good, fail once,
 * or are stopped or cancelled. Some report to a receiver, which takes it, wants no more, or does
 * not take it for good. It waits while the queue is long, so that the jobs that are alive at any
 * time are few.
 */
final class SoakLoad {

  private static final int BATCH = 100;
  private static final long LONGEST_QUEUE = 5_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Redis redis;
  private final RedisProbe probe;
  private final JobStore jobs;
  private final String receiver;
  private final SplittableRandom random = new SplittableRandom(4);
  private final Submissions submissions = new Submissions(random);

  /**
   * A load.
   *
   * @param receiver a URL below which there are {@code /200}, {@code /404} and {@code /410}
   */
  SoakLoad(Redis redis, RedisProbe probe, JobStore jobs, String receiver) {
    this.redis = redis;
    this.probe = probe;
    this.jobs = jobs;
    this.receiver = receiver;
  }

  /** Submits so many jobs, and gives how many were taken in: equal unique ones are refused. */
  int submit(int number) {
    int taken = 0;
    for (int done = 0; done < number; done += BATCH) {
      List<NewJob> batch = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        batch.add(reporting(job()));
      }
      List<Submitted> answers = jobs.submitAll(batch);
      for (int i = 0; i < BATCH; i++) {
        if (answers.get(i) instanceof Submitted.Taken) {
          taken++;
          disturb(batch.get(i).entry().id());
        }
      }
      awaitShortQueue();
    }
    return taken;
  }

  private NewJob reporting(NewJob job) {
    int draw = random.nextInt(1000);
    if (draw >= 30) {
      return job;
    }
    String path = draw < 20 ? "/200" : draw < 25 ? "/404" : "/410";
    return Submissions.reporting(job, receiver + path);
  }

  private NewJob job() {
    long now = redis.clock().seconds();
    int draw = random.nextInt(1000);
    ObjectNode args = JsonNodeFactory.instance.objectNode().put("n", random.nextInt(50));
    if (draw < 5) {
      return submissions.generic("FAIL", now, Optional.of(args.put("how", "never")));
    }
    if (draw < 10) {
      return submissions.generic("FAIL", now, Optional.of(args.put("how", "once")));
    }
    if (draw < 50) {
      return submissions.job("NOOP", now, Optional.of(args), true, 0);
    }
    if (draw < 100) {
      return submissions.job("NOOP", now, Optional.of(args), false, now + 1 + random.nextInt(3));
    }
    return submissions.generic("NOOP", now, Optional.of(args));
  }

  private void disturb(String id) {
    int draw = random.nextInt(1000);
    if (draw < 3) {
      jobs.stop(id);
    } else if (draw < 6) {
      jobs.cancel(id, id);
    }
  }

  private void awaitShortQueue() {
    String queue = probe.key("jobs:NOOP");
    if (probe.redis().llen(queue) > LONGEST_QUEUE) {
      Awaitility.await("the queue becomes shorter")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> probe.redis().llen(queue) < LONGEST_QUEUE / 2);
    }
  }
}
