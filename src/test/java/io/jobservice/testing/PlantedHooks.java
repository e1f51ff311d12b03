package io.jobservice.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.redis.HookOutbox;
import io.jobservice.redis.HookOutbox.Claim;
import io.jobservice.redis.HookOutbox.Result;
import io.jobservice.redis.HookOutbox.Wish;
import io.jobservice.redis.Redis;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Events of status hooks in a namespace, where no node delivers them: left there as by nodes of the
 * other kind, and failed or given up as by an agent.
 */
public final class PlantedHooks implements AutoCloseable {

  private static final String AGENT = "planter";
  private static final int ALL = 1000;

  private final RedisProbe probe;
  private final Redis redis;
  private final HookOutbox outbox;
  private int planted;

  /** Events of a namespace. */
  public PlantedHooks(String namespace) {
    this.probe = new RedisProbe(RedisServer.shared().url(), namespace);
    this.redis =
        Redis.connect(
            RedisServer.shared().url(), probe.key(""), Duration.ofMinutes(1), 4, System::nanoTime);
    this.outbox = new HookOutbox(redis);
  }

  /** The namespace. */
  public Redis redis() {
    return redis;
  }

  /** The outbox of the namespace. */
  public HookOutbox outbox() {
    return outbox;
  }

  /** Makes a record of a job, so that its events are numbered from 1. */
  public PlantedHooks job(String id) {
    probe.redis().hset(probe.key("job_stats:" + id), Map.of("id", id, "status", "Running"));
    return this;
  }

  /** Takes the record of a job away, as when it expires. */
  public void forget(String id) {
    probe.redis().del(probe.key("job_stats:" + id));
  }

  /** Adds an event that tells of a status. */
  public PlantedHooks event(String job, String status, String url) {
    return add(url, data(job, status));
  }

  /** Adds an event that tells of a check-in. */
  public PlantedHooks checkIn(String job, String text, String url) {
    return add(url, data(job, "Running").put("check_in", text));
  }

  private static ObjectNode data(String job, String status) {
    return JsonNodeFactory.instance.objectNode().put("job_id", job).put("status", status);
  }

  private PlantedHooks add(String url, ObjectNode data) {
    ObjectNode event = JsonNodeFactory.instance.objectNode().put("url", url);
    event.set("data", data);
    probe.redis().zadd(probe.key("hook_events"), planted++, event.toString());
    outbox.tidy(Duration.ofDays(1));
    return this;
  }

  /** Lets the oldest event of a job fail, to be tried again in an hour. */
  public PlantedHooks fail(String job, String error) {
    return settle(job, new Result.Failed(error, Duration.ofHours(1), true, false));
  }

  /** Gives the oldest event of a job up. */
  public PlantedHooks giveUp(String job, String error) {
    return settle(job, new Result.Dead(error, false));
  }

  private PlantedHooks settle(String job, Result result) {
    for (Claim claim : claim()) {
      if (claim.job().equals(job)) {
        outbox.settle(AGENT, claim, result, false);
      } else {
        outbox.release(AGENT, List.of(claim));
      }
    }
    return this;
  }

  /** Claims what is due, as one who is to deliver it. */
  public List<Claim> claim() {
    return outbox.claim(new Wish(AGENT, ALL, ALL, Map.of())).claims();
  }

  @Override
  public void close() {
    redis.close();
    probe.close();
  }
}
