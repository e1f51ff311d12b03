package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.model.ExecutionEntry;
import io.jobservice.model.JobEntry;
import io.jobservice.model.JobStats;
import io.jobservice.model.PolicyPage;
import io.jobservice.redis.JobStore.Once;
import io.jobservice.redis.JobStore.Result;
import io.jobservice.redis.JobStore.Submitted;
import io.jobservice.redis.PolicyStore.Changed;
import io.jobservice.redis.PolicyStore.Created;
import io.jobservice.redis.PolicyStore.Ended;
import io.jobservice.redis.PolicyStore.NewPolicy;
import io.jobservice.redis.PolicyStore.Place;
import io.jobservice.redis.PolicyStore.Timetable;
import io.jobservice.redis.PolicyTurns.Due;
import io.jobservice.redis.PolicyTurns.Enqueued;
import io.jobservice.redis.PolicyTurns.Plan;
import io.jobservice.redis.PolicyTurns.Planned;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Policies and their executions in Redis: what makes them, moves them, and ends them. */
class PolicyStoreTest extends StoreFixture {

  private static final ObjectNode ARGS = JsonNodeFactory.instance.objectNode().put("p", 1);
  private static final String LINE = "*/30 * * * * *";

  /** Long enough for records to stay while they are looked at. */
  private static final Retention LONG = Retention.standard();

  private final PolicyStore policies = new PolicyStore(redis, LONG);
  private final PolicyTurns turns = new PolicyTurns(redis, LONG);
  private final UpkeepStore upkeep = new UpkeepStore(redis, LONG);
  private final JobStore kept = new JobStore(redis, LONG);
  private final QueueStore work = new QueueStore(redis, LONG);
  private int made;

  @BeforeEach
  void join() {
    join(POOL, "A");
  }

  private String fresh() {
    return String.format("%024x", 0xabc000 + ++made);
  }

  private long now() {
    return redis.clock().seconds();
  }

  private static ExecutionEntry entry(String id) {
    return ExecutionEntry.of("A", id, Optional.of(ARGS));
  }

  private static String json(String id) {
    return "{\"id\":\"" + id + "\",\"job_name\":\"A\",\"cron_spec\":\"" + LINE + "\"}";
  }

  private Map<String, String> record(String id) {
    String now = Long.toString(now());
    Map<String, String> stats = new LinkedHashMap<>();
    stats.put("id", id);
    stats.put("name", "A");
    stats.put("kind", "Periodic");
    stats.put("unique", "0");
    stats.put("status", "Scheduled");
    stats.put("ref_link", "/api/v1/jobs/" + id);
    stats.put("enqueue_time", now);
    stats.put("run_at", "0");
    stats.put("cron_spec", LINE);
    stats.put("web_hook_url", "");
    stats.put("numeric_policy_id", "0");
    stats.put("parameters", "{\"p\":1}");
    stats.put("update_time", now);
    stats.put("revision", now);
    return stats;
  }

  private static Timetable table(Long... due) {
    long last = due.length == 0 ? 1 : due[due.length - 1];
    return new Timetable(List.of(due), last, OptionalLong.of(last - 120));
  }

  private NewPolicy policy(String id, boolean isShared, Timetable timetable) {
    return new NewPolicy(
        record(id),
        new Place(isShared, json(id)),
        entry(id),
        timetable,
        Optional.empty(),
        Optional.empty());
  }

  private String created(boolean isShared, Long... due) {
    String id = fresh();
    Created created = create(policy(id, isShared, table(due)));
    assertThat(created.outcome()).isEqualTo(new Submitted.Taken());
    return id;
  }

  private boolean enqueue(JobStats policy, ExecutionEntry entry, Plan plan) {
    return turns
        .enqueueAll(List.of(new Planned(policy, entry, plan)))
        .equals(List.of(Enqueued.DONE));
  }

  private Created create(NewPolicy policy) {
    return policies.createAll(List.of(policy)).get(0);
  }

  private JobStats stats(String id) {
    return kept.find(id).orElseThrow();
  }

  private String execution(String policy, long due) {
    return policy + "@" + due;
  }

  private void set(String id, String field, String value) {
    probe.redis().hset(probe.key("job_stats:" + id), field, value);
  }

  private Double score(String policy, long due) {
    return probe.redis().zscore(probe.key("executions:" + policy), execution(policy, due));
  }

  private List<String> set(String name) {
    return probe.redis().zrange(probe.key(name), 0, -1);
  }

  private List<String> queue() {
    return probe.redis().lrange(probe.key("jobs:A"), 0, -1);
  }

  private Attempt run() {
    List<Attempt> attempts = fetch(POOL, 1, true).attempts();
    assertThat(attempts).hasSize(1);
    return attempts.get(0);
  }

  private void end(Outcome outcome) {
    work.end(List.of(outcome), type -> false);
  }

