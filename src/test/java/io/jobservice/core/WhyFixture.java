package io.jobservice.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.model.Cause;
import io.jobservice.model.Diagnosis;
import io.jobservice.model.Finding;
import io.jobservice.model.RateLimit;
import io.jobservice.model.ServiceException;
import io.jobservice.model.StrictJson;
import io.jobservice.redis.Attempt;
import io.jobservice.redis.Outcome;
import io.jobservice.redis.PoolStore;
import io.jobservice.redis.PoolStore.TypeRules;
import io.jobservice.redis.QueueStore;
import io.jobservice.redis.QueueStore.Fetch;
import io.jobservice.redis.Redis;
import io.jobservice.redis.Retention;
import io.jobservice.redis.UpkeepStore;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;

/**
 * The door on a namespace of its own, with the scripts that nodes run, but without a node: what is
 * asked after stays as it is.
 */
abstract class WhyFixture {

  static final String POOL = "aaaaaaaaaaaaaaaaaaaaaaaa";
  static final String OTHER_POOL = "bbbbbbbbbbbbbbbbbbbbbbbb";

  final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), Namespaces.fresh());
  final Redis redis =
      Redis.connect(
          RedisServer.shared().url(), probe.key(""), Duration.ofMinutes(1), 4, System::nanoTime);
  final Controller controller = Controller.withoutNode(redis, new SplittableRandom());
  final PoolStore pools = new PoolStore(redis, Retention.standard());
  final UpkeepStore upkeep = new UpkeepStore(redis, Retention.standard());
  private final QueueStore queues = new QueueStore(redis, Retention.standard());
  private int seed = 7;

  @AfterEach
  void close() {
    redis.close();
    probe.close();
  }

  long now() {
    return redis.clock().seconds();
  }

  /** A living pool of ours of one worker. */
  void pool(String id, String... types) {
    Map<String, TypeRules> rules = new TreeMap<>();
    for (String type : types) {
      rules.put(type, new TypeRules(0, 1, Optional.empty()));
    }
    pool(id, Map.of(), rules);
  }

  void pool(String id, Map<String, String> more, Map<String, TypeRules> rules) {
    Map<String, String> beat = new HashMap<>();
    beat.put("host", "node-" + id.charAt(0));
    beat.put("node_id", "node-" + id.charAt(0) + ":1");
    beat.put("beat_period", "2");
    beat.put("state", "running");
    beat.put("heartbeat_at", Long.toString(now()));
    beat.put("concurrency", "1");
    beat.put("worker_ids", id.replace(id.charAt(0), 'e'));
    beat.put("job_names", String.join(",", rules.keySet()));
    beat.putAll(more);
    pools.join(id, beat, rules);
  }

  /** A pool of one type with given rules. */
  void pool(String type, TypeRules rules) {
    pool(POOL, Map.of(), Map.of(type, rules));
  }

  static TypeRules limited(int limit) {
    return new TypeRules(limit, 1, Optional.empty());
  }

  static TypeRules rated(String rate) {
    return new TypeRules(0, 1, RateLimit.parse(rate));
  }

  static TypeRules told(String facts) {
    return new TypeRules(0, 1, Optional.empty(), facts.replace('\'', '"'));
  }

  /** The last beat of a pool was so long ago. */
  void silence(String pool, long seconds) {
    probe
        .redis()
        .hset(probe.key("worker_pools:" + pool), "heartbeat_at", Long.toString(now() - seconds));
  }

  String submit(String type) throws Exception {
    return submit(type, "{'kind':'Generic'}");
  }

  String submit(String type, String metadata) throws Exception {
    return taken("{'job':{'name':'%s','metadata':%s}}".formatted(type, metadata));
  }

  /** A body with single quotes; the id of its job. */
  String taken(String body) throws Exception {
    String json = body.replace('\'', '"');
    JsonNode answer =
        StrictJson.parse(
            new Intake(controller).submit(json.getBytes(UTF_8), Optional.empty()).json());
    return answer.path("job").path("id").asText();
  }

  /** Takes the next job for a pool. */
  Attempt fetch(String pool) {
    List<Attempt> attempts =
        queues.fetch(new Fetch(pool, "node-a:1", "node-a:1", seed++, 1, true)).attempts();
    assertThat(attempts).hasSize(1);
    return attempts.get(0);
  }

  void end(Outcome outcome) {
    queues.end(List.of(outcome), type -> false);
  }

  void fail(Attempt attempt, String error, OptionalLong retryDelay) {
    end(Outcome.failure(attempt, error, retryDelay));
  }

  void set(String id, String field, Object value) {
    probe.redis().hset(probe.key("job_stats:" + id), field, value.toString());
  }

  /** Adds to a sorted set, or moves what is there. */
  void add(String set, long second, String member) {
    probe.redis().zadd(probe.key(set), (double) second, member);
  }

  Diagnosis why(String id) throws ServiceException {
    return controller.why().of(id);
  }

  /** The cause that matters most. */
  Finding first(String id) throws ServiceException {
    return why(id).findings().get(0);
  }

  /** One of the causes that hold. */
  Finding finding(String id, Cause cause) throws ServiceException {
    return why(id).findings().stream()
        .filter(one -> one.cause() == cause)
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + cause));
  }

  List<Cause> causes(String id) throws ServiceException {
    return why(id).findings().stream().map(Finding::cause).toList();
  }

  static void assertSays(Finding finding, Cause cause, String text, String command) {
    assertThat(finding.text()).isEqualTo(text);
    assertThat(finding.cause()).isEqualTo(cause);
    assertThat(finding.command()).contains(command);
  }
}
