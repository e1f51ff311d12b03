package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jobservice.model.JobStats;
import io.jobservice.redis.JobPlaces.Known;
import io.jobservice.redis.JobPlaces.Position;
import io.jobservice.redis.JobStore.NewJob;
import io.jobservice.testing.Submissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JobPlacesTest extends StoreFixture {

  private JobStats record(NewJob job) {
    return jobs.find(job.entry().id()).orElseThrow();
  }

  @Test
  void aPlaceOnALongQueueIsFoundByTheBytesOfTheEntry() {
    List<NewJob> many = jobs("T", 30);
    jobs.submitAll(many);
    // It may read nothing: what it finds, Redis has found.
    JobPlaces places = new JobPlaces(redis, 100, 0);

    for (int i = 0; i < many.size(); i++) {
      assertThat(places.onQueue(record(many.get(i)))).isEqualTo(new Position(Known.EXACTLY, i, 30));
    }
  }

  @Test
  void bytesWithParametersAreReckonedToo() {
    var args = JsonNodeFactory.instance.objectNode().put("z", 1.5).put("a", "<é>");
    NewJob job =
        new Submissions(new SplittableRandom())
            .job("T", redis.clock().seconds(), Optional.of(args), true, 0);
    jobs.submit(job);

    assertThat(new JobPlaces(redis, 100, 0).onQueue(record(job)).known()).isEqualTo(Known.EXACTLY);
  }

  @Test
  void beyondTheBoundItIsSaidHowManyAreBeforeItAtLeast() {
    List<NewJob> many = jobs("T", 30);
    jobs.submitAll(many);
    JobPlaces places = new JobPlaces(redis, 10, 0);

    assertThat(places.onQueue(record(many.get(9)))).isEqualTo(new Position(Known.EXACTLY, 9, 30));
    assertThat(places.onQueue(record(many.get(10))))
        .isEqualTo(new Position(Known.FAR_BACK, 10, 30));
  }

  @Test
  void anEntryOfOtherBytesIsFoundByReading() {
    List<NewJob> many = jobs("T", 5);
    jobs.submitAll(many);
    NewJob third = many.get(2);
    probe.redis().lset(probe.key("jobs:T"), 2, third.entry().toJson().replace("\"t\":", " \"t\":"));

    assertThat(new JobPlaces(redis, 100, 100).onQueue(record(third)))
        .isEqualTo(new Position(Known.EXACTLY, 2, 5));
    assertThat(new JobPlaces(redis, 100, 4).onQueue(record(third)))
        .isEqualTo(new Position(Known.NOT_TOLD, 0, 5));
    probe.redis().lset(probe.key("jobs:T"), 2, "nonsense");
    assertThat(new JobPlaces(redis, 100, 100).onQueue(record(third)).known())
        .isEqualTo(Known.ABSENT);
  }

  @Test
  void aSearchWithoutARecordEndsWithItsBound() {
    jobs.submitAll(jobs("T", 5));

    assertThat(new EntrySearch(redis, 0).find("x", Set.of("T"), List.of()).whole()).isFalse();
    assertThat(new EntrySearch(redis, 9).find("x", Set.of("T"), List.of()).whole()).isTrue();
  }
}
