package io.jobservice.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.model.JobEntry;
import io.jobservice.model.JobId;
import io.jobservice.redis.JobStore;
import io.jobservice.redis.JobStore.NewJob;
import io.jobservice.redis.Redis;
import io.jobservice.redis.Retention;
import io.jobservice.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Puts jobs on a queue by the service's own script, many in one round trip. */
final class Feeder implements AutoCloseable {

  private static final int BATCH = 100;

  private final Redis redis;
  private final JobStore jobs;
  private final SplittableRandom random = new SplittableRandom();

  Feeder(RedisServer server, String namespace) {
    redis =
        Redis.connect(
            server.url(), "{" + namespace + "}:", Duration.ofMinutes(1), 2, System::nanoTime);
    jobs = new JobStore(redis, Retention.standard());
  }

  /** Submits so many jobs of a type, and gives the seconds that it took. */
  double submit(String type, int number) {
    long from = System.nanoTime();
    for (int done = 0; done < number; done += BATCH) {
      List<NewJob> batch = new ArrayList<>();
      for (int i = done; i < Math.min(number, done + BATCH); i++) {
        batch.add(job(type, i));
      }
      jobs.submitAll(batch);
    }
    return (System.nanoTime() - from) / 1e9;
  }

  private NewJob job(String type, int number) {
    long now = redis.clock().seconds();
    ObjectNode args = JsonNodeFactory.instance.objectNode().put("image", "demo").put("n", number);
    JobEntry entry = JobEntry.fresh(type, JobId.random(random), now, Optional.of(args), false);
    String second = Long.toString(now);
    Map<String, String> stats = new LinkedHashMap<>();
    stats.put("id", entry.id());
    stats.put("name", type);
    stats.put("kind", "Generic");
    stats.put("unique", "0");
    stats.put("status", "Pending");
    stats.put("ref_link", "/api/v1/jobs/" + entry.id());
    stats.put("enqueue_time", second);
    stats.put("run_at", "0");
    stats.put("cron_spec", "");
    stats.put("web_hook_url", "");
    stats.put("numeric_policy_id", "0");
    stats.put("parameters", args.toString());
    stats.put("update_time", second);
    stats.put("revision", second);
    return new NewJob(entry, 0, stats, Optional.empty());
  }

  @Override
  public void close() {
    redis.close();
  }
}
