package io.jobservice.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.redis.JobStore;
import io.jobservice.redis.JobStore.NewJob;
import io.jobservice.redis.Redis;
import io.jobservice.redis.Retention;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.Submissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** Puts jobs on a queue by the service's own script, many in one round trip. */
final class Feeder implements AutoCloseable {

  private static final int BATCH = 100;

  private final Redis redis;
  private final JobStore jobs;
  private final Submissions submissions = new Submissions(new SplittableRandom());

  Feeder(RedisServer server, String namespace) {
    redis =
        Redis.connect(
            server.url(), "{" + namespace + "}:", Duration.ofMinutes(1), 2, System::nanoTime);
    jobs = new JobStore(redis, Retention.standard());
  }

  /** Submits so many jobs of a type, and gives the seconds that it took. */
  double submit(String type, int number) {
    return submit(type, number, i -> "");
  }

  /** Submits jobs that report to URLs, by their number; to nobody where it is empty. */
  double submit(String type, int number, IntFunction<String> receiver) {
    long from = System.nanoTime();
    for (int done = 0; done < number; done += BATCH) {
      List<NewJob> batch = new ArrayList<>();
      for (int i = done; i < Math.min(number, done + BATCH); i++) {
        batch.add(Submissions.reporting(job(type, i), receiver.apply(i)));
      }
      jobs.submitAll(batch);
    }
    return (System.nanoTime() - from) / 1e9;
  }

  private NewJob job(String type, int number) {
    ObjectNode args = JsonNodeFactory.instance.objectNode().put("image", "demo").put("n", number);
    return submissions.generic(type, redis.clock().seconds(), Optional.of(args));
  }

  @Override
  public void close() {
    redis.close();
  }
}
