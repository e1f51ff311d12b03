package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jobservice.model.ExecutionEntry;
import io.jobservice.model.JobEntry;
import io.jobservice.model.JobStats;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import io.jobservice.redis.PolicyStore.NewPolicy;
import io.jobservice.redis.PolicyStore.Place;
import io.jobservice.redis.PolicyStore.Timetable;
import io.jobservice.redis.PolicyTurns.Due;
import io.jobservice.redis.PolicyTurns.Enqueued;
import io.jobservice.redis.PolicyTurns.Plan;
import io.jobservice.redis.PolicyTurns.Planned;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is done to policies and their executions in whatever order, each execution that has not
 * ended is in one place, each that has is marked so, and nothing is left of a policy that ended.
 */
class RandomPoliciesTest extends StoreFixture {

  private static final int STEPS = 400;

  /** Long enough for the records of ended jobs to stay while the test looks at them. */
  private static final Retention LONG =
      new Retention(
          Retention.standard().success(),
          Retention.standard().stopped(),
          Retention.standard().error(),
          5);

  private final PolicyStore policies = new PolicyStore(redis, LONG);
  private final PolicyTurns turns = new PolicyTurns(redis, LONG);
  private final UpkeepStore upkeep = new UpkeepStore(redis, LONG);
  private final JobStore kept = new JobStore(redis, LONG);
  private final QueueStore work = new QueueStore(redis, LONG);
  private final EventWatch watch = new EventWatch(probe, redis);
  private final List<String> ids = new ArrayList<>();
  private final List<Attempt> running = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private SplittableRandom random = new SplittableRandom();

  @BeforeEach
  void join() {
    join(POOL, "A");
  }

  private static ExecutionEntry entry(String id) {
    return ExecutionEntry.of("A", id, Optional.of(JsonNodeFactory.instance.objectNode()));
  }

  private static Place place(boolean isShared, String id) {
    return new Place(isShared, "{\"id\":\"" + id + "\",\"job_name\":\"A\"}");
  }

  /** Some seconds around now, from after a second that has been looked at. */
  private Timetable timetable(long after) {
    long now = redis.clock().seconds();
    long from = Math.max(after + 1, now - random.nextInt(120));
    List<Long> due =
        LongStream.rangeClosed(from, Math.max(from, now + 3))
            .filter(second -> random.nextInt(8) == 0)
            .boxed()
            .toList();
    return new Timetable(due, Math.max(from, now + 3), OptionalLong.of(now + 60));
  }

  private void create() {
    String id = String.format("%024x", 0xdef000 + ids.size());
    Map<String, String> stats = new LinkedHashMap<>();
    stats.put("id", id);
    stats.put("name", "A");
    stats.put("kind", "Periodic");
    stats.put("status", "Scheduled");
    stats.put("cron_spec", "x");
    stats.put("web_hook_url", random.nextBoolean() ? "http://hook" : "");
    boolean isShared = random.nextBoolean();
    if (!isShared && random.nextBoolean()) {
      stats.put("overlap", "forbid");
    }
    policies.createAll(
        List.of(
            new NewPolicy(
                stats,
                place(isShared, id),
                entry(id),
                timetable(0),
                Optional.of("claim " + id),
                Optional.empty())));
    ids.add(id);
  }

  private List<String> all() {
    List<String> all = new ArrayList<>(ids);
    ids.forEach(id -> policies.executions(id).forEach(due -> all.add(id + "@" + due)));
    return all;
  }

  private JobStats stats(String id) {
    return kept.find(id).orElseThrow();
  }

  private String policy() {
    return ids.get(random.nextInt(ids.size()));
  }

  private Optional<String> execution() {
    String policy = policy();
    List<Long> all = policies.executions(policy);
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(policy + "@" + all.get(random.nextInt(all.size())));
  }