  private Due turnOf(String id) {
    probe.redis().zadd(probe.key("policy_turns"), 0, id);
    return turns.turn().due().stream()
        .filter(due -> due.policy().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Plan plan(Timetable timetable) {
    return new Plan(timetable, List.of(), List.of(), 0, 0);
  }

  private void assertNothingIsLeftOf(String id) {
    for (String name : List.of("policies", "policy_turns", "period:policies", "scheduled")) {
      assertThat(set(name)).as(name).noneMatch(member -> member.contains(id));
    }
    assertThat(set("scheduled_own")).noneMatch(member -> member.contains(id));
    assertThat(probe.redis().smembers(probe.key("own_policies"))).doesNotContain(id);
    assertThat(probe.redis().hvals(probe.key("policy_claims"))).doesNotContain(id);
  }

  @Test
  void aSharedPolicyAndItsExecutionsAreAsTheLayoutHasThem() {
    long due = now() + 30;
    String id = created(true, due, due + 30);
    assertThat(set("period:policies")).containsExactly(json(id));
    assertThat(set("scheduled"))
        .containsExactly(
            "{\"name\":\"A\",\"id\":\"%s\",\"t\":%d,\"args\":{\"_job_kind_periodic_\":\"%d\",\"p\":1}}"
                .formatted(id, due, due),
            entry(id).at(due + 30));
    assertThat(policies.executions(id)).containsExactly(due + 30, due);
    JobStats execution = stats(execution(id, due));
    assertThat(execution.fields())
        .containsOnlyKeys(
            "id",
            "name",
            "kind",
            "unique",
            "status",
            "ref_link",
            "enqueue_time",
            "run_at",
            "cron_spec",
            "web_hook_url",
            "numeric_policy_id",
            "upstream_job_id",
            "parameters",
            "update_time",
            "revision")
        .containsEntry("kind", "Scheduled")
        .containsEntry("status", "Scheduled")
        .containsEntry("run_at", Long.toString(due))
        .containsEntry("cron_spec", LINE)
        .containsEntry("upstream_job_id", id)
        .containsEntry("parameters", "{\"p\":1}");
    assertThat(indexed()).containsExactly(id, execution(id, due), execution(id, due + 30));
    assertThat(set("scheduled_own")).isEmpty();
  }

  @Test
  void whatTheOtherKindWouldGetWrongDoesNotReachIt() {
    long due = now() + 30;
    String id = created(false, due);
    assertThat(set("period:policies")).isEmpty();
    assertThat(set("scheduled")).isEmpty();
    assertThat(set("scheduled_own")).containsExactly(entry(id).at(due));
  }

  @Test
  void policiesOfOneSecondHaveDifferentNumbers() {
    long due = now() + 30;
    NewPolicy first = policy(fresh(), true, table(due));
    NewPolicy second = policy(fresh(), false, table(due));
    long number = create(first).number();
    long next = create(second).number();
    assertThat(next).isGreaterThan(number);
    assertThat(number).as("no second of the other kind").isGreaterThan(1_000_000_000_000L);
    assertThat(create(first))
        .as("sent again")
        .isEqualTo(new Created(new Submitted.Known(), number));
    assertThat(set("scheduled")).hasSize(1);
  }

  @Test
  void anIdempotencyKeyGivesTheFirstPolicyWithItsNumber() {
    Once once = new Once("key", "request", "{\"numeric_policy_id\":0}");
    NewPolicy first = policy(fresh(), true, table(now() + 30));
    long number =
        create(
                new NewPolicy(
                    first.stats(),
                    first.place(),
                    first.entry(),
                    first.timetable(),
                    Optional.empty(),
                    Optional.of(once)))
            .number();
    NewPolicy second = policy(fresh(), true, table(now() + 30));
    assertThat(
            create(
                    new NewPolicy(
                        second.stats(),
                        second.place(),
                        second.entry(),
                        second.timetable(),
                        Optional.empty(),
                        Optional.of(once)))
                .outcome())
        .isEqualTo(new Submitted.Again("{\"numeric_policy_id\":" + number + "}"));
    assertThat(set("policies")).hasSize(1);
  }

  @Test
  void aClaimIsHeldUntilItsPolicyEnds() {
    String first = fresh();
    assertThat(create(claiming(first)).outcome()).isEqualTo(new Submitted.Taken());
    assertThat(policies.holder("A {}")).contains(first);
    assertThat(create(claiming(fresh())).outcome())
        .isEqualTo(new Submitted.Conflict(Optional.of(first)));
    assertThat(policies.end(stats(first), entry(first), false)).isEqualTo(Ended.ENDED);
    assertThat(policies.holder("A {}")).isEmpty();
    assertNothingIsLeftOf(first);
    assertThat(create(claiming(fresh())).outcome()).isEqualTo(new Submitted.Taken());
  }

  private NewPolicy claiming(String id) {
    NewPolicy policy = policy(id, true, table(now() + 30));
    return new NewPolicy(
        policy.stats(),
        policy.place(),
        policy.entry(),
        policy.timetable(),
        Optional.of("A {}"),
        Optional.empty());
  }

  @Test
  void anExecutionRunsAndIsMarkedWhenItHasEnded() {
    for (boolean isShared : List.of(true, false)) {
      long due = now();
      String id = created(isShared, due);
      assertThat(upkeep.moveDue()).isFalse();
      Attempt attempt = run();
      assertThat(attempt.id()).isEqualTo(execution(id, due));
      assertThat(score(id, due)).isEqualTo((double) due);
      end(Outcome.success(attempt, Optional.empty()));
      assertThat(score(id, due)).isEqualTo(-1);
      assertThat(stats(execution(id, due)).status().text()).isEqualTo("Success");
    }
  }

  @Test
  void whatRanOnceIsNotMadeAgain() {
    long due = now();
    String id = created(true, due);
    upkeep.moveDue();
    end(Outcome.success(run(), Optional.empty()));
    assertThat(enqueue(stats(id), entry(id), plan(table(due, due + 30)))).isTrue();
    assertThat(set("scheduled")).containsExactly(entry(id).at(due + 30));
    assertThat(stats(execution(id, due)).status().text()).isEqualTo("Success");
  }

  @Test
  void onlyOneOfTwoNodesMakesTheNextExecutions() {
    long due = now() + 30;
    String id = created(true, due);
    JobStats read = turnOf(id).policy();
    assertThat(turns.turn().due()).as("leased").isEmpty();
    assertThat(enqueue(read, entry(id), plan(table(due + 30)))).isTrue();
    assertThat(enqueue(read, entry(id), plan(table(due + 60)))).isFalse();
    assertThat(policies.executions(id)).containsExactly(due + 30, due);
    assertThat(probe.redis().zscore(probe.key("policy_turns"), id))
        .isEqualTo((double) (due + 30 - 120));
  }

  @Test
  void aTurnIsGivenToWhoAsksWhenItHasCome() {
    long due = now() + 1000;
    String id = created(true, due);
    PolicyTurns.Turn turn = turns.turn();
    assertThat(turn.due()).isEmpty();
    assertThat(turn.nextAt()).hasValue(due - 120);
    assertThat(turn.now()).isBetween(now() - 1, now());
    assertThat(turnOf(id).overdue()).isEmpty();
    assertThat(probe.redis().get(probe.key("last_periodic_enqueue_h"))).isNotNull();
  }

  @Test
  void whatIsLateByLessThanAMinuteRunsAllTheSame() {
    long due = now() - 30;
    created(true, due, due + 10, due + 20);
    assertThat(upkeep.moveDue()).isFalse();
    assertThat(queue()).hasSize(3);
  }

  @Test
  void missedExecutionsAreLeftToTheirPolicy() {
    long due = now() - 90;
    String id = created(true, due, due + 30, due + 60, now());
    created(true, now() - 20);
    assertThat(upkeep.moveDue()).isTrue();
    assertThat(queue()).as("the one that is on time, and the other policy's").hasSize(2);
    assertThat(set("scheduled")).isEmpty();
    Due turn = turnOf(id);
    assertThat(turn.overdue()).containsExactly(due, due + 30, due + 60);

    List<Long> older = List.of(due, due + 30);
    Plan plan = new Plan(table(now() + 30), List.of(due + 60), older, 3, due);
    assertThat(enqueue(turn.policy(), entry(id), plan)).isTrue();
    assertThat(upkeep.moveDue()).isFalse();
    assertThat(queue()).hasSize(3);
    assertThat(stats(execution(id, due + 60)).fields())
        .containsEntry("missed", "3")
        .containsEntry("missed_since", Long.toString(due))
        .containsKey("queued_at");
    for (Long dropped : older) {
      assertThat(stats(execution(id, dropped)).text("status")).isEqualTo("Stopped");
      assertThat(stats(execution(id, dropped)).text("stop_reason")).contains("missed");
      assertThat(score(id, dropped)).isEqualTo(-1);
    }
    assertThat(stats(id).fields()).doesNotContainKey("missing");
  }

  @Test
  void whatAMoverOfTheOtherKindPutOnTheQueueIsNotMissed() {
    long due = now() - 90;
    String id = created(true, due, due + 10);
    probe.redis().zrem(probe.key("scheduled"), entry(id).at(due));
    probe.redis().lpush(probe.key("jobs:A"), entry(id).at(due));
    upkeep.moveDue();
    Due turn = turnOf(id);
    Plan plan = new Plan(table(now() + 30), List.of(), turn.overdue(), 0, 0);
    assertThat(enqueue(turn.policy(), entry(id), plan)).isTrue();
    assertThat(stats(execution(id, due)).text("status")).isEqualTo("Scheduled");
    assertThat(stats(execution(id, due + 10)).text("status")).isEqualTo("Stopped");
    assertThat(run().id()).isEqualTo(execution(id, due));
  }

  @Test
  void aMissedInstantWithoutExecutionIsMadeUpForToo() {
    long due = now() - 90;
    String id = created(false, due);
    JobStats read = turnOf(id).policy();
    Plan plan = new Plan(table(now() + 30), List.of(due + 80), List.of(due), 4, due);
    assertThat(enqueue(read, entry(id), plan)).isTrue();
    assertThat(upkeep.moveDue()).isFalse();
    assertThat(queue()).hasSize(1);
    assertThat(run().id()).isEqualTo(execution(id, due + 80));
  }

  @Test
  void aMissedExecutionCanBeStopped() {
    long due = now() - 90;
    String id = created(true, due);
    upkeep.moveDue();
    assertThat(kept.stop(execution(id, due)).result()).isEqualTo(Result.STOPPED);
    assertThat(stats(execution(id, due)).isOver()).isTrue();
    assertThat(turnOf(id).overdue()).isEmpty();
  }

  @Test
  void aPausedPolicyDoesNotRunWhatTheOtherKindBringsBack() {
    long due = now();
    String id = created(true, due);
    set(id, "paused", "1");
    upkeep.moveDue();
    assertThat(queue()).isEmpty();
    assertThat(stats(execution(id, due)).fields())
        .containsEntry("status", "Stopped")
        .containsEntry("stop_reason", "its schedule was paused");
  }

  @Test
  void anOverlappingExecutionIsSkippedWhereThatIsForbidden() {
    long due = now() - 1;
    String id = created(false, due);
    set(id, "overlap", "forbid");
    upkeep.moveDue();
    Attempt first = run();
    enqueue(stats(id), entry(id), plan(table(due + 1)));
    upkeep.moveDue();
    assertThat(queue()).isEmpty();
    assertThat(stats(execution(id, due + 1)).fields())
        .containsEntry("status", "Stopped")
        .containsEntry("stop_reason", "execution " + first.id() + " was still under way");
    end(Outcome.success(first, Optional.empty()));

    enqueue(stats(id), entry(id), plan(table(due - 1)));
    upkeep.moveDue();
    assertThat(queue()).as("nothing is under way any more").hasSize(1);
  }

  @Test
  void oneThatWasToldToStopIsUnderWayUntilItHasEnded() {
    long due = now() - 1;
    String id = created(false, due);
    set(id, "overlap", "forbid");
    upkeep.moveDue();
    Attempt first = run();
    assertThat(kept.stop(first.id()).result()).isEqualTo(Result.TOLD);
    enqueue(stats(id), entry(id), plan(table(due + 1)));
    upkeep.moveDue();
    assertThat(queue()).isEmpty();
  }

  @Test
  void aStoppedExecutionDoesNotComeBack() {
    long due = now() + 60;
    String id = created(true, due, due + 30);
    assertThat(kept.stop(execution(id, due)).result()).isEqualTo(Result.STOPPED);
    assertThat(set("scheduled")).containsExactly(entry(id).at(due + 30));
    assertThat(score(id, due)).isEqualTo(-1);
    enqueue(stats(id), entry(id), plan(table(due, due + 30, due + 60)));
    assertThat(stats(execution(id, due)).text("status")).isEqualTo("Stopped");
    assertThat(set("scheduled")).hasSize(2);
  }

  @Test
  void aCancelledExecutionOfAnyPolicyCanBeRetried() {
    long due = now() + 60;
    String id = created(false, due);
    assertThat(kept.cancel(execution(id, due), "t").result()).isEqualTo(Result.CANCELLED);
    assertThat(set("scheduled_own")).isEmpty();
    JobStats cancelled = stats(execution(id, due));
    assertThat(cancelled.text("status")).isEqualTo("Cancelled");
    assertThat(set("dead")).containsExactly(entry(id).at(due));
    JobEntry fresh =
        JobEntry.fresh(
            "A",
            id,
            now(),
            Optional.of(ARGS.deepCopy().put("_job_kind_periodic_", "" + due)),
            false);
    assertThat(kept.retry(cancelled, fresh, "r").result()).isEqualTo(Result.RETRIED);
    assertThat(stats(execution(id, due)).text("run_at")).isEqualTo(Long.toString(due));
    assertThat(score(id, due)).isEqualTo((double) due);
    assertThat(set("dead")).isEmpty();
  }

  @Test
  void stopAndCancelSayThatItIsAPolicy() {
    String id = created(true, now() + 60);
    assertThat(kept.stop(id).result()).isEqualTo(Result.POLICY);
    assertThat(kept.cancel(id, "t").result()).isEqualTo(Result.POLICY);
    assertThat(stats(id).text("status")).isEqualTo("Scheduled");
  }

  @Test
  void theEndOfAPolicyStopsWhatWaitsAndTellsWhatRuns() {
    long due = now() - 2;
    String id = created(true, due, due + 1, due + 60, due + 90);
    upkeep.moveDue();
    Attempt running = run();
    assertThat(policies.end(stats(id), entry(id), false)).isEqualTo(Ended.ENDED);
    assertNothingIsLeftOf(id);
    assertThat(stats(id).text("status")).isEqualTo("Stopped");
    assertThat(stats(running.id()).fields())
        .containsEntry("status", "Stopped")
        .containsEntry("op_command", "stop");
    for (Long waiting : List.of(due + 1, due + 60, due + 90)) {
      assertThat(stats(execution(id, waiting)).isOver()).isTrue();
      assertThat(stats(execution(id, waiting)).text("status")).isEqualTo("Stopped");
      assertThat(stats(execution(id, waiting)).text("stop_reason"))
          .isEqualTo("its schedule was stopped");
    }
    assertThat(queue()).isEmpty();
    assertThat(policies.executions(id)).hasSize(4);
    assertThat(probe.redis().ttl(probe.key("executions:" + id))).isPositive();
    assertThat(policies.end(stats(id), entry(id), false)).isEqualTo(Ended.FINAL);
    assertThat(policies.page(0, 10).policies()).isEmpty();
  }

  @Test
  void aPolicyThatIsCancelledLeavesExecutionsThatCanBeRetried() {
    long due = now() - 2;
    String id = created(false, due, due + 60);
    upkeep.moveDue();
    Attempt running = run();
    assertThat(policies.end(stats(id), entry(id), true)).isEqualTo(Ended.ENDED);
    assertThat(stats(running.id()).fields())
        .containsEntry("status", "Running")
        .containsEntry("op_command", "cancel");
    assertThat(stats(execution(id, due + 60)).text("status")).isEqualTo("Cancelled");
    assertThat(set("dead")).containsExactly(entry(id).at(due + 60));
    end(Outcome.of(running, Outcome.End.CANCELLED));
    assertThat(set("dead")).hasSize(2);
    assertNothingIsLeftOf(id);
  }

  @Test
  void theEndOfAPolicyStopsAnExecutionThatWaitsForItsRetry() {
    long due = now() - 2;
    String id = created(true, due);
    upkeep.moveDue();
    end(Outcome.failure(run(), "it failed", OptionalLong.of(100)));
    assertThat(set("retry")).hasSize(1);
    policies.end(stats(id), entry(id), false);
    assertThat(set("retry")).isEmpty();
    assertThat(stats(execution(id, due)).text("status")).isEqualTo("Stopped");
  }

  @Test
  void anExecutionOnALongQueueIsDroppedLater() {
    String id = created(true, now() - 1);
    upkeep.moveDue();
    for (int i = 0; i < 1001; i++) {
      pushElsewhere("A");
    }
    assertThat(policies.end(stats(id), entry(id), false)).isEqualTo(Ended.LATER);
    assertThat(kept.drop("A")).isEqualTo(1);
    assertThat(queue()).noneMatch(entry -> entry.contains(id));
  }

  private Changed change(JobStats read, Map<String, String> fields, boolean shared, Long... due) {
    Place place = new Place(shared, json(read.id()));
    Timetable timetable = due.length == 0 ? Timetable.none(now()) : table(due);
    return policies.change(read, fields, place, entry(read.id()), timetable, Optional.empty());
  }

  @Test
  void aPausedPolicyHasNoExecutionsUntilItGoesOn() {
    long due = now() + 60;
    String id = created(true, due, due + 30);
    JobStats read = stats(id);
    assertThat(change(read, Map.of("paused", "1"), false)).isEqualTo(Changed.DONE);
    assertThat(change(read, Map.of("paused", "1"), false)).as("again").isEqualTo(Changed.OUTDATED);
    assertThat(set("period:policies")).isEmpty();
    assertThat(set("scheduled")).isEmpty();
    assertThat(set("policy_turns")).isEmpty();
    assertThat(policies.executions(id)).isEmpty();
    assertThat(kept.find(execution(id, due))).isEmpty();
    assertThat(indexed()).containsExactly(id);
    assertThat(policies.page(0, 10).policies()).hasSize(1);

    assertThat(change(stats(id), Map.of("paused", ""), true, due, due + 30))
        .isEqualTo(Changed.DONE);
    assertThat(set("scheduled")).as("the same instants").hasSize(2);
    assertThat(set("period:policies")).containsExactly(json(id));
    assertThat(set("policy_turns")).containsExactly(id);
    assertThat(stats(id).fields()).doesNotContainKey("paused");
  }

  @Test
  void aChangeReplacesWhatIsToComeAndKeepsWhatIsDue() {
    long due = now();
    String id = created(true, due, due + 60);
    JobStats read = stats(id);
    Map<String, String> fields = Map.of("cron_spec", "CRON_TZ=Europe/Berlin 0 * * * * *");
    assertThat(change(read, fields, false, due + 120)).isEqualTo(Changed.DONE);
    assertThat(policies.executions(id)).containsExactly(due + 120, due);
    assertThat(set("scheduled_own")).containsExactly(entry(id).at(due + 120));
    assertThat(stats(execution(id, due + 120)).text("cron_spec")).startsWith("CRON_TZ");
    upkeep.moveDue();
    assertThat(queue()).hasSize(1);
    assertThat(enqueue(read, entry(id), plan(table(due + 90)))).as("too late").isFalse();
  }

  @Test
  void whatIsNoPolicyIsNotChanged() {
    JobStore.NewJob job = job("A");
    kept.submit(job);
    JobStats plain = stats(job.entry().id());
    assertThat(change(plain, Map.of("paused", "1"), false)).isEqualTo(Changed.REFUSED);
    assertThat(policies.end(plain, entry(plain.id()), false)).isEqualTo(Ended.REFUSED);
    JobStats gone = JobStats.of(Map.of("id", "none"));
    assertThat(change(gone, Map.of("paused", "1"), false)).isEqualTo(Changed.UNKNOWN);
    assertThat(policies.end(gone, entry("none"), false)).isEqualTo(Ended.UNKNOWN);
  }

  @Test
  void executionsThatEndedLongAgoAreDeletedButForTheNewest() {
    String id = created(true, now() + 60);
    long old = now() - 10_000;
    LongStream.range(0, 130)
        .forEach(
            i -> {
              String execution = execution(id, old + i);
              probe.redis().zadd(probe.key("executions:" + id), -1, execution);
              set(execution, "status", "Success");
            });
    long recent = now() - 300;
    probe.redis().zadd(probe.key("executions:" + id), -1, execution(id, recent));
    probe.redis().del(probe.key("job_stats:" + execution(id, old + 120)));
    assertThat(enqueue(stats(id), entry(id), plan(table(now() + 90)))).isTrue();
    List<Long> left = policies.executions(id);
    assertThat(left).hasSize(2 + 1 + 98).contains(recent, old + 129, old + 31);
    assertThat(left).doesNotContain(old + 30, old, old + 120);
    assertThat(kept.find(execution(id, old))).isEmpty();
    assertThat(kept.find(execution(id, old + 31))).isPresent();
  }

  @Test
  void policiesOfTheOtherKindAreNoticedAndForgotten() {
    String id = fresh();
    long number = now() - 1000;
    probe.redis().zadd(probe.key("period:policies"), (double) number, json(id));
    probe.redis().zadd(probe.key("period:policies"), (double) number, json(fresh()));
    probe.redis().zadd(probe.key("period:policies"), (double) (number + 1), "no policy");
    probe.redis().zadd(probe.key("executions:" + id), -1, execution(id, now() - 400));
    turns.turn();
    assertThat(policies.page(0, 10).total()).isEqualTo(2);
    assertThat(stats(id).fields())
        .containsEntry("kind", "Periodic")
        .containsEntry("numeric_policy_id", Long.toString(number))
        .containsEntry("enqueued_to", Long.toString(now() - 400));
    Due turn = turnOf(id);
    assertThat(enqueue(turn.policy(), entry(id), plan(table(now() + 30)))).isTrue();
    assertThat(set("scheduled")).hasSize(1);

    probe.redis().zrem(probe.key("period:policies"), json(id));
    turns.turn();
    assertThat(set("policies")).hasSize(1).doesNotContain(id);
    assertThat(set("policy_turns")).doesNotContain(id);
  }

  @Test
  void pagesGoOnBehindTheLastPolicy() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(0, created(i % 2 == 0, now() + 60));
    }
    PolicyPage first = policies.page(0, 2);
    PolicyPage second = policies.page(first.next(), 2);
    PolicyPage third = policies.page(second.next(), 2);
    assertThat(List.of(first, second, third))
        .flatExtracting(PolicyPage::policies)
        .extracting(JobStats::id)
        .containsExactlyElementsOf(ids);
    assertThat(third.next()).isZero();
    assertThat(first.total()).isEqualTo(5);
  }

