package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.model.EventId;
import io.jobservice.model.StatusEvent;
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

/**
 * Compares what the records of jobs say with the events that tell of it, to hooks and followers.
 */
final class EventWatch {

  private static final String AGENT = "watch";

  private final RedisProbe probe;
  private final HookOutbox outbox;
  private final Map<String, String> states = new HashMap<>();
  private final Map<String, String> hooks = new HashMap<>();
  private final Map<String, Integer> events = new HashMap<>();
  private final EventStore followed;
  private Optional<EventId> place = Optional.empty();

  EventWatch(RedisProbe probe, Redis redis) {
    this.probe = probe;
    this.outbox = new HookOutbox(redis);
    this.followed = new EventStore(redis);
  }

  /** Begins anew, also with the following. */
  void forget() {
    states.clear();
    hooks.clear();
    events.clear();
    place = Optional.of(followed.follow().newest());
  }

  /** Takes a state for granted that somebody else has made. */
  void note(Collection<String> ids) {
    for (String id : ids) {
      states.put(id, state(id));
      events.put(id, of(id).size());
    }
    heard();
  }

  /** Each job has had at most one change since the last look. */
  void check(Collection<String> ids, String when) {
    Map<String, List<String>> heard = heard();
    for (String id : ids) {
      String now = state(id);
      boolean changed = !now.isEmpty() && !now.equals(states.get(id));
      checkHeard(heard.getOrDefault(id, List.of()), now, changed, when + ": " + id);
      if (!hooks.computeIfAbsent(id, this::hook).isEmpty()) {
        checkReported(id, now, changed, when);
      }
      states.put(id, now);
    }
  }

  private static void checkHeard(List<String> heard, String now, boolean changed, String when) {
    // An execution may have been deleted and made anew within the second.
    boolean anew = heard.equals(List.of(now)) && now.startsWith("Scheduled");
    if (changed || !anew) {
      assertThat(heard).as(when).isEqualTo(changed ? List.of(now) : List.of());
    }
  }

  private void checkReported(String id, String now, boolean changed, String when) {
    List<HookEvent> all = of(id);
    boolean reported = changed && !now.startsWith("Pending") && !now.startsWith("Scheduled");
    assertThat(all.subList(events.getOrDefault(id, 0), all.size()))
        .as("%s: events of %s", when, id)
        .extracting(event -> event.status() + " " + event.revision())
        .isEqualTo(reported ? List.of(now) : List.of());
    events.put(id, all.size());
  }

  /** What followers have heard of each job since the last look. */
  private Map<String, List<String>> heard() {
    Map<String, List<String>> heard = new HashMap<>();
    EventId from = place.orElseThrow();
    for (StatusEvent event : followed.after(from, 100_000)) {
      place = Optional.of(event.id());
      if (event.type() == StatusEvent.Type.STATUS) {
        heard
            .computeIfAbsent(event.job(), any -> new ArrayList<>())
            .add(event.status() + " " + event.revision());
      }
    }
    return heard;
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
