package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.model.JobPage;
import io.jobservice.model.JobStats;
import io.jobservice.testing.IndexedRecords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Jobs by the beginning of their ids. */
class IdSearchTest extends StoreFixture {

  private static final long PLACE = 1_700_000_000_000_000L;

  private void record(String id, long place) {
    IndexedRecords.write(probe, id, place, Map.of("id", id, "status", "Success"));
  }

  private List<String> found(String beginning, int most) {
    return index.beginningWith(beginning, most).jobs().stream().map(JobStats::id).toList();
  }

  @Test
  void theNewestComeFirst() {
    record("abcd1", PLACE);
    record("abcd3", PLACE + 2);
    record("abcd2", PLACE + 1);
    record("abce1", PLACE + 3);
    assertThat(found("abcd", 9)).containsExactly("abcd3", "abcd2", "abcd1");
    assertThat(found("abcd", 2)).hasSize(2);
    assertThat(found("bcd1", 9)).isEmpty();
  }

  @Test
  void theJobOfExactlyThatIdIsFoundAlone() {
    record("abcd", PLACE);
    record("abcd@1700000000", PLACE + 1);
    assertThat(found("abcd", 9)).containsExactly("abcd");
    assertThat(found("abcd@", 9)).containsExactly("abcd@1700000000");
  }

  @Test
  void executionsAreNotFoundByTheBeginningOfTheirPolicy() {
    record("abcd01", PLACE);
    for (int i = 0; i < 9; i++) {
      record("abcd01@170000000" + i, PLACE + 1 + i);
    }
    assertThat(found("abcd", 5)).containsExactly("abcd01");
    assertThat(found("abcd01@17", 20)).hasSize(9);
  }

  @Test
  void whatHasNoRecordIsNotFoundAndTakesNoPlace() {
    for (int i = 0; i < 50; i++) {
      IndexedRecords.writePlace(probe, "gone" + i, PLACE + i);
    }
    record("gone-but-one", PLACE);
    assertThat(found("gone", 1)).containsExactly("gone-but-one");
  }

  @Test
  void aLongIndexIsWalkedToItsEnd() {
    Map<String, Double> others = new HashMap<>();
    for (int i = 0; i < 45_000; i++) {
      others.put(Integer.toHexString(i) + "-other", (double) (PLACE + i));
    }
    probe.redis().zadd(probe.key("job_index"), others);
    record("zzzz-1", PLACE - 1);
    record("zzzz-2", PLACE + 100_000);
    assertThat(found("zzzz", 5)).containsExactly("zzzz-2", "zzzz-1");
  }

  @Test
  void aPatternIsATextLikeAnother() {
    record("abcd1", PLACE);
    record("ab*d1", PLACE);
    record("a[b]c", PLACE);
    assertThat(found("ab*d", 9)).containsExactly("ab*d1");
    assertThat(found("a[b]", 9)).containsExactly("a[b]c");
    assertThat(found("????", 9)).isEmpty();
  }

  @Test
  void whatIsNoRecordIsSteppedOver() {
    record("abcd1", PLACE);
    probe.redis().set(probe.key("job_stats:abcd2"), "a text");
    IndexedRecords.writePlace(probe, "abcd2", PLACE + 1);
    assertThat(found("abcd", 9)).containsExactly("abcd1");
    assertThat(found("abcd2", 9)).isEmpty();
  }

  @Test
  void aWalkToTheEndSaysSo() {
    record("abcd1", PLACE);
    assertThat(index.beginningWith("abcd", 9).next()).isZero();
    assertThat(index.beginningWith("abcd1", 1).next()).isZero();
    assertThat(index.beginningWith("beef", 9).next()).isZero();
  }

  @Test
  void aWalkThatEndsEarlyByItsLengthSaysSo() {
    for (int i = 0; i < 500; i++) {
      IndexedRecords.writePlace(probe, "other" + i, PLACE + i);
    }
    assertThat(new IdSearch(redis, 10, 3).find("abcd", 9).next()).isNotZero();
    assertThat(new IdSearch(redis, 10, 1_000).find("abcd", 9).next()).isZero();
  }

  @Test
  void aWalkThatEndsEarlyByThePageSaysSo() {
    record("abcd1", PLACE);
    record("abcd2", PLACE + 1);
    JobPage page = index.beginningWith("abcd", 1);
    assertThat(page.jobs()).hasSize(1);
    assertThat(page.next()).isNotZero();
  }

  @Test
  void aWalkThatEndsEarlyByLargeRecordsSaysSo() {
    String large = "x".repeat(3 << 20);
    for (int i = 0; i < 4; i++) {
      String id = "abcd" + i;
      IndexedRecords.write(probe, id, PLACE + i, Map.of("id", id, "parameters", large));
    }
    assertThat(index.beginningWith("abcd", 9).next()).isNotZero();
  }
}