  @Test
  void policiesOfOneNumberAreOnOnePage() {
    for (int i = 0; i < 4; i++) {
      probe.redis().zadd(probe.key("period:policies"), 1000, json(fresh()));
    }
    turns.turn();
    PolicyPage page = policies.page(0, 2);
    assertThat(page.policies()).hasSize(4);
    assertThat(page.next()).isZero();
  }

  @Test
  void executionsOfAllPoliciesAreListedWithWhatWaitsForItsTime() {
    long base = now() + 100;
    List<String> expected = new ArrayList<>();
    String own = created(false, base + 1, base + 2, base + 7, base + 8, base + 9);
    String shared = created(true, base, base + 3, base + 4, base + 10);
    for (long due = base; due <= base + 10; due++) {
      String policy = set("scheduled_own").contains(entry(own).at(due)) ? own : shared;
      if (kept.find(execution(policy, due)).isPresent()) {
        expected.add(execution(policy, due));
      }
    }
    assertThat(expected).hasSize(9);
    for (int size = 1; size <= 10; size++) {
      List<String> listed = new ArrayList<>();
      for (int page = 1; page <= 9 / size + 1; page++) {
        index.scheduled(page, size).jobs().forEach(job -> listed.add(job.id()));
      }
      assertThat(listed).as("pages of " + size).containsExactlyElementsOf(expected);
    }
    assertThat(index.scheduled(1, 1).total()).isEqualTo(9);
    assertThat(index.scheduled(100, 10).jobs()).isEmpty();
  }

