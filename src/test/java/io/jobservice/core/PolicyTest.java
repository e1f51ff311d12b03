package io.jobservice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.job.JobKind;
import io.jobservice.model.JobStats;
import io.jobservice.model.StrictJson;
import io.jobservice.model.SubmissionJson;
import io.jobservice.redis.PolicyStore.NewPolicy;
import io.jobservice.testing.GoldenDump;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy is made of, against what the old service writes. */
class PolicyTest {

  private static final GoldenDump DUMP =
      GoldenDump.read("redis-02-periodic-policy-workers-stopped");
  private static final String ID = "2745068c2a921a2fec578cd7";
  private static final long NOW = 1_795_304_319;

  private static JobStats golden() {
    return JobStats.of(DUMP.hash("job_stats:" + ID));
  }

  private static Policy changed(String field, String value) throws UnreadablePolicyException {
    Map<String, String> fields = new HashMap<>(golden().fields());
    fields.put(field, value);
    return Policy.of(JobStats.of(fields));
  }

  private static NewPolicy submitted(String metadata) throws Exception {
    String body =
        """
        {"name": "NOOP", "parameters": {"p": 1}, "status_hook": "http://127.0.0.1:9699/ok/periodic",
          "metadata": {"kind": "Periodic", "cron_spec": " */30 * * * * * "%s}}
        """
            .formatted(metadata);
    var submission = SubmissionJson.parseJob((ObjectNode) StrictJson.parse(body));
    assertThat(submission.kind()).isEqualTo(JobKind.PERIODIC);
    return PolicyDraft.of(submission, Policy.line(submission.cronSpec().orElseThrow()), ID, NOW)
        .toNewPolicy(Optional.of(new Controller.Idempotency("key", "request")));
  }

  @Test
  void aRecordHasTheFieldsOfTheLayoutInTheirOrder() throws Exception {
    Map<String, String> expected = new LinkedHashMap<>(DUMP.hash("job_stats:" + ID));
    expected.remove("numeric_policy_id");

    assertThat(submitted("").stats()).containsExactlyEntriesOf(expected);
  }

  @Test
  void whatLivesInTheLayoutsSetIsTheSameToTheByte() throws Exception {
    NewPolicy policy = submitted("");

    assertThat(policy.place().isShared()).isTrue();
    assertThat(policy.place().json()).isEqualTo(DUMP.values("period:policies").get(0));
    assertThat(Policy.of(golden()).place()).isEqualTo(policy.place());
  }

  @Test
  void itsFirstExecutionsAreTheSameToTheByte() throws Exception {
    NewPolicy policy = submitted("");
    List<String> entries = policy.timetable().due().stream().map(policy.entry()::at).toList();

    assertThat(entries)
        .hasSize(8)
        .isEqualTo(DUMP.values("scheduled").stream().filter(entry -> entry.contains(ID)).toList());
  }

  @Test
  void theAnswerToGiveAgainHasAPlaceForTheNumber() throws Exception {
    String answer = submitted("").once().orElseThrow().answer();

    assertThat(answer)
        .contains("\"numeric_policy_id\":0,\"parameters\":{\"p\":1}")
        .contains("\"next_runs\":[1795304340,1795304370,1795304400,1795304430,1795304460]");
  }

  @Test
  void aUniqueOneClaimsWhatItDoesAndWhen() throws Exception {
    assertThat(submitted("").claim()).isEmpty();
    assertThat(submitted(",\"unique\":true").claim()).contains(Policy.of(golden()).claim());
    assertThat(changed("cron_spec", "0,30 * * * * *").claim())
        .isEqualTo(Policy.of(golden()).claim());
    assertThat(changed("cron_spec", "0,31 * * * * *").claim())
        .isNotEqualTo(Policy.of(golden()).claim());
    assertThat(changed("parameters", "{\"p\":9007199254740993}").claim())
        .isNotEqualTo(changed("parameters", "{\"p\":9007199254740992}").claim());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cron_spec | @daily",
        "cron_spec | CRON_TZ=Europe/Berlin 0 0 3 * * *",
        "cron_spec | 0 0 1 1 *",
        "cron_spec | 0 0 0 */2 * MON",
        "misfire | skip",
        "misfire | fire_all",
        "overlap | forbid",
        "paused | 1",
        "max_fails | 3",
        "backoff | {\"kind\":\"fixed\",\"initial\":\"1s\"}"
      })
  void whatTheOtherKindWouldGetWrongIsNotShared(String field, String value) throws Exception {
    assertThat(changed(field, value).place().isShared()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"misfire | fire_once", "overlap | allow", "cron_spec | 0 0 3 ? * MON-FRI"})
  void whatItReadsAlikeIsShared(String field, String value) throws Exception {
    assertThat(changed(field, value).place().isShared()).isTrue();
  }

  @Test
  void optionsAreInTheRecordUnlessTheyAreTheUsualOnes() throws Exception {
    assertThat(submitted(",\"misfire\":\"fire_once\",\"overlap\":\"allow\"").stats())
        .doesNotContainKeys("misfire", "overlap");
    assertThat(submitted(",\"misfire\":\"skip\",\"overlap\":\"forbid\"").stats())
        .containsEntry("misfire", "skip")
        .containsEntry("overlap", "forbid");
  }

  @Test
  void fiveFieldsOfTheOtherKindAreSecondToMonth() throws Exception {
    assertThat(changed("cron_spec", "0 0 1 1 *").dueTimes().following(NOW, 2))
        .isEqualTo(changed("cron_spec", "0 0 1 1 * *").dueTimes().following(NOW, 2));
  }

  @Test
  void anIntervalIsCountedFromTheSubmission() throws Exception {
    assertThat(changed("cron_spec", "@every 10m").dueTimes().following(NOW, 2))
        .containsExactly(NOW + 600, NOW + 1200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cron_spec | nonsense | its cron_spec is wrong: cron line 'nonsense' has 1 field",
        "cron_spec | '' | its cron_spec is wrong: cron line '' is empty",
        "parameters | [1] | its parameters are no JSON object",
        "parameters | {x | its parameters are no JSON object"
      })
  void aRecordThatMakesNoSenseSaysWhy(String field, String value, String message) {
    assertThatExceptionOfType(UnreadablePolicyException.class)
        .isThrownBy(() -> changed(field, value))
        .withMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"* * * * * *", "*/30 * * * * *", "0,1 0 0 1 1 *", "@every 59s"})
  void itWarnsOfMoreThanOneRunAMinute(String line) throws Exception {
    assertThat(changed("cron_spec", line).warnings())
        .singleElement()
        .asString()
        .startsWith("the cron line fires more than once a minute, ");
    assertThat(changed("cron_spec", "0 * * * * *").warnings()).isEmpty();
  }
}