  private void change() {
    String id = policy();
    JobStats read = stats(id);
    boolean pause = random.nextBoolean();
    Map<String, String> fields = Map.of("paused", pause ? "1" : "");
    boolean isShared = !pause && !read.fields().containsKey("overlap") && random.nextBoolean();
    long now = redis.clock().seconds();
    policies.change(
        read,
        fields,
        place(isShared, id),
        entry(id),
        pause ? Timetable.none(now) : timetable(now),
        Optional.of("claim " + id));
  }

  private void turn() {
    for (String id : probe.redis().zrange(probe.key("policy_turns"), 0, -1)) {
      probe.redis().zadd(probe.key("policy_turns"), 0, id);
    }
    for (Due due : turns.turn().due()) {
      JobStats read = due.policy();
      List<Long> overdue = due.overdue();
      boolean missed = !overdue.isEmpty() && read.fields().containsKey("missing");
      List<Long> makeUp = missed ? overdue.subList(overdue.size() - 1, overdue.size()) : List.of();
      List<Long> drop = missed ? overdue.subList(0, overdue.size() - 1) : List.of();
      Timetable timetable = timetable(read.number("enqueued_to"));
      Plan plan = new Plan(timetable, makeUp, drop, overdue.size(), 1);
      assertThat(turns.enqueueAll(List.of(new Planned(read, entry(read.id()), plan))))
          .containsExactly(Enqueued.DONE);
    }
  }

  private void fetchSome() {
    running.addAll(
        work.fetch(new QueueStore.Fetch(POOL, "test", "here", random.nextInt(), 3, true))
            .attempts());
  }

  private void endSome() {
    while (!running.isEmpty() && random.nextBoolean()) {
      Attempt attempt = running.remove(random.nextInt(running.size()));
      Outcome outcome =
          switch (random.nextInt(4)) {
            case 0 -> Outcome.failure(attempt, "it failed", OptionalLong.of(random.nextInt(2)));
            case 1 -> Outcome.failure(attempt, "it failed", OptionalLong.empty());
            case 2 -> Outcome.of(attempt, Outcome.End.RETURNED);
            default -> Outcome.success(attempt, Optional.empty());
          };
      work.end(List.of(outcome), type -> false);
    }
  }

  private void retry(String id) throws JsonSyntaxException {
    Optional<JobStats> record = kept.find(id);
    if (record.isPresent()) {
      kept.retry(record.get(), record.get().toEntry(redis.clock().seconds()), "r" + done.size());
    }
  }