  @Test
  void aTurnFindsAsMissedWhatAMoverWouldLeave() {
    long now = now();
    List<Long> due = LongStream.rangeClosed(now - 6, now).boxed().toList();
    String id = created(true, due.toArray(Long[]::new));
    set(id, "missing", "1");
    probe.redis().zadd(probe.key("policy_turns"), 0, id);
    PolicyTurns.Turn turn = turns.turn();
    List<Long> late = due.stream().filter(second -> second < turn.now() - 2).toList();
    assertThat(turn.due().get(0).overdue()).isEqualTo(late).hasSizeBetween(4, 6);
  }

  @Test
  void whatAMoverLeavesWhileAPolicyHasItsTurnWaitsForTheNextOne() {
    long due = now() - 90;
    String id = created(true, due, due + 10);
    probe.redis().zrem(probe.key("scheduled"), entry(id).at(due + 10));
    upkeep.moveDue();
    Due turn = turnOf(id);
    probe.redis().zadd(probe.key("scheduled"), (double) (due + 10), entry(id).at(due + 10));
    upkeep.moveDue();
    Plan plan = new Plan(table(now() + 30), List.of(due), List.of(), 1, due);
    assertThat(enqueue(turn.policy(), entry(id), plan)).isTrue();
    assertThat(turns.turn().due()).extracting(found -> found.policy().id()).contains(id);
    assertThat(stats(id).fields()).containsKey("missing");
    Plan rest = new Plan(table(now() + 60), List.of(due + 10), List.of(), 1, due);
    assertThat(enqueue(stats(id), entry(id), rest)).isTrue();
    assertThat(stats(id).fields()).doesNotContainKey("missing");
    upkeep.moveDue();
    assertThat(queue()).hasSize(2);
  }

