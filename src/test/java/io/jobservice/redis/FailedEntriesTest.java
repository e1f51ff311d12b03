package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobservice.model.JobEntry;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import io.jobservice.redis.FailedEntries.Discarded;
import io.jobservice.redis.FailedEntries.Entry;
import io.jobservice.redis.FailedEntries.Found;
import io.jobservice.redis.FailedEntries.Kind;
import io.jobservice.redis.FailedEntries.Place;
import io.jobservice.redis.FailedEntries.Retry;
import io.jobservice.redis.FailedEntries.Search;
import io.jobservice.redis.JobStore.NewJob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The entries of failed jobs, looked through and changed, with every call sent twice. */
class FailedEntriesTest extends StoreFixture {

  private final FailedEntries entries = new FailedEntries(redis, RETENTION);

  private static Search all(Kind kind) {
    return new Search(kind, Set.of(), OptionalLong.empty(), OptionalLong.empty());
  }

  private List<Entry> look(Kind kind) {
    return entries.look(all(kind), Optional.empty(), 1000).entries();
  }

  /** A job that was cancelled before it ran. */
  private String cancelled() {
    NewJob job = job("TYPE");
    jobs.submit(job);
    jobs.cancel(job.entry().id(), "token");
    return job.entry().id();
  }

  @Test
  void whatIsTakenAwayTwiceIsTakenAwayOnce() {
    String id = cancelled();
    List<Entry> dead = look(Kind.DEAD);
    assertThat(dead).hasSize(1);

    assertThat(entries.discard(dead)).isEqualTo(new Discarded(1, 0));
    assertThat(entries.discard(dead)).isEqualTo(new Discarded(1, 0));

    assertThat(jobs.find(id)).isEmpty();
    assertThat(indexed()).isEmpty();
    assertThat(probe.redis().hexists(probe.key("job_track:inprogress"), id)).isFalse();
  }

  @Test
  void aJobThatWasRetriedMeanwhileIsNotTakenAway() throws JsonSyntaxException {
    String id = cancelled();
    List<Entry> dead = look(Kind.DEAD);
    JobEntry fresh = jobs.find(id).orElseThrow().toEntry(redis.clock().seconds());
    List<Retry> retries = List.of(new Retry("another", id, fresh));

    assertThat(entries.retry(retries)).isEqualTo(1);
    assertThat(entries.retry(retries)).isEqualTo(1);
    assertThat(entries.discard(dead)).isEqualTo(new Discarded(0, 1));

    assertThat(jobs.find(id).orElseThrow().text("status")).isEqualTo("Pending");
    assertThat(probe.redis().llen(probe.key("jobs:TYPE"))).isEqualTo(1);
  }

  @Test
  void whatIsLetRunTwiceIsDueOnceAndCanBeStoppedThere() {
    NewJob job = job("TYPE");
    jobs.submit(job);
    String id = job.entry().id();
    String record = probe.key("job_stats:" + id);
    probe.redis().del(probe.key("jobs:TYPE"));
    probe.redis().hset(record, Map.of("status", "Error", "retry_at", "4000000000"));
    probe.redis().zadd(probe.key("retry"), 4e9, job.entry().toJson());
    List<Entry> waiting = look(Kind.RETRY);

    assertThat(entries.hasten(waiting)).isEqualTo(1);
    assertThat(entries.hasten(waiting)).isEqualTo(1);

    String second = probe.redis().hget(record, "retry_at");
    assertThat(probe.redis().zscore(probe.key("retry"), job.entry().toJson()))
        .isEqualTo(Double.parseDouble(second));
    jobs.stop(id);
    assertThat(probe.redis().exists(probe.key("retry"))).isFalse();
    assertThat(entries.hasten(waiting)).isZero();
  }

  /** By the order of bytes, whatever the entries are, with pages of any size. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void aWalkGivesEveryEntryOnceInTheOrderOfTheSet(Kind kind) {
    Random random = new Random(10);
    String key = probe.key(kind == Kind.RETRY ? "retry" : "dead");
    for (int i = 0; i < 400; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(6); length >= 0; length--) {
        text.append("aAzZ0é\u4e2d\ud83d\ude00 _-".charAt(random.nextInt(9)));
      }
      probe.redis().zadd(key, random.nextInt(4) * 0.5, text.toString() + i);
    }
    List<Entry> walked = new ArrayList<>();
    Optional<Place> place = Optional.empty();
    do {
      Found found = entries.look(all(kind), place, 1 + random.nextInt(60));
      walked.addAll(found.entries());
      place = found.next().map(next -> Place.parse(next.text()));
      assertThat(found.total()).isEqualTo(400);
    } while (place.isPresent());

    assertThat(walked).hasSize(400).doesNotHaveDuplicates();
    Comparator<Entry> order =
        Comparator.comparingDouble(entry -> Double.parseDouble(entry.score()));
    assertThat(walked).isSortedAccordingTo(kind == Kind.RETRY ? order : order.reversed());
    assertThat(entries.count(all(kind))).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "%", "MTIz", "OmFi", "MTJhOmFi"})
  void whatIsNoPlaceIsRefused(String text) {
    assertThatThrownBy(() -> Place.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
