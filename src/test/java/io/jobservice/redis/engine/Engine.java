package io.jobservice.redis.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.model.JobEntry;
import io.jobservice.redis.JobStore;
import io.jobservice.redis.PoolStore;
import io.jobservice.redis.PurgeStore;
import io.jobservice.redis.QueueStore;
import io.jobservice.redis.Redis;
import io.jobservice.redis.Retention;
import io.jobservice.redis.UpkeepStore;
import io.jobservice.redis.engine.ModelJob.NewJob;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import redis.clients.jedis.Jedis;

/** The real stores on a namespace that no other test uses, and a way to see all that is in it. */
final class Engine implements AutoCloseable {

  /** More jobs than this are not seen. */
  static final int JOBS = 8;

  static final List<String> POOLS = List.of(pool(0), pool(1), pool(2));

  private static final long[] ARGS = {9007199254740993L, 9007199254740992L, 3};

  private final String prefix = "{" + Namespaces.fresh() + "}:";
  private final Redis redis =
      Redis.connect(RedisServer.shared().url(), prefix, Duration.ofMinutes(1), 1, System::nanoTime);
  private final Jedis probe =
      new Jedis(RedisServer.shared().host(), RedisServer.shared().port(), 20_000);
  private final String snapshot = probe.scriptLoad(resource("/engine/snapshot.lua"));
  private final List<String> seen = new ArrayList<>();

  final JobStore jobs = new JobStore(redis, Retention.standard());
  final QueueStore queue = new QueueStore(redis, Retention.standard());
  final PoolStore pools = new PoolStore(redis, Retention.standard());
  final UpkeepStore upkeep = new UpkeepStore(redis, Retention.standard());
  final PurgeStore purges = new PurgeStore(redis, Retention.standard());

  Engine() {
    seen.add(prefix);
    seen.add(Integer.toString(JOBS));
    seen.add(Integer.toString(EngineModel.TYPES.size()));
    seen.addAll(EngineModel.TYPES);
    seen.addAll(POOLS);
  }

  static String id(int number) {
    return String.format("%024x", number);
  }

  static int number(String id) {
    return Integer.parseInt(id, 16);
  }

  /** What a pool registers: the first one all types, each of the others one of them. */
  static List<String> types(String pool) {
    int number = POOLS.indexOf(pool);
    return number == 0 ? EngineModel.TYPES : List.of(EngineModel.TYPES.get(number - 1));
  }

  private static String pool(int number) {
    return String.format("a%023d", number);
  }

  long now() {
    return redis.clock().seconds();
  }

  /** The entry of a new job. */
  JobEntry entry(NewJob asked) {
    ObjectNode args = JsonNodeFactory.instance.objectNode().put("n", ARGS[asked.args()]);
    return JobEntry.fresh(
        asked.type(), id(asked.number()), now(), Optional.of(args), asked.unique());
  }

  /** A submission, as the service makes it. */
  JobStore.NewJob submission(NewJob asked, long delay) {
    JobEntry entry = entry(asked);
    long now = entry.enqueuedAt();
    long runAt = asked.scheduled() ? now + delay : 0;
    Map<String, String> stats = new LinkedHashMap<>();
    stats.put("id", entry.id());
    stats.put("name", entry.name());
    stats.put("kind", asked.scheduled() ? "Scheduled" : "Generic");
    stats.put("unique", asked.unique() ? "1" : "0");
    stats.put("status", asked.scheduled() ? "Scheduled" : "Pending");
    stats.put("run_at", Long.toString(runAt));
    stats.put("web_hook_url", asked.hooked() ? "http://127.0.0.1:1/" : "");
    stats.put("max_fails", Integer.toString(asked.maxFails()));
    stats.put("revision", Long.toString(now));
    return new JobStore.NewJob(entry, runAt, stats, Optional.empty());
  }

  /** Sets back the second at which a job that waits in a sorted set is due. */
  void setBack(String set, String field, int number, long second) {
    for (String entry : probe.zrange(prefix + set, 0, -1)) {
      if (entry.contains("\"id\":\"" + id(number) + "\"")) {
        probe.zadd(prefix + set, (double) second, entry);
        probe.hset(prefix + "job_stats:" + id(number), field, Long.toString(second));
      }
    }
  }

  /** Stops a job as a node of the other kind does. */
  void stopElsewhere(int number) {
    probe.hset(prefix + "job_stats:" + id(number), "status", "Stopped");
  }

  /** Whether the record of a job says that it has ended. */
  boolean hasEnded(ModelJob job) {
    return probe.hexists(prefix + "job_stats:" + id(job.asked.number()), "ended_at");
  }

  /** Makes a counter wrong, as a node of the other kind does. */
  void drift(String type, int more) {
    probe.incrBy(prefix + "jobs:" + type + ":lock", more);
  }

  /** Makes the counter of a pool wrong. */
  void drift(String type, String pool, int more) {
    probe.hincrBy(prefix + "jobs:" + type + ":lock_info", pool, more);
  }

  /** All that there is, by the names that the model uses. */
  Map<String, String> view() {
    List<?> reply = (List<?>) probe.evalsha(snapshot, List.of(), seen);
    Map<String, String> view = new TreeMap<>();
    for (int i = 0; i < reply.size(); i += 2) {
      view.put((String) reply.get(i), (String) reply.get(i + 1));
    }
    return view;
  }

  /** Deletes all there is, so that the next sequence has a namespace as good as new. */
  void empty() {
    var keys = probe.keys(prefix + "*");
    if (!keys.isEmpty()) {
      probe.del(keys.toArray(String[]::new));
    }
  }

  @Override
  public void close() {
    empty();
    probe.close();
    redis.close();
  }

  private static String resource(String path) {
    try (InputStream in = Engine.class.getResourceAsStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