  @Test
  void whatIsSkippedIsNoReasonToStopWhatIsOnTime() {
    String id = created(false, now() - 90, now());
    set(id, "misfire", "skip");
    set(id, "overlap", "forbid");
    upkeep.moveDue();
    assertThat(queue()).hasSize(1);
  }

  @Test
  void aPolicyThatAReaperOfTheOtherKindGaveUpIsInForce() {
    String ours = created(false, now() + 30);
    String theirs = fresh();
    probe.redis().zadd(probe.key("period:policies"), (double) (now() - 1000), json(theirs));
    probe.redis().hset(probe.key("job_stats:" + theirs), record(theirs));
    for (String id : List.of(ours, theirs)) {
      set(id, "status", "Error");
      probe.redis().expire(probe.key("job_stats:" + id), 604_800);
    }
    turns.turn();
    for (String id : List.of(ours, theirs)) {
      assertThat(turnOf(id).policy().text("status")).isEqualTo("Scheduled");
      assertThat(probe.redis().ttl(probe.key("job_stats:" + id))).isEqualTo(-1);
    }
    assertThat(set("policies")).contains(ours, theirs);
  }

  @Test
  void aRecordOfAnotherTypeHurtsNoOtherPolicy() {
    String odd = fresh();
    String sound = fresh();
    probe.redis().set(probe.key("job_stats:" + odd), "text");
    probe.redis().set(probe.key("executions:" + sound), "text");
    probe.redis().zadd(probe.key("period:policies"), (double) (now() - 1000), json(odd));
    probe.redis().zadd(probe.key("period:policies"), (double) (now() - 999), json(sound));
    turns.turn();
    assertThat(set("policies")).containsExactly(sound);
    set(sound, "missing", "1");
    assertThat(turnOf(sound).overdue()).isEmpty();
    set(sound, "numeric_policy_id", "nonsense");
    probe.redis().zadd(probe.key("policy_turns"), 0, sound);
    assertThat(turns.turn().due()).isEmpty();
  }

