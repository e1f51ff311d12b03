package io.jobservice.redis;

import io.jobservice.redis.JobStore.NewJob;
import io.jobservice.redis.PoolStore.TypeRules;
import io.jobservice.redis.QueueStore.Fetch;
import io.jobservice.redis.QueueStore.Fetched;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.Submissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** The stores on a namespace of their own, without a node. */
abstract class StoreFixture {

  static final String POOL = "abababababababababababab";
  static final Retention RETENTION =
      new Retention(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2), 100);

  private final String namespace = Namespaces.fresh();
  final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  final Redis redis =
      Redis.connect(
          RedisServer.shared().url(), probe.key(""), Duration.ofMinutes(1), 4, System::nanoTime);
  final JobStore jobs = new JobStore(redis, RETENTION);
  final QueueStore queues = new QueueStore(redis, RETENTION);
  final PoolStore pools = new PoolStore(redis, RETENTION);
  final IndexStore index = new IndexStore(redis, RETENTION);
  private final Submissions submissions = new Submissions(new SplittableRandom());
  private int seed = 7;

  @AfterEach
  void close() {
    redis.close();
    probe.close();
  }

  /** A pool of types without limits. */
  void join(String pool, String... types) {
    Map<String, TypeRules> rules = new TreeMap<>();
    for (String type : types) {
      rules.put(type, new TypeRules(0, 1, Optional.empty()));
    }
    pools.join(pool, Map.of("host", "test", "beat_period", "2"), rules);
  }

  Fetched fetch(String pool, int slots, boolean look) {
    return queues.fetch(new Fetch(pool, "test", "store test:1", seed++, slots, look));
  }

  /** A job with a record, as a submission makes it. */
  NewJob job(String type) {
    return submissions.generic(type, redis.clock().seconds(), Optional.empty());
  }

  List<NewJob> jobs(String type, int number) {
    return Stream.generate(() -> job(type)).limit(number).toList();
  }

  /** Pushes as a producer that knows nothing of us. */
  void pushElsewhere(String type) {
    NewJob job = job(type);
    probe.redis().lpush(probe.key("jobs:" + type), job.entry().toJson());
  }

  /** The ids in the time index, oldest first. */
  List<String> indexed() {
    return probe.redis().zrange(probe.key("job_index"), 0, -1);
  }

  long woken(String pool) {
    return probe.redis().llen(probe.key("wake:" + pool));
  }
}
