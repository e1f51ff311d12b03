package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.job.JobKind;
import io.jobservice.model.JobPage;
import io.jobservice.model.JobQuery;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatus;
import io.jobservice.redis.IndexStore.Tidied;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The time index: in order, complete, and gone with the records. */
class IndexStoreTest extends StoreFixture {

  private static JobQuery query(Set<JobStatus> statuses, Set<String> names, int size, long cursor) {
    return new JobQuery(
        statuses, names, Set.of(), OptionalLong.empty(), OptionalLong.empty(), size, cursor);
  }

  private static List<String> ids(JobPage page) {
    return page.jobs().stream().map(JobStats::id).toList();
  }

  private List<String> walk(Set<JobStatus> statuses, Set<String> names, int size) {
    List<String> ids = new ArrayList<>();
    JobPage page = index.page(query(statuses, names, size, 0));
    ids.addAll(ids(page));
    while (page.next() > 0) {
      page = index.page(query(statuses, names, size, page.next()));
      ids.addAll(ids(page));
    }
    return ids;
  }

  @Test
  void jobsAreListedNewestFirstAlsoThoseOfOneCall() {
    List<String> submitted = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      var batch = jobs("TYPE", 7);
      jobs.submitAll(batch);
      batch.forEach(job -> submitted.add(job.entry().id()));
    }
    Collections.reverse(submitted);
    assertThat(walk(Set.of(), Set.of(), 4)).isEqualTo(submitted);
    assertThat(walk(Set.of(), Set.of(), 100)).isEqualTo(submitted);
  }

  @Test
  void jobsOfOnePlaceAreOnOnePage() {
    Map<String, Double> places = new HashMap<>();
    var batch = jobs("TYPE", 9);
    jobs.submitAll(batch);
    batch.forEach(job -> places.put(job.entry().id(), 1_700_000_000_000_000.0));
    probe.redis().zadd(probe.key("job_index"), places);
    JobPage page = index.page(query(Set.of(), Set.of(), 4, 0));
    assertThat(ids(page)).containsExactlyInAnyOrderElementsOf(places.keySet());
    assertThat(walk(Set.of(), Set.of(), 4)).hasSize(9);
  }

  @Test
  void aFilterThatFitsLittleGivesAShortPageAndGoesOn() {
    jobs.submit(job("RARE"));
    Map<String, Double> others = new HashMap<>();
    for (int i = 0; i < 102_000; i++) {
      others.put("none-" + i, 9_000_000_000_000_000.0 - i);
    }
    probe.redis().zadd(probe.key("job_index"), others);
    JobPage first = index.page(query(Set.of(), Set.of("RARE"), 5, 0));
    assertThat(first.jobs()).isEmpty();
    assertThat(first.next()).isPositive();
    assertThat(walk(Set.of(), Set.of("RARE"), 5)).hasSize(1);
  }

  private List<String> below(String upstream, int size) {
    List<String> ids = new ArrayList<>();
    long cursor = 0;
    do {
      JobPage page =
          index.page(
              new JobQuery(
                  Set.of(),
                  Set.of(),
                  Set.of(),
                  OptionalLong.empty(),
                  OptionalLong.empty(),
                  size,
                  cursor,
                  true,
                  Optional.of(upstream)));
      ids.addAll(ids(page));
      cursor = page.next();
    } while (cursor != 0);
    return ids;
  }

  @Test
  void theSubJobsOfAJobAreFoundByIt() {
    join(POOL, "PARENT");
    jobs.submit(job("PARENT"));
    Attempt parent = fetch(POOL, 1, true).attempts().get(0);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      var child = job("CHILD");
      jobs.launch(parent, child, 1, Duration.ofSeconds(2));
      jobs.submit(job("CHILD"));
      expected.add(0, child.entry().id());
    }

    assertThat(below(parent.id(), 3)).isEqualTo(expected);
    assertThat(below("nobody", 3)).isEmpty();
  }

  @Test
  void theExecutionsOfAPolicyAreFoundByItInTheOrderTheyWereMade() {
    long now = redis.clock().seconds();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      String id = "p@" + (now + i);
      record(id, "Scheduled", "Scheduled", Long.toString(now + i));
      probe.redis().zadd(probe.key("executions:p"), i < 4 ? -1.0 : (double) (now + i), id);
      expected.add(0, id);
    }
    record("q@" + now, "Scheduled", "Scheduled", Long.toString(now));

    assertThat(below("p", 3)).isEqualTo(expected);
    assertThat(below("p", 1000)).isEqualTo(expected);
  }

  @Test
  void aPageOfLargeRecordsIsShort() {
    var batch = jobs("LARGE", 30);
    jobs.submitAll(batch);
    String mebibyte = "x".repeat(1 << 20);
    batch.forEach(
        job ->
            probe.redis().hset(probe.key("job_stats:" + job.entry().id()), "parameters", mebibyte));
    JobPage first = index.page(query(Set.of(), Set.of(), 30, 0));
    assertThat(first.jobs()).hasSizeBetween(8, 9);
    assertThat(first.next()).isPositive();
    assertThat(walk(Set.of(), Set.of(), 30)).hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  void statusesKindsAndTimesAreFilters() {
    join(POOL, "TYPE");
    jobs.submitAll(jobs("TYPE", 3));
    jobs.submitAll(jobs("OTHER", 2));
    fetch(POOL, 1, false);
    assertThat(walk(Set.of(JobStatus.RUNNING), Set.of(), 5)).hasSize(1);
    assertThat(walk(Set.of(JobStatus.PENDING), Set.of(), 5)).hasSize(4);
    assertThat(walk(Set.of(JobStatus.PENDING, JobStatus.RUNNING), Set.of("TYPE"), 5)).hasSize(3);
    long now = redis.clock().seconds();
    OptionalLong none = OptionalLong.empty();
    Set<JobKind> generic = Set.of(JobKind.GENERIC);
    assertThat(
            index
                .page(
                    new JobQuery(
                        Set.of(), Set.of(), generic, OptionalLong.of(now - 60), none, 9, 0))
                .jobs())
        .hasSize(5);
    assertThat(
            index
                .page(
                    new JobQuery(
                        Set.of(), Set.of(), generic, none, OptionalLong.of(now - 60), 9, 0))
                .jobs())
        .isEmpty();
    assertThat(
            index
                .page(new JobQuery(Set.of(), Set.of(), Set.of(JobKind.PERIODIC), none, none, 9, 0))
                .jobs())
        .isEmpty();
  }

  @Test
  void executionsThatAreYetToComeMayBeLeftOut() {
    long now = redis.clock().seconds();
    record("p", "Periodic", "Scheduled", "");
    record("p@" + (now - 9), "Scheduled", "Scheduled", Long.toString(now - 9));
    record("p@" + (now + 998), "Scheduled", "Scheduled", "");
    record("p@" + (now + 999), "Scheduled", "Scheduled", Long.toString(now + 999));
    record("p@" + (now + 1000), "Scheduled", "Stopped", Long.toString(now + 1000));
    record("delayed", "Scheduled", "Scheduled", Long.toString(now + 999));
    JobQuery all = query(Set.of(), Set.of(), 3, 0);

    assertThat(ids(index.page(all.from(0, 9)))).hasSize(6);
    JobPage page = index.page(all.withoutUpcoming());
    assertThat(ids(page)).containsExactly("delayed", "p@" + (now + 1000), "p@" + (now - 9));
    assertThat(ids(index.page(all.withoutUpcoming().from(page.next(), 3)))).containsExactly("p");
  }

  private void record(String id, String kind, String status, String runAt) {
    Map<String, String> fields =
        Map.of("id", id, "kind", kind, "status", status, "name", "A", "run_at", runAt);
    probe.redis().hset(probe.key("job_stats:" + id), fields);
    String index = probe.key("job_index");
    probe.redis().zadd(index, probe.redis().zcard(index) + 1.0, id);
  }

  @Test
  void whatHasExpiredLeavesTheIndexAndTheDeadSet() {
    join(POOL, "TYPE");
    jobs.submitAll(jobs("TYPE", 600));
    List<Attempt> running = fetch(POOL, 400, false).attempts();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < running.size(); i++) {
      outcomes.add(
          i % 2 == 0
              ? Outcome.success(running.get(i), Optional.empty())
              : Outcome.failure(running.get(i), "broken", OptionalLong.empty()));
    }
    queues.end(outcomes, type -> false);
    assertThat(probe.redis().zcard(probe.key("dead"))).isEqualTo(200);
    assertThat(index.trim(0)).isEqualTo(new Tidied(500, 0));
    await()
        .untilAsserted(
            () -> {
              index.trim(0);
              index.forget(0);
              assertThat(indexed()).hasSize(200);
              assertThat(probe.redis().zcard(probe.key("dead"))).isZero();
            });
    assertThat(index.trim(0)).isEqualTo(new Tidied(200, 0));
  }

  @Test
  void whatOthersGaveUpAndIsNotOverStaysDead() {
    var job = job("TYPE");
    jobs.submit(job);
    probe.redis().zadd(probe.key("dead"), 1.0, job.entry().toJson());
    probe.redis().zadd(probe.key("dead"), 2.0, "no job");
    assertThat(index.forget(0)).isEqualTo(new Tidied(2, 1));
    assertThat(probe.redis().zrange(probe.key("dead"), 0, -1))
        .containsExactly(job.entry().toJson());
  }

  @Test
  void jobsOfOthersAreAdoptedAtTheirTime() {
    var ours = job("TYPE");
    jobs.submit(ours);
    double place = probe.redis().zscore(probe.key("job_index"), ours.entry().id());
    for (int i = 0; i < 40; i++) {
      probe
          .redis()
          .hset(
              probe.key("job_stats:theirs-" + i),
              Map.of("id", "theirs-" + i, "status", "Success", "enqueue_time", "1700000000"));
    }
    probe.redis().set(probe.key("job_stats:strange"), "no hash");
    String cursor = index.adopt("0");
    while (!cursor.equals("0")) {
      cursor = index.adopt(cursor);
    }
    assertThat(indexed()).hasSize(41).endsWith(ours.entry().id());
    assertThat(probe.redis().zscore(probe.key("job_index"), ours.entry().id())).isEqualTo(place);
    assertThat(probe.redis().zcount(probe.key("job_index"), 1.7e15, 1.700001e15)).isEqualTo(40);
    assertThat(walk(Set.of(JobStatus.SUCCESS), Set.of(), 7)).doesNotHaveDuplicates().hasSize(40);
  }
}