  @Test
  void anExecutionOfAPolicyWithoutRecordHoldsUpNoOther() {
    String odd = created(true, now() - 1);
    created(true, now());
    probe.redis().del(probe.key("job_stats:" + odd));
    probe.redis().set(probe.key("job_stats:" + odd), "text");
    upkeep.moveDue();
    assertThat(queue()).hasSize(2);
  }

  @Test
  void aPolicyThatANodeOfTheOtherKindStoppedFiresNoMore() {
    long due = now();
    String id = created(false, due);
    set(id, "status", "Stopped");
    upkeep.moveDue();
    assertThat(queue()).isEmpty();
    assertThat(stats(execution(id, due)).fields())
        .containsEntry("status", "Stopped")
        .containsEntry("stop_reason", "its schedule had ended");
    assertThat(score(id, due)).isEqualTo(-1);
  }

  @Test
  void aChangeOfOptionsThatWereChangedMeanwhileIsOutdated() {
    String id = created(true, now() + 86_400);
    JobStats read = stats(id);
    set(id, "overlap", "forbid");
    assertThat(change(read, Map.of("misfire", "skip"), false)).isEqualTo(Changed.OUTDATED);
    assertThat(change(stats(id), Map.of("misfire", "skip"), false)).isEqualTo(Changed.DONE);
    assertThat(change(read, Map.of("cron_spec", "0 0 0 * * *"), true)).isEqualTo(Changed.OUTDATED);
  }

