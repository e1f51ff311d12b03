package io.jobservice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobservice.core.StatusEvents.Follower;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.StatusEvent;
import io.jobservice.redis.JobStore;
import io.jobservice.redis.JobStore.NewJob;
import io.jobservice.redis.Redis;
import io.jobservice.redis.Retention;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.Submissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusEventsTest {

  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private final Redis redis =
      Redis.connect(
          RedisServer.shared().url(), probe.key(""), Duration.ofMinutes(1), 4, System::nanoTime);
  private final JobStore jobs = new JobStore(redis, Retention.standard());
  private final Submissions submissions = new Submissions(new SplittableRandom());
  private final StatusEvents events = Controller.withoutNode(redis, new SecureRandom()).events();
  private final Thread loop = new Thread(this::run, "events");

  @BeforeEach
  void start() {
    loop.start();
  }

  @AfterEach
  void close() throws InterruptedException {
    loop.interrupt();
    loop.join();
    redis.close();
    probe.close();
  }

  private void run() {
    try {
      while (true) {
        events.turn();
      }
    } catch (InterruptedException e) {
      // The test is over.
    }
  }

  private String submit() {
    NewJob job = submissions.generic("TYPE", redis.clock().seconds(), Optional.empty());
    jobs.submit(job);
    return job.entry().id();
  }

  private static StatusEvent next(Follower follower) throws Exception {
    return follower.next(LONG).orElseThrow();
  }

  private static List<String> told(Follower follower, int number) throws Exception {
    List<String> told = new ArrayList<>();
    while (told.size() < number) {
      StatusEvent event = next(follower);
      told.add(event.status() + " " + event.job());
    }
    assertThat(follower.next(SHORT)).isEmpty();
    return told;
  }

  private void forgetThatSomebodyFollows() {
    probe.redis().del(probe.key("events_wanted"));
  }

  @Test
  void nothingIsKeptWhileNobodyFollows() {
    submit();

    assertThat(probe.redis().keys(probe.key("events*"))).isEmpty();
  }

  @Test
  void aFollowerHearsWhatHappensFromThenOn() throws Exception {
    submit();
    try (Follower follower = events.follow(Optional.empty())) {
      String id = submit();
      jobs.stop(id);

      assertThat(told(follower, 2)).containsExactly("Pending " + id, "Stopped " + id);
      assertThat(probe.redis().ttl(probe.key("events"))).isPositive();
      assertThat(probe.redis().ttl(probe.key("events_wanted"))).isPositive();
    }
  }

  @Test
  void whoComesBackHearsWhatItMissedAndNothingTwice() throws Exception {
    StatusEvent last;
    try (Follower follower = events.follow(Optional.empty())) {
      submit();
      last = next(follower);
    }
    List<String> missed = List.of("Pending " + submit(), "Pending " + submit());
    try (Follower follower = events.follow(Optional.of(last.id().toString()))) {
      assertThat(told(follower, 2)).isEqualTo(missed);
      String more = submit();
      assertThat(told(follower, 1)).containsExactly("Pending " + more);
    }
  }

  @Test
  void whoWasAwayTooLongIsToldOfAGap() throws Exception {
    StatusEvent last;
    try (Follower follower = events.follow(Optional.empty())) {
      submit();
      last = next(follower);
    }
    forgetThatSomebodyFollows();
    submit();
    try (Follower follower = events.follow(Optional.of(last.id().toString()))) {
      assertThat(next(follower).type()).isEqualTo(StatusEvent.Type.GAP);
      String id = submit();
      assertThat(told(follower, 1)).containsExactly("Pending " + id);
    }
  }

  @Test
  void eventsThatWereTrimmedAreAGap() throws Exception {
    StatusEvent first;
    try (Follower follower = events.follow(Optional.empty())) {
      submit();
      first = next(follower);
      submit();
      next(follower);
    }
    String id = submit();
    probe.redis().xtrim(probe.key("events"), 1, false);
    try (Follower follower = events.follow(Optional.of(first.id().toString()))) {
      assertThat(next(follower).type()).isEqualTo(StatusEvent.Type.GAP);
      assertThat(told(follower, 1)).containsExactly("Pending " + id);
    }
  }

  @Test
  void whoAsksForAllThereIsHearsOfOneGap() throws Exception {
    String id;
    try (Follower follower = events.follow(Optional.empty())) {
      id = submit();
      next(follower);
    }
    try (Follower follower = events.follow(Optional.of("0-0"))) {
      assertThat(next(follower).type()).isEqualTo(StatusEvent.Type.GAP);
      assertThat(told(follower, 1)).containsExactly("Pending " + id);
    }
  }

  @Test
  void aRedisThatLostItsDataIsAGap() throws Exception {
    StatusEvent last;
    try (Follower follower = events.follow(Optional.empty())) {
      submit();
      last = next(follower);
    }
    String future = (last.id().millis() + 3_600_000) + "-0";
    try (Follower follower = events.follow(Optional.of(future))) {
      assertThat(next(follower).type()).isEqualTo(StatusEvent.Type.GAP);
      String id = submit();
      assertThat(told(follower, 1)).containsExactly("Pending " + id);
    }
  }

  @Test
  void whoFallsBehindTheMemoryStillHearsAll() throws Exception {
    try (Follower slow = events.follow(Optional.empty());
        Follower quick = events.follow(Optional.empty())) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        List<NewJob> batch = new ArrayList<>();
        for (int j = 0; j < 500; j++) {
          batch.add(submissions.generic("TYPE", redis.clock().seconds(), Optional.empty()));
        }
        jobs.submitAll(batch);
        batch.forEach(job -> ids.add(job.entry().id()));
      }
      for (Follower follower : List.of(quick, slow)) {
        List<String> told = new ArrayList<>();
        while (told.size() < ids.size()) {
          told.add(next(follower).job());
        }
        assertThat(told).isEqualTo(ids);
      }
    }
  }

  @Test
  void whatIsNoIdOfAnEventIsRefused() {
    assertThatThrownBy(() -> events.follow(Optional.of("yesterday")))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("yesterday");
  }
}
