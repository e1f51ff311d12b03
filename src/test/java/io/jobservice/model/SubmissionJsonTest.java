package io.jobservice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jobservice.job.JobKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionJsonTest {

  private static final String WHOLE_DELAY =
      "'schedule_delay' must be a whole number from 0 to 3155760000, but it is ";

  private static Submission metadata(String metadata) throws Exception {
    String body = "{'job':{'name':'DEMO','metadata':{" + metadata + "}}}";
    return SubmissionJson.parse(StrictJson.parse(body.replace('\'', '"')));
  }

  @Test
  void everyFieldIsRead() throws Exception {
    String body =
        """
        {"job": {"name": " DEMO ", "parameters": {"a": []}, "status_hook": "http://hook",
          "other": 1, "metadata": {"kind": "Scheduled", "unique": true, "schedule_delay": 90,
            "cron_spec": "0 5 * * * *", "max_fails": 7, "other": 1,
            "backoff": {"kind": "fixed", "initial": "30s"}}}}
        """;
    Submission submission = SubmissionJson.parse(StrictJson.parse(body));
    assertThat(submission.name()).isEqualTo("DEMO");
    assertThat(submission.kind()).isEqualTo(JobKind.SCHEDULED);
    assertThat(submission.parameters()).get().hasToString("{\"a\":[]}");
    assertThat(submission.statusHook()).contains("http://hook");
    assertThat(submission.unique()).isTrue();
    assertThat(submission.scheduleDelay()).hasValue(90);
    assertThat(submission.cronSpec()).contains("0 5 * * * *");
    assertThat(submission.maxFails()).hasValue(7);
    assertThat(submission.backoff()).contains(Backoff.fixed(Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'kind':'Generic'",
        "'kind':'Generic','schedule_delay':0,'cron_spec':'','max_fails':null,'backoff':null",
        "'kind':'Generic','schedule_delay':null,'cron_spec':' '",
        "'kind':'Generic','run_at':0",
        "'kind':'Generic','run_at':null"
      })
  void whatIsEmptyIsAsIfLeftOut(String metadata) throws Exception {
    Submission submission = metadata(metadata);
    assertThat(submission.scheduleDelay()).isEmpty();
    assertThat(submission.runAt()).isEmpty();
    assertThat(submission.cronSpec()).isEmpty();
    assertThat(submission.maxFails()).isEmpty();
    assertThat(submission.backoff()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3155760000, 3155760000", "5.0, 5", "1e3, 1000"})
  void aDelayMayBeOneSecondToAHundredYears(String json, long seconds) throws Exception {
    assertThat(metadata("'kind':'Scheduled','schedule_delay':" + json).scheduleDelay())
        .hasValue(seconds);
  }

  @ParameterizedTest
  @CsvSource({"1795315490, 1795315490", "9000000000, 9000000000", "0, 0", "1.7e9, 1700000000"})
  void aScheduledJobMayHaveASecondInPlaceOfADelay(String json, long second) throws Exception {
    Submission submission = metadata("'kind':'Scheduled','schedule_delay':0,'run_at':" + json);
    assertThat(submission.runAt()).hasValue(second);
    assertThat(submission.scheduleDelay()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "1.5", "3155760001", "18446744073709551616", "9223372036854775808"})
  void aDelayThatIsNoneIsRefusedForEveryKind(String json) {
    for (JobKind kind : JobKind.values()) {
      refuses(
          "'kind':'" + kind.text() + "','cron_spec':'@daily','schedule_delay':" + json,
          ErrorCode.BAD_REQUEST,
          WHOLE_DELAY + json);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'kind':'periodic' | BAD_REQUEST | job kind 'periodic' is not supported, only support"
            + " 'Generic','Scheduled','Periodic'; did you mean 'Periodic'?",
        "'kind':'Scheduled' | BAD_REQUEST | 'schedule_delay' must be specified for Scheduled job",
        "'kind':'Scheduled','schedule_delay':0 | BAD_REQUEST"
            + " | 'schedule_delay' must be specified for Scheduled job",
        "'kind':'Scheduled','schedule_delay':-0 | BAD_REQUEST"
            + " | 'schedule_delay' must be specified for Scheduled job",
        "'kind':'Scheduled','schedule_delay':'5' | JSON | 'schedule_delay' must be a number",
        "'kind':'Scheduled','schedule_delay':[5] | JSON | 'schedule_delay' must be a number",
        "'kind':'Scheduled','schedule_delay':5,'run_at':1795315490 | BAD_REQUEST"
            + " | 'schedule_delay' and 'run_at' exclude each other",
        "'kind':'Scheduled','run_at':null | BAD_REQUEST"
            + " | 'schedule_delay' must be specified for Scheduled job",
        "'kind':'Scheduled','run_at':'tomorrow' | JSON | 'run_at' must be a number",
        "'kind':'Scheduled','run_at':1795315490.5 | BAD_REQUEST"
            + " | 'run_at' must be a whole number from 0 to 9000000000, but it is 1.7953154905E9",
        "'kind':'Scheduled','run_at':1795315490123 | BAD_REQUEST"
            + " | 'run_at' must be a whole number from 0 to 9000000000, but it is 1795315490123",
        "'kind':'Generic','run_at':1795315490 | BAD_REQUEST"
            + " | 'run_at' goes with the kind Scheduled only",
        "'kind':'Periodic' | BAD_REQUEST | 'cron_spec' must be specified for the Periodic job",
        "'kind':'Periodic','cron_spec':' ' | BAD_REQUEST"
            + " | 'cron_spec' must be specified for the Periodic job",
        "'kind':'Periodic','cron_spec':5 | JSON | 'cron_spec' must be a text",
        "'kind':'Generic','max_fails':0 | BAD_REQUEST"
            + " | 'max_fails' must be a whole number from 1 to 10000, but it is 0",
        "'kind':'Generic','max_fails':10001 | BAD_REQUEST"
            + " | 'max_fails' must be a whole number from 1 to 10000, but it is 10001",
        "'kind':'Generic','max_fails':'3' | JSON | 'max_fails' must be a number",
        "'kind':'Generic','backoff':'fixed' | JSON | 'backoff' must be an object",
        "'kind':'Generic','backoff':{'kind':'fixed'} | BAD_REQUEST"
            + " | 'backoff.initial' is required with the kind fixed",
      })
  void theFieldThatIsWrongIsNamed(String metadata, ErrorCode code, String message) {
    refuses(metadata, code, message);
  }

  private static void refuses(String metadata, ErrorCode code, String message) {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> metadata(metadata))
        .withMessage(message)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}