  @Test
  void executionsWhoseRecordsOthersDeletedAreForgotten() {
    long old = now() - 10_000;
    String id = created(true, now() + 60);
    probe.redis().zadd(probe.key("executions:" + id), (double) old, execution(id, old));
    probe.redis().zadd(probe.key("executions:" + id), (double) (old + 1), execution(id, old + 1));
    set(execution(id, old + 1), "status", "Running");
    assertThat(enqueue(stats(id), entry(id), plan(table(now() + 90)))).isTrue();
    assertThat(policies.executions(id)).hasSize(3).contains(old + 1).doesNotContain(old);
  }

  @Test
  void aPolicyWithVeryManyExecutionsEndsInPieces() {
    long base = now() + 10;
    String id = created(true, LongStream.range(base, base + 1100).boxed().toArray(Long[]::new));
    assertThat(policies.end(stats(id), entry(id), false)).isEqualTo(Ended.ENDED);
    assertNothingIsLeftOf(id);
    assertThat(stats(id).fields()).doesNotContainKey("ending");
    assertThat(probe.redis().zcount(probe.key("executions:" + id), 1, 1e12)).isZero();
  }

  @Test
  void whoStopsItAgainGoesOnWhereTheEndOfAPolicyBrokeOff() {
    long due = now() + 10;
    String id = created(true, due);
    set(id, "status", "Stopped");
    set(id, "ending", "1");
    assertThat(kept.stop(id).result()).isEqualTo(Result.POLICY);
    assertThat(policies.end(stats(id), entry(id), false)).isEqualTo(Ended.ENDED);
    assertThat(stats(execution(id, due)).text("status")).isEqualTo("Stopped");
    assertThat(kept.stop(id).result()).isEqualTo(Result.FINAL);
  }