  private void step(int number) throws JsonSyntaxException {
    int kind = random.nextInt(20);
    done.add(number + ": " + kind);
    switch (kind) {
      case 0, 1 -> {
        if (ids.size() < 8) {
          create();
        }
      }
      case 2 -> {
        String id = policy();
        policies.end(stats(id), entry(id), random.nextBoolean());
      }
      case 3, 4 -> change();
      case 5, 6, 7 -> turn();
      case 8, 9, 10 -> upkeep.moveDue();
      case 11, 12, 13 -> fetchSome();
      case 14, 15 -> endSome();
      case 16 -> execution().ifPresent(kept::stop);
      case 17 -> execution().ifPresent(id -> kept.cancel(id, "c" + number));
      case 18 -> {
        Optional<String> some = execution();
        if (some.isPresent()) {
          retry(some.get());
        }
      }
      default -> policies.page(0, 3);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void eachExecutionIsInOnePlaceUntilItHasEnded(long seed) throws Exception {
    random = new SplittableRandom(seed);
    watch.forget();
    create();
    for (int i = 0; i < STEPS; i++) {
      step(i);
      watch.check(all(), "seed " + seed + ", step " + i + " of kind " + done.get(i));
      if (i % 10 == 0) {
        check();
      }
    }
    for (String id : ids) {
      policies.end(stats(id), entry(id), false);
      for (long due : policies.executions(id)) {
        kept.stop(id + "@" + due);
      }
    }
    upkeep.moveDue();
    fetchSome();
    for (Attempt attempt : running) {
      work.end(List.of(Outcome.success(attempt, Optional.empty())), type -> false);
    }
    upkeep.moveDue();
    check();
    for (String left :
        List.of("policies", "policy_turns", "own_policies", "period:policies", "policy_claims")) {
      assertThat(probe.redis().exists(probe.key(left))).as(left).isFalse();
    }
    for (String left : List.of("scheduled", "scheduled_own", "retry", "jobs:A")) {
      assertThat(probe.redis().exists(probe.key(left))).as(left).isFalse();
    }
    watch.deliverAll("seed " + seed);
    assertThat(probe.redis().hgetAll(probe.key("job_track:inprogress")))
        .as("track of those whose hooks are answered")
        .isEmpty();
  }

  private void check() throws JsonSyntaxException {
    Map<String, List<String>> places = places();
    for (String policy : ids) {
      JobStats record = stats(policy);
      boolean inForce = record.text("status").equals("Scheduled");
      checkPolicy(policy, record, inForce);
      for (long due : policies.executions(policy)) {
        String id = policy + "@" + due;
        Double score = probe.redis().zscore(probe.key("executions:" + policy), id);
        JobStats execution = stats(id);
        List<String> in = places.getOrDefault(id, List.of());
        String what = id + " " + execution.fields() + " " + done;
        if (score < 0) {
          assertThat(execution.isOver()).as(what).isTrue();
        } else if (in.isEmpty()) {
          boolean waitsForItsPolicy =
              record.fields().containsKey("missing") && execution.fields().containsKey("unplaced");
          assertThat(waitsForItsPolicy)
              .as(
                  what
                      + places
                      + record.fields()
                      + probe.redis().zrangeWithScores(probe.key("executions:" + policy), 0, -1)
                      + redis.clock().seconds())
              .isTrue();
        } else {
          assertThat(execution.isOver()).as(what).isFalse();
          assertThat(in).as(what).hasSize(1);
          if (!inForce) {
            assertThat(in).as(what).doesNotContain("scheduled", "scheduled_own");
          }
        }
      }
    }
    assertThat(places.keySet()).as("known").allMatch(id -> kept.find(id).isPresent());
  }

  private void checkPolicy(String id, JobStats record, boolean inForce) {
    boolean own = probe.redis().sismember(probe.key("own_policies"), id);
    boolean shared =
        probe.redis().zrange(probe.key("period:policies"), 0, -1).stream()
            .anyMatch(json -> json.contains(id));
    boolean turn = probe.redis().zscore(probe.key("policy_turns"), id) != null;
    boolean listed = probe.redis().zscore(probe.key("policies"), id) != null;
    assertThat(listed).as("%s %s", id, done).isEqualTo(inForce);
    assertThat(own || shared).as("%s %s", id, done).isEqualTo(inForce);
    assertThat(own && shared).as("%s %s", id, done).isFalse();
    assertThat(turn)
        .as("%s %s", id, done)
        .isEqualTo(inForce && !record.fields().containsKey("paused"));
  }

  /** Where the entries are. */
  private Map<String, List<String>> places() throws JsonSyntaxException {
    Map<String, List<String>> places = new HashMap<>();
    for (String set : List.of("scheduled", "scheduled_own", "retry")) {
      note(places, set, probe.redis().zrange(probe.key(set), 0, -1));
    }
    note(places, "queue", probe.redis().lrange(probe.key("jobs:A"), 0, -1));
    String inProgress = probe.key("jobs:A:" + POOL + ":inprogress");
    note(places, "in progress", probe.redis().lrange(inProgress, 0, -1));
    return places;
  }

  private static void note(Map<String, List<String>> places, String place, List<String> entries)
      throws JsonSyntaxException {
    for (String entry : entries) {
      String id = JobEntry.parse(entry.getBytes(StandardCharsets.UTF_8)).statsId();
      places.computeIfAbsent(id, any -> new ArrayList<>()).add(place);
    }
  }
}
