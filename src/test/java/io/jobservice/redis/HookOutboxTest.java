package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.redis.HookEvent.Kind;
import io.jobservice.redis.HookOutbox.Claim;
import io.jobservice.redis.HookOutbox.Claimed;
import io.jobservice.redis.HookOutbox.Counts;
import io.jobservice.redis.HookOutbox.Page;
import io.jobservice.redis.HookOutbox.Result;
import io.jobservice.redis.HookOutbox.Shown;
import io.jobservice.redis.HookOutbox.Wish;
import io.jobservice.redis.JobStore.NewJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HookOutboxTest extends StoreFixture {

  private static final String URL = "http://user:pw@Receiver:8080/path?token=x";
  private static final String ENDPOINT = "http://receiver:8080";
  private static final Result DELIVERED = new Result.Delivered();

  private final HookOutbox outbox = new HookOutbox(redis);
  private final JobStore lasting = new JobStore(redis, Retention.standard());
  private final QueueStore ends = new QueueStore(redis, Retention.standard());

  @BeforeEach
  void join() {
    join(POOL, "A");
  }

  private NewJob hooked(String url) {
    NewJob job = job("A");
    Map<String, String> stats = new LinkedHashMap<>(job.stats());
    stats.put("web_hook_url", url);
    return new NewJob(job.entry(), 0, stats, Optional.empty());
  }

  private String submit(String url) {
    NewJob job = hooked(url);
    lasting.submit(job);
    return job.entry().id();
  }

  private Attempt run(String url) {
    submit(url);
    return fetch(POOL, 1, true).attempts().get(0);
  }

  private Attempt ended(String url) {
    Attempt attempt = run(url);
    ends.end(List.of(Outcome.success(attempt, Optional.empty())), type -> false);
    return attempt;
  }

  private Claimed claim(String agent, int slots) {
    return outbox.claim(new Wish(agent, slots, 4, Map.of()));
  }

  private Claim claimOne(String agent) {
    return claim(agent, 1).claims().get(0);
  }

  private static Result failed() {
    return new Result.Failed("it failed", Duration.ofSeconds(2), false, true);
  }

  private String stat(String id, String field) {
    return probe.redis().hget(probe.key("job_stats:" + id), field);
  }

  private String track(String id) {
    return probe.redis().hget(probe.key("job_track:inprogress"), id);
  }

  /** Time passes: whatever waits is due, and claims have lapsed. */
  private void later() {
    for (String endpoint : probe.redis().zrange(probe.key("hook_endpoints"), 0, -1)) {
      String due = probe.key("hook_due:" + endpoint);
      probe.redis().zrange(due, 0, -1).forEach(job -> probe.redis().zadd(due, 1, job));
      probe.redis().zadd(probe.key("hook_endpoints"), 1, endpoint);
      if (probe.redis().exists(probe.key("hook_breaker:" + endpoint))) {
        probe.redis().hset(probe.key("hook_breaker:" + endpoint), "closed_until", "1");
      }
    }
  }

  private List<String> deliverAll() {
    List<String> ids = new ArrayList<>();
    for (Claim claim : claim("agent", 100).claims()) {
      for (Optional<Claim> next = Optional.of(claim); next.isPresent(); ) {
        ids.add(next.get().event().map(HookEvent::id).orElse("none"));
        next = outbox.settle("agent", next.get(), DELIVERED, true);
      }
    }
    return ids;
  }

  @Test
  void tellsOfEachStatusWithTheRecordOfThatMoment() {
    Attempt attempt = run(URL);
    assertThat(ends.checkIn(attempt, "30%", Duration.ZERO)).isTrue();
    ends.end(List.of(Outcome.success(attempt, Optional.of("{\"big\":1}"))), type -> false);
    assertThat(outbox.pendingOf(attempt.id(), 10))
        .extracting(shown -> shown.event().kind() + " " + shown.event().status())
        .containsExactly("STATUS Running", "CHECK_IN Running", "STATUS Success");
    List<Shown> shown = outbox.pendingOf(attempt.id(), 10);
    assertThat(shown).extracting(s -> s.event().sequence()).containsExactly(1L, 2L, 3L);
    assertThat(shown).extracting(s -> s.event().last()).containsExactly(false, false, true);
    String head =
        "{\"job_id\":\"" + attempt.id() + "\",\"status\":\"Running\",\"check_in\":\"30%\",";
    assertThat(shown.get(1).event().body())
        .startsWith(head + "\"metadata\":{\"id\":\"" + attempt.id() + "\",\"status\":\"Running\"")
        .contains("\"check_in\":\"30%\",\"check_in_at\":")
        .doesNotContain("\"pool\"", "hook_seq", "hook_status");
    assertThat(shown.get(0).event().body()).doesNotContain("check_in");
    assertThat(shown.get(2).event().body()).doesNotContain("result").contains("\"Success\"");
  }

  @Test
  void tellsOfACancelledJobWhosePoolDied() {
    Attempt attempt = run(URL);
    lasting.cancel(attempt.id(), "token");
    assertThat(pools.reap(pools.list().get(0))).isEqualTo(PoolStore.Reaped.DONE);
    assertThat(outbox.pendingOf(attempt.id(), 10))
        .extracting(shown -> shown.event().status())
        .containsExactly("Running", "Cancelled");
  }

  @Test
  void tellsOfTheEndOfAJobWhoseHookTheOtherKindSavedLate() {
    pushElsewhere("A");
    Attempt attempt = fetch(POOL, 1, true).attempts().get(0);
    Outcome outcome = Outcome.success(attempt, Optional.empty());
    ends.end(List.of(outcome), type -> false);
    Map<String, String> late = Map.of("status", "Pending", "web_hook_url", URL);
    probe.redis().hset(probe.key("job_stats:" + attempt.id()), late);
    assertThat(ends.confirm(outcome)).isTrue();
    assertThat(outbox.pendingOf(attempt.id(), 10))
        .extracting(shown -> shown.event().status())
        .containsExactly("Success");
    assertThat(ends.confirm(outcome)).isFalse();
    assertThat(deliverAll()).hasSize(1);
    assertThat(track(attempt.id())).isNull();
  }

  @Test
  void aJobWithoutAHookLeavesNothing() {
    Attempt attempt = run("");
    ends.checkIn(attempt, "30%", Duration.ZERO);
    ends.end(List.of(Outcome.success(attempt, Optional.empty())), type -> false);
    assertThat(probe.redis().keys(probe.key("hook*"))).isEmpty();
    assertThat(outbox.counts()).isEqualTo(new Counts(0, 0));
  }

  @Test
  void oneAgentAtATimeHasAJobAndItsEventsComeInOrder() {
    Attempt attempt = ended(URL);
    Claim first = claimOne("a");
    assertThat(first.endpoint()).isEqualTo(ENDPOINT);
    assertThat(first.event()).map(HookEvent::url).contains(URL);
    assertThat(claim("b", 10).claims()).isEmpty();
    Claim second = outbox.settle("a", first, DELIVERED, true).orElseThrow();
    assertThat(second.event()).map(HookEvent::status).contains("Success");
    assertThat(claim("b", 10).claims()).isEmpty();
    assertThat(outbox.settle("a", second, DELIVERED, true)).isEmpty();
    assertThat(probe.redis().keys(probe.key("hook*")))
        .allMatch(key -> key.equals(probe.key("hook_wake")));
    assertThat(stat(attempt.id(), "hook_seq")).isEqualTo("2");
  }

  @Test
  void givesAJobBackBetweenTwoEventsWhenAsked() {
    ended(URL);
    Claim first = claimOne("a");
    assertThat(outbox.settle("a", first, DELIVERED, false)).isEmpty();
    assertThat(claimOne("b").sequence()).isEqualTo(2);
  }

  @Test
  void acknowledgesAsTheLayoutHasItAndLowersTheTrackAtTheEnd() {
    Attempt attempt = run(URL);
    assertThat(track(attempt.id())).isEqualTo("2");
    Claim running = claimOne("a");
    ends.end(List.of(Outcome.success(attempt, Optional.empty())), type -> false);
    assertThat(track(attempt.id())).isEqualTo("1");
    Claim last = outbox.settle("a", running, DELIVERED, true).orElseThrow();
    String revision = stat(attempt.id(), "revision");
    assertThat(stat(attempt.id(), "ack"))
        .isEqualTo("{\"status\":\"Running\",\"revision\":" + revision + ",\"check_in_at\":0}");
    assertThat(track(attempt.id())).isEqualTo("1");
    outbox.settle("a", last, DELIVERED, true);
    assertThat(stat(attempt.id(), "ack"))
        .isEqualTo("{\"status\":\"Success\",\"revision\":" + revision + ",\"check_in_at\":0}");
    assertThat(track(attempt.id())).isNull();
  }

  @Test
  void theLastEventOfAnEarlierRunDoesNotUntrackTheJobThatRunsAgain() {
    Attempt attempt = run(URL);
    ends.end(List.of(Outcome.failure(attempt, "no", OptionalLong.empty())), type -> false);
    lasting.retry(lasting.find(attempt.id()).orElseThrow(), attempt.entry(), "token");
    assertThat(track(attempt.id())).isEqualTo("2");
    assertThat(deliverAll()).containsExactly(attempt.id() + "-1", attempt.id() + "-2");
    assertThat(track(attempt.id())).isEqualTo("2");
    assertThat(stat(attempt.id(), "ack")).as("of a revision that is over").isNull();
  }

  @Test
  void keepsEventsOfARecordThatHasExpired() {
    Attempt attempt = ended(URL);
    probe.redis().del(probe.key("job_stats:" + attempt.id()));
    assertThat(deliverAll()).containsExactly(attempt.id() + "-1", attempt.id() + "-2");
    assertThat(probe.redis().exists(probe.key("job_stats:" + attempt.id()))).isFalse();
    assertThat(track(attempt.id())).isNull();
  }

  @Test
  void aFailureDelaysTheJobAndKeepsTheOrder() {
    Attempt attempt = ended(URL);
    assertThat(outbox.settle("a", claimOne("a"), failed(), true)).isEmpty();
    Claimed none = claim("a", 10);
    assertThat(none.claims()).isEmpty();
    assertThat(none.next().orElseThrow()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(2));
    Shown shown = outbox.pendingOf(attempt.id(), 10).get(0);
    assertThat(shown.failures()).isEqualTo(1);
    assertThat(shown.error()).isEqualTo("it failed");
    assertThat(shown.nextMillis()).isPositive();
    assertThat(shown.delivering()).isFalse();
    later();
    Claim again = claimOne("b");
    assertThat(again.sequence()).isEqualTo(1);
    assertThat(again.failures()).isEqualTo(1);
    assertThat(outbox.pendingOf(attempt.id(), 10).get(0).delivering()).isTrue();
    Claim second = outbox.settle("b", again, DELIVERED, true).orElseThrow();
    assertThat(second.failures()).as("of the next one").isZero();
  }

  @Test
  void aClaimThatLapsedIsTakenOverAndItsResultIsRefused() {
    ended(URL);
    Claim lost = claimOne("dead");
    later();
    Claim taken = claimOne("alive");
    assertThat(taken.sequence()).isEqualTo(lost.sequence());
    assertThat(outbox.settle("dead", lost, DELIVERED, true)).isEmpty();
    assertThat(outbox.renew("dead", List.of(lost))).isEmpty();
    outbox.release("dead", List.of(lost));
    assertThat(claim("third", 1).claims()).isEmpty();
    assertThat(outbox.renew("alive", List.of(taken))).containsExactly(taken.job());
    assertThat(outbox.settle("alive", taken, DELIVERED, true)).isPresent();
  }

  @Test
  void aSettlementThatIsSentTwiceCountsOnce() {
    ended(URL);
    Claim first = claimOne("a");
    Claim next = outbox.settle("a", first, DELIVERED, true).orElseThrow();
    assertThat(outbox.settle("a", first, DELIVERED, true)).contains(next);
    assertThat(outbox.counts().pending()).isEqualTo(1);
  }

  @Test
  void renewingHoldsAClaimAndReleasingGivesItBack() {
    ended(URL);
    Claim claim = claimOne("a");
    later();
    assertThat(outbox.renew("a", List.of(claim))).containsExactly(claim.job());
    assertThat(claim("b", 1).claims()).isEmpty();
    outbox.release("a", List.of(claim));
    assertThat(claim("b", 1).claims()).hasSize(1);
  }

  @Test
  void anEndpointGetsNoMoreThanItsShareAndDelaysNoOther() {
    for (int i = 0; i < 6; i++) {
      run("http://slow/" + i);
    }
    run("http://other/");
    Claimed first = claim("a", 20);
    assertThat(first.more()).as("for another agent").isTrue();
    List<Claim> claims = first.claims();
    assertThat(claims).filteredOn(claim -> claim.endpoint().equals("http://slow")).hasSize(4);
    assertThat(claims).filteredOn(claim -> claim.endpoint().equals("http://other")).hasSize(1);
    Claimed more = outbox.claim(new Wish("a", 10, 4, Map.of("http://slow", 4)));
    assertThat(more.claims()).isEmpty();
    assertThat(more.more()).as("nothing new to tell").isFalse();
    assertThat(claim("b", 20).claims()).hasSize(2);
  }

  @Test
  void anEndpointThatFailsInARowIsClosedThenTriedByOneAndOpensWhenItWorks() {
    for (int i = 0; i < 8; i++) {
      run(URL);
    }
    for (int i = 0; i < 5; i++) {
      Claim claim = claimOne("a");
      outbox.settle("a", claim, new Result.Failed("no", Duration.ofHours(1), false, true), true);
    }
    long closedUntil =
        Long.parseLong(probe.redis().hget(probe.key("hook_breaker:" + ENDPOINT), "closed_until"));
    assertThat(outbox.pending(Optional.empty(), 20).events())
        .hasSize(8)
        .allMatch(shown -> shown.nextMillis() >= closedUntil);
    Claimed closed = claim("a", 20);
    assertThat(closed.claims()).isEmpty();
    assertThat(closed.next().orElseThrow()).isLessThan(Duration.ofSeconds(3));
    run(URL);
    assertThat(claim("a", 20).claims()).as("a new event opens nothing").isEmpty();
    later();
    Claim only = claimOne("a");
    assertThat(claim("b", 20).claims()).as("while one tries").isEmpty();
    outbox.settle("a", only, DELIVERED, true);
    assertThat(outbox.claim(new Wish("b", 20, 20, Map.of())).claims())
        .as("what had failed need not wait for its time")
        .hasSize(8);
  }

  @Test
  void manyEndpointsThatAreClosedKeepNoOtherWaiting() {
    for (int i = 0; i < 30; i++) {
      run("http://away" + i + "/");
      probe
          .redis()
          .hset(
              probe.key("hook_breaker:http://away" + i),
              Map.of("failures", "5", "closed_until", "9" + redis.clock().micros() / 1000));
    }
    run("http://works/");
    Claimed claimed = claim("a", 1);
    while (claimed.claims().isEmpty()) {
      assertThat(claimed.next()).contains(Duration.ZERO);
      claimed = claim("a", 1);
    }
    assertThat(claimed.claims().get(0).endpoint()).isEqualTo("http://works");
  }

  @Test
  void aNumberThatIsNoneMakesATextThatIsNoEvent() {
    Attempt attempt = run(URL);
    probe
        .redis()
        .lset(probe.key("hooks:" + attempt.id()), 0, "1 " + "9".repeat(20) + " s 1 1 0\n[]");
    assertThat(claimOne("a").event()).isEmpty();
  }

  /** When the oldest event of a job is tried next. */
  private long next(Attempt attempt) {
    return outbox.pendingOf(attempt.id(), 1).get(0).nextMillis();
  }

  private static Result failedFor(Duration delay) {
    return new Result.Failed("no", delay, false, true);
  }

  private String failuresInARow() {
    return probe.redis().hget(probe.key("hook_breaker:" + ENDPOINT), "failures");
  }

  /** Or one event that its receiver chokes on would be tried after each that it takes. */
  @Test
  void anEventThatFailsHasAPauseThoughItsReceiverTakesOthers() {
    Attempt once = run(URL);
    outbox.settle("a", claimOne("a"), failedFor(Duration.ofSeconds(20)), true);
    Attempt often = run(URL);
    outbox.settle("a", claimOne("a"), failedFor(Duration.ofSeconds(320)), true);
    run(URL);
    long onceBefore = next(once);
    long oftenBefore = next(often);
    outbox.settle("a", claimOne("a"), DELIVERED, true);
    assertThat(onceBefore - next(once)).as("2 s are left").isEqualTo(18_000);
    assertThat(oftenBefore - next(often)).as("a sixteenth is left").isEqualTo(300_000);
  }

  @Test
  void whatWasUnderWayWhenAnEndpointWasClosedDoesNotCloseItForLonger() {
    for (int i = 0; i < 12; i++) {
      run(URL);
    }
    for (Claim claim : outbox.claim(new Wish("a", 20, 20, Map.of())).claims()) {
      outbox.settle("a", claim, failedFor(Duration.ofMinutes(5)), true);
    }
    run(URL);
    assertThat(claim("a", 20).next().orElseThrow()).isLessThanOrEqualTo(Duration.ofSeconds(2));
    assertThat(failuresInARow()).isEqualTo("5");
    later();
    outbox.settle("a", claimOne("a"), failedFor(Duration.ofMinutes(5)), true);
    assertThat(failuresInARow()).as("the one that tried it counts").isEqualTo("6");
  }

  @Test
  void aJobWhoseEventsDieDoesNotGoOnWhileItsEndpointIsClosed() {
    ended(URL);
    Claim first = claimOne("a");
    for (int i = 0; i < 4; i++) {
      run(URL);
      outbox.settle("a", claimOne("a"), failedFor(Duration.ofMinutes(5)), true);
    }
    assertThat(outbox.settle("a", first, new Result.Dead("too old", true), true)).isEmpty();
    assertThat(claim("a", 20).claims()).isEmpty();
    assertThat(outbox.counts()).isEqualTo(new Counts(5, 1));
  }

  @Test
  void aSettlementThatComesTwiceLeavesALaterClaimAlone() {
    ended(URL);
    Claim first = claimOne("a");
    outbox.settle("a", first, DELIVERED, false);
    Claim second = claimOne("a");
    assertThat(outbox.settle("a", first, DELIVERED, false)).isEmpty();
    assertThat(outbox.renew("a", List.of(second))).containsExactly(second.job());
  }

  @Test
  void aReceiverThatAskedForTimeGetsIt() {
    Attempt asked = run(URL);
    outbox.settle(
        "a", claimOne("a"), new Result.Failed("503", Duration.ofHours(1), true, true), true);
    ended(URL);
    later();
    probe.redis().zadd(probe.key("hook_due:" + ENDPOINT), 9e15, asked.id());
    for (Claim claim : claim("a", 10).claims()) {
      outbox.settle("a", claim, DELIVERED, true);
    }
    assertThat(claim("a", 10).claims()).isEmpty();
    assertThat(outbox.hurry(asked.id())).isTrue();
    assertThat(claimOne("a").job()).isEqualTo(asked.id());
  }

  @Test
  void checkInsGiveWayToNewerOnesUntilOneIsDelivered() {
    Attempt attempt = run(URL);
    for (int i = 1; i <= 3; i++) {
      ends.checkIn(attempt, i + "%", Duration.ZERO);
    }
    assertThat(outbox.pendingOf(attempt.id(), 10)).hasSize(2);
    Claim first = claimOne("a");
    Claim checkIn = outbox.settle("a", first, DELIVERED, true).orElseThrow();
    assertThat(checkIn.event().orElseThrow().body()).contains("\"check_in\":\"3%\"");
    assertThat(checkIn.sequence()).isEqualTo(4);
    ends.checkIn(attempt, "4%", Duration.ZERO);
    ends.checkIn(attempt, "5%", Duration.ZERO);
    assertThat(outbox.pendingOf(attempt.id(), 10))
        .extracting(shown -> shown.event().sequence())
        .as("one is under way")
        .containsExactly(4L, 6L);
    ends.end(List.of(Outcome.success(attempt, Optional.empty())), type -> false);
    assertThat(outbox.counts().pending()).isEqualTo(3);
    outbox.settle("a", checkIn, failed(), true);
    assertThat(outbox.pendingOf(attempt.id(), 10))
        .extracting(shown -> shown.event().kind())
        .containsExactly(Kind.CHECK_IN, Kind.CHECK_IN, Kind.STATUS);
  }

  @Test
  void aFailedCheckInThatIsReplacedBeginsAnew() {
    Attempt attempt = run(URL);
    deliverAll();
    ends.checkIn(attempt, "1%", Duration.ZERO);
    outbox.settle("a", claimOne("a"), failed(), true);
    ends.checkIn(attempt, "2%", Duration.ZERO);
    assertThat(outbox.pendingOf(attempt.id(), 10))
        .singleElement()
        .satisfies(shown -> assertThat(shown.failures()).isZero());
  }

  @Test
  void aReceiverThatIsGoneHearsNoMoreOfTheJob() {
    Attempt attempt = run(URL);
    Claim claim = claimOne("a");
    ends.checkIn(attempt, "1%", Duration.ZERO);
    assertThat(outbox.settle("a", claim, new Result.Gone(), true)).isEmpty();
    assertThat(outbox.counts().pending()).isZero();
    ends.end(List.of(Outcome.success(attempt, Optional.empty())), type -> false);
    assertThat(outbox.pendingOf(attempt.id(), 10)).isEmpty();
    assertThat(track(attempt.id())).isNull();
    assertThat(stat(attempt.id(), "status")).isEqualTo("Success");
  }

  @Test
  void whatIsGivenUpIsADeadLetterAndCanBeDeliveredInItsPlace() {
    Attempt attempt = ended(URL);
    Claim dead = claimOne("a");
    Claim next = outbox.settle("a", dead, new Result.Dead("too old", true), true).orElseThrow();
    assertThat(next.sequence()).isEqualTo(2);
    assertThat(outbox.counts()).isEqualTo(new Counts(1, 1));
    Shown letter = outbox.dead(Optional.empty(), 10).events().get(0);
    assertThat(letter.event().id()).isEqualTo(attempt.id() + "-1");
    assertThat(letter.error()).isEqualTo("too old");
    assertThat(letter.failures()).isEqualTo(1);
    assertThat(letter.deadMillis()).isPositive();
    assertThat(outbox.deadOf(attempt.id())).containsExactly(letter);
    outbox.settle("a", next, failed(), true);
    assertThat(outbox.redeliver(List.of(letter.event().id(), "nobody-1"))).isEqualTo(1);
    assertThat(outbox.counts()).isEqualTo(new Counts(2, 0));
    assertThat(deliverAll()).containsExactly(attempt.id() + "-1", attempt.id() + "-2");
    assertThat(outbox.redeliver(List.of(letter.event().id()))).isZero();
  }

  @Test
  void whatIsUnderWayGoesBeforeADeadLetterThatComesBack() {
    Attempt attempt = ended(URL);
    Claim next =
        outbox.settle("a", claimOne("a"), new Result.Dead("no", false), true).orElseThrow();
    outbox.redeliver(List.of(attempt.id() + "-1"));
    Claim late = outbox.settle("a", next, DELIVERED, true).orElseThrow();
    assertThat(late.sequence()).isEqualTo(1);
    assertThat(outbox.settle("a", late, DELIVERED, true)).isEmpty();
  }

  @Test
  void theDeadLetterOfTheLastEventUntracksTheJob() {
    Attempt attempt = ended(URL);
    Claim last = outbox.settle("a", claimOne("a"), DELIVERED, true).orElseThrow();
    outbox.settle("a", last, new Result.Dead("too old", true), true);
    assertThat(track(attempt.id())).isNull();
  }

  /** As if all events had been written long ago. */
  private void makeOld(String job) {
    String events = probe.key("hooks:" + job);
    List<String> texts = probe.redis().lrange(events, 0, -1);
    probe.redis().del(events);
    texts.forEach(
        text ->
            probe.redis().rpush(events, text.replaceFirst("^(1 \\d+ . )\\d+ \\d+", "$11000 1000")));
    probe.redis().zadd(probe.key("hook_jobs"), 1000, job);
  }

  @Test
  void whatBecameTooOldIsGivenUpOnlyWhereTheReceiverIsAway() {
    List<Attempt> away = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      away.add(ended(URL));
    }
    Attempt elsewhere = ended("http://other/");
    Attempt young = ended(URL);
    away.forEach(attempt -> makeOld(attempt.id()));
    makeOld(elsewhere.id());
    assertThat(outbox.giveUp(Duration.ofHours(24))).as("before any try").isZero();
    probe
        .redis()
        .hset(
            probe.key("hook_breaker:" + ENDPOINT),
            Map.of("failures", "5", "closed_until", "9" + redis.clock().micros() / 1000));
    assertThat(outbox.giveUp(Duration.ofHours(24))).isEqualTo(12);
    assertThat(outbox.counts()).isEqualTo(new Counts(4, 12));
    assertThat(outbox.pendingOf(elsewhere.id(), 10)).hasSize(2);
    assertThat(outbox.pendingOf(young.id(), 10)).hasSize(2);
    away.forEach(attempt -> assertThat(track(attempt.id())).isNull());
    assertThat(track(young.id())).isEqualTo("1");
    assertThat(outbox.giveUp(Duration.ofHours(24))).isZero();
  }

  @Test
  void jobsThatMayNotBeGivenUpHideNoneThatMay() {
    for (int i = 0; i < 120; i++) {
      String job = "held" + i;
      probe.redis().rpush(probe.key("hooks:" + job), "1 1 s 500 500 0\n[]");
      probe.redis().zadd(probe.key("hook_jobs"), 500, job);
    }
    Attempt away = ended(URL);
    makeOld(away.id());
    probe
        .redis()
        .hset(
            probe.key("hook_breaker:" + ENDPOINT),
            Map.of("failures", "5", "closed_until", "9" + redis.clock().micros() / 1000));
    assertThat(outbox.giveUp(Duration.ofHours(24))).isEqualTo(2);
  }

  @Test
  void oldDeadLettersAreDeleted() {
    ended(URL);
    outbox.settle("a", claimOne("a"), new Result.Dead("no", false), false);
    assertThat(outbox.tidy(Duration.ofDays(7))).isFalse();
    assertThat(outbox.counts().dead()).isEqualTo(1);
    probe
        .redis()
        .zadd(probe.key("hook_dead"), 1, probe.redis().zrange(probe.key("hook_dead"), 0, 0).get(0));
    outbox.tidy(Duration.ofDays(7));
    assertThat(outbox.counts().dead()).isZero();
    assertThat(probe.redis().exists(probe.key("hook_dead_events"))).isFalse();
  }

  @Test
  void takesInWhatNodesOfTheOtherKindCouldNotDeliver() {
    String data =
        "{\"job_id\":\"f4a0\",\"status\":\"Success\",\"metadata\":{\"id\":\"f4a0\",\"revision\":7,"
            + "\"parameters\":{\"n\":1.5}}}";
    String event =
        "{\"url\":\""
            + URL
            + "\",\"message\":\"status change\",\"data\":"
            + data
            + ",\"timestamp\":7}";
    probe.redis().zadd(probe.key("hook_events"), 1.7e18, event);
    probe.redis().zadd(probe.key("hook_events"), 1.8e18, "no json");
    outbox.tidy(Duration.ofDays(7));
    assertThat(probe.redis().exists(probe.key("hook_events"))).isFalse();
    List<Claim> claims = claim("a", 10).claims();
    assertThat(claims).hasSize(2);
    Claim taken = claims.stream().filter(c -> c.job().equals("f4a0")).findFirst().orElseThrow();
    assertThat(taken.endpoint()).isEqualTo(ENDPOINT);
    assertThat(taken.event()).map(HookEvent::kind).contains(Kind.FOREIGN);
    assertThat(taken.event()).map(HookEvent::url).contains(URL);
    assertThat(taken.event()).map(HookEvent::body).contains(data);
    Claim poison = claims.stream().filter(c -> !c.job().equals("f4a0")).findFirst().orElseThrow();
    assertThat(poison.event()).isEmpty();
    outbox.settle("a", poison, new Result.Dead("cannot be read", false), false);
    assertThat(outbox.dead(Optional.empty(), 10).events())
        .singleElement()
        .satisfies(shown -> assertThat(shown.event().body()).contains("no json"));
  }

  @Test
  void aUrlThatIsNoneHasAnEndpointOfItsOwn() {
    run("not a url");
    Claim claim = claimOne("a");
    assertThat(claim.endpoint()).isEqualTo("invalid");
    assertThat(claim.event()).map(HookEvent::url).contains("not a url");
  }

  @Test
  void listsInPages() {
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      jobs.add(run("http://r" + i + "/").id());
    }
    List<String> found = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page page = outbox.pending(cursor, 3);
      page.events().forEach(shown -> found.add(shown.event().job()));
      cursor = page.next();
    } while (cursor.isPresent());
    assertThat(found).containsExactlyInAnyOrderElementsOf(jobs);
    for (Claim claim : claim("a", 10).claims()) {
      outbox.settle("a", claim, new Result.Dead("no", false), false);
    }
    found.clear();
    do {
      Page page = outbox.dead(cursor, 3);
      page.events().forEach(shown -> found.add(shown.event().job()));
      cursor = page.next();
    } while (cursor.isPresent());
    assertThat(found).containsExactlyInAnyOrderElementsOf(jobs);
  }

  @Test
  void wakesOneWhoWaits() {
    assertThat(outbox.await(Duration.ofMillis(1))).isFalse();
    run(URL);
    run(URL);
    assertThat(outbox.await(Duration.ofSeconds(1))).isTrue();
    assertThat(outbox.await(Duration.ofMillis(1))).as("a word for both").isFalse();
  }
}