  @Test
  void anEntryThatWasWrittenOtherwiseGoesWithItsExecution() {
    long due = now() + 60;
    String id = created(true, due);
    String other = entry(id).at(due).replace("\"p\":1", "\"p\":1.0");
    probe.redis().zrem(probe.key("scheduled"), entry(id).at(due));
    probe.redis().zadd(probe.key("scheduled"), (double) due, other);
    assertThat(change(stats(id), Map.of("paused", "1"), false)).isEqualTo(Changed.DONE);
    assertThat(set("scheduled")).isEmpty();
  }

  @Test
  void anOverdueExecutionWithoutEntryIsStoppedWhereItsPolicyDoesNotFire() {
    long due = now() - 600;
    String paused = created(true, due);
    set(paused, "paused", "1");
    String ended = created(true, due);
    set(ended, "status", "Stopped");
    probe.redis().del(probe.key("scheduled"));
    upkeep.refresh("0");
    for (String id : List.of(paused, ended)) {
      assertThat(stats(execution(id, due)).isOver()).as(id).isTrue();
      assertThat(stats(execution(id, due)).text("status")).isEqualTo("Stopped");
    }
    assertThat(queue()).isEmpty();
  }

  @Test
  void whatCannotBeAPolicyIsPassedOver() {
    for (String id : List.of("a@1", "a b", "")) {
      probe.redis().zadd(probe.key("period:policies"), 1000, json(id));
    }
    String json = "{\"id\":\"abc\",\"job_name\":\"A:lock\"}";
    probe.redis().zadd(probe.key("period:policies"), 1000, json);
    turns.turn();
    assertThat(set("policies")).isEmpty();
  }
}
