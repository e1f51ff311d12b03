package io.jobservice.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobservice.redis.HookOutbox.Counts;
import io.jobservice.redis.HookOutbox.Shown;
import io.jobservice.redis.Redis;
import io.jobservice.testing.Receiver;
import io.jobservice.testing.Receiver.Post;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HookAgentTest extends HookFixture {

  private static final Counts NOTHING = new Counts(0, 0);

  private List<String> ids(String path) {
    return receiver.posts(path).stream().map(Post::event).toList();
  }

  @Test
  void eventsOfAJobArriveInOrderWhateverElseHangs() throws Exception {
    receiver.hold("/slow");
    events("slow", receiver.url("/slow"), "Running", "Success");
    for (String job : List.of("a", "b", "c")) {
      events(job, receiver.url("/" + job), "Running", "Running", "Stopped", "Running", "Success");
    }
    HookAgent agent = agent("agent", settings(2, 2), redis, threads);
    agent.turn();

    eventually(() -> assertThat(outbox.counts()).isEqualTo(new Counts(2, 0)));
    for (String job : List.of("a", "b", "c")) {
      assertThat(ids("/" + job))
          .containsExactly(job + "-1", job + "-2", job + "-3", job + "-4", job + "-5");
    }
    assertThat(ids("/slow")).containsExactly("slow-1");

    receiver.open("/slow");
    eventually(() -> assertThat(outbox.counts()).isEqualTo(NOTHING));
    assertThat(ids("/slow")).containsExactly("slow-1", "slow-2");
  }

  @Test
  void aJobWithManyEventsTakesTurnsWithOthers() throws Exception {
    events(
        "many",
        receiver.url("/m"),
        IntStream.range(0, 25).mapToObj(i -> "S").toArray(String[]::new));
    events("one", receiver.url("/o"), "Success");
    single(settings(1, 1)).turn();

    assertThat(outbox.counts()).isEqualTo(NOTHING);
    List<String> all = receiver.posts().stream().map(Post::event).toList();
    assertThat(all.indexOf("one-1")).isEqualTo(10);
    assertThat(ids("/m")).hasSize(25).startsWith("many-1", "many-2").endsWith("many-25");
  }

  /** An agent that finds all slots of the receiver taken hears of nobody who waits for one. */
  @Test
  void aJobWithManyEventsTakesTurnsThoughItsReceiverHasNoSlotLeft() throws Exception {
    receiver.hold("/m");
    events(
        "many",
        receiver.url("/m"),
        IntStream.range(0, 25).mapToObj(i -> "S").toArray(String[]::new));
    HookAgent agent = agent("agent", settings(2, 1), redis, threads);
    agent.turn();
    eventually(() -> assertThat(ids("/m")).hasSize(1));
    events("one", receiver.url("/o"), "Success");
    agent.turn();
    receiver.open("/m");

    eventually(() -> assertThat(outbox.counts()).isEqualTo(NOTHING));
    List<String> all = receiver.posts().stream().map(Post::event).toList();
    assertThat(all.indexOf("one-1")).isEqualTo(10);
  }

  @Test
  void whatFindsNoThreadIsTakenUpLater() throws Exception {
    events("a", receiver.url("/a"), "Success");
    events("b", receiver.url("/b"), "Success");
    AtomicBoolean full = new AtomicBoolean(true);
    Executor threads =
        task -> {
          if (full.getAndSet(false)) {
            throw new InternalError("no more threads");
          }
          task.run();
        };
    HookAgent agent = agent("agent", settings(2, 2), redis, threads);
    agent.turn();
    assertThat(outbox.counts()).isEqualTo(new Counts(1, 0));

    later();
    agent.renewTurn();
    agent.turn();
    assertThat(outbox.counts()).isEqualTo(NOTHING);
    assertThat(receiver.posts()).hasSize(2);
  }

  @Test
  void whatFailsWaitsTwiceAsLongEachTime() throws Exception {
    receiver.answer("/", 500);
    events("j", receiver.url("/x"), "Running", "Success");
    HookAgent agent = single(settings(1, 1));
    for (int i = 1; i <= 4; i++) {
      long before = nowMillis();
      agent.turn();

      Shown shown = oldest("j");
      long least = Math.max(2000, (2000L << (i - 1)) * 8 / 10);
      assertThat(shown.failures()).isEqualTo(i);
      assertThat(shown.error()).contains("500");
      assertThat(shown.nextMillis()).isBetween(before + least, nowMillis() + least);
      later();
    }
    assertThat(ids("/")).containsExactly("j-1", "j-1", "j-1", "j-1");
    assertThat(receiver.posts())
        .extracting(post -> post.header("X-Jobservice-Attempt"))
        .containsExactly("1", "2", "3", "4");
  }

  @Test
  void aReceiverMayAskForALongerWait() throws Exception {
    receiver.answer("/", 503, Map.of("Retry-After", "120"));
    events("j", receiver.url("/x"), "Success");
    long before = nowMillis();
    single(settings(1, 1)).turn();

    assertThat(oldest("j").nextMillis()).isBetween(before + 120_000, nowMillis() + 121_000);
  }

  @Test
  void butNotBeyondTheAgeOfTheEvent() throws Exception {
    receiver.answer("/", 503, Map.of("Retry-After", "120"));
    events("j", receiver.url("/x"), "Success");
    single(settings(1, 1, Duration.ofMinutes(1), OptionalInt.empty())).turn();

    Shown shown = oldest("j");
    assertThat(shown.nextMillis())
        .isBetween(shown.event().sinceMillis() + 59_000, shown.event().sinceMillis() + 60_500);
  }

  @Test
  void aReceiverThatWantsNoMoreGetsNoMore() throws Exception {
    receiver.answer("/gone", 410);
    events("j", receiver.url("/gone"), "Running", "Success");
    single(settings(1, 1)).turn();

    assertThat(outbox.counts()).isEqualTo(NOTHING);
    assertThat(ids("/gone")).containsExactly("j-1");
  }

  @Test
  void anEventThatFailsTooOftenIsGivenUpAndTheNextOneGoesOn() throws Exception {
    receiver.answer("/x", 400).answer("/x", 400).answer("/x", 200);
    events("j", receiver.url("/x"), "Running", "Success");
    HookAgent agent = single(settings(1, 1, Duration.ofHours(1), OptionalInt.of(2)));
    agent.turn();
    later();
    agent.turn();

    assertThat(outbox.counts()).isEqualTo(new Counts(0, 1));
    assertThat(outbox.deadOf("j"))
        .singleElement()
        .satisfies(
            dead -> {
              assertThat(dead.event().id()).isEqualTo("j-1");
              assertThat(dead.failures()).isEqualTo(2);
              assertThat(dead.error()).contains("400");
            });
    assertThat(ids("/x")).containsExactly("j-1", "j-1", "j-2");
    assertThat(breaker(receiver.url(""))).isEmpty();
  }

  @Test
  void anEventThatIsTooOldIsTriedOnceMoreAndGivenUp() throws Exception {
    receiver.answer("/x", 500);
    events("j", receiver.url("/x"), "Success");
    age("j", Duration.ofHours(2));
    single(settings(1, 1, Duration.ofHours(1), OptionalInt.empty())).turn();

    assertThat(outbox.counts()).isEqualTo(new Counts(0, 1));
    assertThat(ids("/x")).containsExactly("j-1");
  }

  @Test
  void whatCanNeverBeDeliveredIsGivenUpAtOnce() throws Exception {
    events("ftp", "ftp://u:secret@host/", "Success");
    events("none", receiver.url("/x"), "Success");
    probe.redis().lset(probe.key("hooks:none"), 0, "no event");
    HookAgent agent = single(settings(2, 1));
    agent.turn();

    assertThat(outbox.counts()).isEqualTo(new Counts(0, 2));
    assertThat(receiver.posts()).isEmpty();
    assertThat(outbox.deadOf("ftp"))
        .extracting(Shown::error)
        .containsExactly(
            "the URL must be an http or https URL: it does not begin with http:// or https://");
  }

  @Test
  void aReceiverGetsNoMoreAtOnceThanItMayAndDelaysNoOther() throws Exception {
    try (Receiver other = new Receiver()) {
      receiver.hold("/");
      for (int i = 0; i < 6; i++) {
        events("s" + i, receiver.url("/s"), "Success");
      }
      for (int i = 0; i < 6; i++) {
        events("o" + i, other.url("/o"), "Running", "Success");
      }
      agent("agent", settings(4, 2), redis, threads).turn();

      eventually(() -> assertThat(other.posts()).hasSize(12));
      eventually(() -> assertThat(receiver.posts()).hasSize(2));
      receiver.open("/");
      eventually(() -> assertThat(outbox.counts()).isEqualTo(NOTHING));
      assertThat(receiver.posts()).hasSize(6);
      assertThat(receiver.mostAtOnce()).isEqualTo(2);
      assertThat(other.mostAtOnce()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void anotherAgentTakesOverFromOneThatIsGone() throws Exception {
    receiver.hold("/");
    events("j", receiver.url("/x"), "Running", "Success");
    HookAgent gone = agent("gone", settings(1, 1), redis, threads);
    gone.turn();
    eventually(() -> assertThat(ids("/x")).containsExactly("j-1"));

    later();
    HookAgent heir = agent("heir", settings(1, 1), redis, threads);
    heir.turn();
    eventually(() -> assertThat(ids("/x")).containsExactly("j-1", "j-1"));
    gone.renewTurn();
    gone.drain(Duration.ZERO, Duration.ZERO);
    assertThat(oldest("j").delivering()).as("by the heir, as before").isTrue();

    receiver.open("/");
    eventually(() -> assertThat(outbox.counts()).isEqualTo(NOTHING));
    assertThat(ids("/x")).containsExactly("j-1", "j-1", "j-2");
  }

  @Test
  void aClaimThatIsRenewedIsNobodyElses() throws Exception {
    receiver.hold("/");
    events("j", receiver.url("/x"), "Success");
    HookAgent agent = agent("agent", settings(1, 1), redis, threads);
    agent.turn();
    eventually(() -> assertThat(ids("/x")).hasSize(1));
    later();
    agent.renewTurn();

    assertThat(probe.redis().zscore(probe.key("hook_due:" + receiver.url("")), "j"))
        .isGreaterThan((double) nowMillis());
    receiver.open("/");
    eventually(() -> assertThat(outbox.counts()).isEqualTo(NOTHING));
  }

  @Test
  void aDeliveryWhoseClaimCannotBeRenewedIsBrokenOff() throws Exception {
    receiver.hold("/");
    events("j", receiver.url("/x"), "Success");
    Redis its = connect();
    HookAgent cut = agent("cut", settings(1, 1), its, threads);
    cut.turn();
    eventually(() -> assertThat(ids("/x")).hasSize(1));

    its.close();
    nanosAhead.addAndGet(Duration.ofSeconds(7).toNanos());
    assertThatThrownBy(cut::renewTurn).isInstanceOf(RuntimeException.class);
    // The slot comes free although the receiver has not answered.
    cut.drain(Duration.ofSeconds(10), Duration.ofSeconds(10));
    receiver.open("/");
    assertThat(outbox.counts()).isEqualTo(new Counts(1, 0));
  }

  @Test
  void atTheEndWhatIsUnderWayIsGivenBack() throws Exception {
    receiver.hold("/");
    events("j", receiver.url("/x"), "Running", "Success");
    HookAgent ending = agent("ending", settings(1, 1), redis, threads);
    ending.turn();
    eventually(() -> assertThat(ids("/x")).hasSize(1));
    ending.drain(Duration.ZERO, Duration.ZERO);

    assertThat(oldest("j").delivering()).isFalse();
    assertThat(oldest("j").failures()).isZero();
    receiver.open("/");
    single(settings(1, 1)).turn();
    assertThat(outbox.counts()).isEqualTo(NOTHING);
    assertThat(ids("/x")).containsExactly("j-1", "j-1", "j-2");
    ending.turn();
  }

  @Test
  void atTheEndWhatIsDueIsStillDelivered() throws Exception {
    HookAgent ending = agent("ending", settings(2, 2), redis, threads);
    events("j", receiver.url("/x"), "Running", "Success");
    ending.drain(Duration.ofSeconds(10), Duration.ofSeconds(20));

    assertThat(outbox.counts()).isEqualTo(NOTHING);
    assertThat(ids("/x")).containsExactly("j-1", "j-2");
  }

  @Test
  void aSampleIsSentPastTheOutbox() throws Exception {
    receiver.answer("/bad", 418).answer("/gone", 410);
    HookAgent agent = single(settings(1, 1));

    assertThat(agent.trial(URI.create(receiver.url("/ok"))))
        .satisfies(
            trial -> {
              assertThat(trial.delivered()).isTrue();
              assertThat(trial.status()).isEqualTo(200);
              assertThat(trial.error()).isEmpty();
            });
    Post sample = receiver.posts("/ok").get(0);
    assertThat(sample.header("X-Jobservice-Test")).isEqualTo("true");
    assertThat(sample.event()).isEqualTo("test-1");
    assertThat(sample.json().path("job_id").asText()).isEqualTo("test");
    assertThat(sample.json().path("status").asText()).isEqualTo("Success");
    assertThat(sample.json().path("metadata").path("name").asText()).isEqualTo("TEST");
    assertThat(agent.trial(URI.create(receiver.url("/bad"))))
        .satisfies(
            trial -> {
              assertThat(trial.delivered()).isFalse();
              assertThat(trial.status()).isEqualTo(418);
              assertThat(trial.error()).contains("418");
            });
    assertThat(agent.trial(URI.create(receiver.url("/gone"))))
        .satisfies(
            trial -> {
              assertThat(trial.status()).isEqualTo(410);
              assertThat(trial.error())
                  .isEqualTo(receiver.url("/gone") + ": it wants no more events");
            });
    assertThat(agent.trial(URI.create("mailto:me")).error()).isNotEmpty();
    assertThat(outbox.counts()).isEqualTo(NOTHING);
  }

  @Test
  void theBodyIsThatOfTheEvent() throws Exception {
    events("j", receiver.url("/x?token=1"), "Running");
    String body = oldest("j").event().body();
    single(settings(1, 1)).turn();

    assertThat(receiver.posts()).extracting(Post::body).containsExactly(body);
    assertThat(body).startsWith("{\"job_id\":\"j\"");
  }
}
