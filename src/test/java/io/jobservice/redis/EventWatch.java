package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.redis.HookEvent.Kind;
import io.jobservice.redis.HookOutbox.Claim;
import io.jobservice.redis.HookOutbox.Result;
import io.jobservice.redis.HookOutbox.Wish;
import io.jobservice.testing.RedisProbe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what the records of jobs say with the events that tell of it. */
final class EventWatch {

  private static final String AGENT = "watch";

  private final RedisProbe probe;
  private final HookOutbox outbox;
  private final Map<String, String> states = new HashMap<>();
  private final Map<String, String> hooks = new HashMap<>();
  private final Map<String, Integer> events = new HashMap<>();

  EventWatch(RedisProbe probe, Redis redis) {
    this.probe = probe;
    this.outbox = new HookOutbox(redis);
  }

  void forget() {
    states.clear();
    hooks.clear();
    events.clear();
  }

  /** Takes a state for granted that somebody else has made. */
  void note(Collection<String> ids) {
    for (String id : ids) {
      states.put(id, state(id));
      events.put(id, of(id).size());
    }
  }

  /** Each job has had at most one change since the last look. */
  void check(Collection<String> ids, String when) {
    for (String id : ids) {
      if (hooks.computeIfAbsent(id, this::hook).isEmpty()) {
        continue;
      }
      String state = state(id);
      List<HookEvent> all = of(id);
      List<String> expected = new ArrayList<>();
      boolean told =
          !state.isEmpty() && !state.startsWith("Pending") && !state.startsWith("Scheduled");
      if (told && !state.equals(states.get(id))) {
        expected.add(state);
      }
      assertThat(all.subList(events.getOrDefault(id, 0), all.size()))
          .as("%s: events of %s", when, id)
          .extracting(event -> event.status() + " " + event.revision())
          .isEqualTo(expected);
      states.put(id, state);
      events.put(id, all.size());
    }
  }

  /** Delivers all there is, and finds nothing left of the outbox. */
  void deliverAll(String when) {
    Map<String, Long> last = new HashMap<>();
    List<Claim> claims = claims();
    while (!claims.isEmpty()) {
      for (Claim claim : claims) {
        Optional<Claim> next = Optional.of(claim);
        while (next.isPresent()) {
          assertThat(next.get().sequence())
              .as(when)
              .isGreaterThan(last.getOrDefault(claim.job(), 0L));
          last.put(claim.job(), next.get().sequence());
          next = outbox.settle(AGENT, next.get(), new Result.Delivered(), true);
        }
      }
      claims = claims();
    }
    assertThat(probe.redis().keys(probe.key("hook*")))
        .as(when)
        .allMatch(key -> key.equals(probe.key("hook_wake")));
  }

  private List<Claim> claims() {
    return outbox.claim(new Wish(AGENT, 100, 100, Map.of())).claims();
  }

  private List<HookEvent> of(String id) {
    return probe.redis().lrange(probe.key("hooks:" + id), 0, -1).stream()
        .map(text -> HookEvent.parse(id, text).orElseThrow())
        .filter(event -> event.kind() == Kind.STATUS)
        .toList();
  }

  private String hook(String id) {
    return String.valueOf(probe.redis().hget(probe.key("job_stats:" + id), "web_hook_url"))
        .replace("null", "");
  }

  private String state(String id) {
    List<String> fields = probe.redis().hmget(probe.key("job_stats:" + id), "status", "revision");
    return fields.get(0) == null
        ? ""
        : fields.get(0) + " " + (fields.get(1) == null ? "0" : fields.get(1));
  }
}
