package io.jobservice.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.model.Cause;
import io.jobservice.model.Finding;
import io.jobservice.redis.Attempt;
import io.jobservice.redis.Outcome;
import io.jobservice.redis.Outcome.End;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WhyEndedTest extends WhyFixture {

  @BeforeEach
  void start() {
    pool("NOOP", told("{'max_fails':2}"));
  }

  private Attempt running() throws Exception {
    submit("NOOP");
    return fetch(POOL);
  }

  @Test
  void itSucceededAfterSomeTimeWithAResult() throws Exception {
    Attempt attempt = running();
    set(attempt.id(), "started_at", now() - 125);
    end(Outcome.success(attempt, Optional.of("{\"n\":1}")));

    Finding finding = first(attempt.id());
    assertThat(finding.cause()).isEqualTo(Cause.SUCCEEDED);
    assertThat(finding.text())
        .matches("It succeeded \\d+ s ago, after it had run for 2 min \\d+ s on node-a:1\\.");
    assertThat(finding.command()).contains("jobservice log " + attempt.id());
    assertThat(finding.facts())
        .containsEntry("result", "{\"n\":1}")
        .containsKey("started_at")
        .containsKey("ended_at");
  }

  @Test
  void itFailedAsOftenAsItMay() throws Exception {
    Attempt attempt = running();
    set(attempt.id(), "max_fails", 1);
    fail(attempt, "broken", OptionalLong.empty());

    Finding finding = first(attempt.id());
    assertThat(finding.cause()).isEqualTo(Cause.GIVEN_UP);
    assertThat(finding.text())
        .matches(
            "It failed in 1 of 1 attempts, the last of which ended \\d+ s ago\\. The last error:"
                + " broken");
    assertThat(finding.command()).contains("jobservice retry " + attempt.id());
    assertThat(finding.facts()).containsEntry("fails", 1L).containsEntry("last_error", "broken");
    controller.retry(attempt.id());
    assertThat(first(attempt.id()).cause()).as("the command helps").isEqualTo(Cause.QUEUED);
  }

  @Test
  void anErrorOfSeveralLinesIsOneLine() throws Exception {
    Attempt attempt = running();
    set(attempt.id(), "max_fails", 1);
    fail(attempt, "the command exited with code 3:\n no disk\n\nno tape", OptionalLong.empty());

    assertThat(first(attempt.id()).text())
        .endsWith(" The last error: the command exited with code 3: no disk; no tape");

    set(attempt.id(), "last_error", "line\n".repeat(1_000));
    assertThat(first(attempt.id()).text()).endsWith(" line; line; …").hasSizeLessThan(500);
  }

  @Test
  void itFailedAndWantsNoFurtherAttempt() throws Exception {
    Attempt attempt = running();
    fail(attempt, "of no use", OptionalLong.empty());

    Finding finding = first(attempt.id());
    assertThat(finding.cause()).isEqualTo(Cause.FAILED_FOR_GOOD);
    assertThat(finding.text())
        .matches(
            "It failed in 1 of 2 attempts, and by what its type says no other is of use; it ended"
                + " \\d+ s ago\\. The last error: of no use");
    assertThat(finding.facts()).containsEntry("max_fails", 2L);
  }

  @Test
  void aNodeOfTheOtherKindHasGivenItUp() throws Exception {
    String id = submit("NOOP");
    set(id, "status", "Error");

    assertThat(first(id).cause()).isEqualTo(Cause.FAILED_ELSEWHERE);
    assertThat(first(id).text()).contains("it cannot be retried");
    assertThat(first(id).command()).contains("jobservice submit NOOP");
  }

  @Test
  void aNodeOfTheOtherKindTriesItAgain() throws Exception {
    String id = submit("NOOP");
    set(id, "status", "Error");
    long second = now() + 3600;
    add(
        "retry",
        second,
        "{\"name\":\"NOOP\",\"id\":\"" + id + "\",\"t\":1,\"args\":null,\"fails\":1}");

    assertThat(first(id).cause()).isEqualTo(Cause.WAITS_FOR_RETRY);
    assertThat(first(id).text()).contains("the next attempt is due in");
    assertThat(first(id).command()).contains("jobservice log " + id);
    assertThat(first(id).facts()).containsEntry("retry_at", second);
  }

  @Test
  void itWasStoppedWhileItRan() throws Exception {
    Attempt attempt = running();
    controller.stop(attempt.id());
    end(Outcome.of(attempt, End.STOPPED));

    Finding finding = first(attempt.id());
    assertThat(finding.cause()).isEqualTo(Cause.STOPPED_RUNNING);
    assertThat(finding.text())
        .matches(
            "It was stopped while it ran; its run was over \\d+ s ago, after it had run for \\d+ s on"
                + " node-a:1\\. A stopped job does not run again\\. Submit it again\\.");
    assertThat(finding.command()).contains("jobservice log " + attempt.id());
  }

  @Test
  void itWasStoppedBeforeItRan() throws Exception {
    String id = submit("NOOP");
    controller.stop(id);

    assertThat(first(id).cause()).isEqualTo(Cause.STOPPED_WAITING);
    assertThat(first(id).text()).matches("It was stopped \\d+ s ago, before it ran\\. .*");
    assertThat(first(id).command()).contains("jobservice submit NOOP");
  }

  @Test
  void itWasStoppedBetweenAttempts() throws Exception {
    Attempt attempt = running();
    fail(attempt, "no", OptionalLong.of(100));
    controller.stop(attempt.id());

    assertThat(first(attempt.id()).cause()).isEqualTo(Cause.STOPPED_WAITING);
    assertThat(first(attempt.id()).text()).contains("while it waited for its next attempt.");
  }

  @Test
  void whatItWaitedForFailed() throws Exception {
    Attempt attempt = running();
    String id = submit("NOOP", "{'kind':'Generic','after':['%s']}".formatted(attempt.id()));
    fail(attempt, "no", OptionalLong.empty());

    Finding finding = first(id);
    assertThat(finding.cause()).isEqualTo(Cause.DEPENDENCY_FAILED);
    assertThat(finding.text())
        .matches(
            "It was stopped \\d+ s ago: job " + attempt.id() + ", which it waited for, failed\\.");
    assertThat(finding.command()).contains("jobservice why " + attempt.id());
    assertThat(finding.facts()).containsEntry("job", attempt.id()).containsKey("stop_reason");
  }

  @Test
  void itWasCancelledWhileItRanAndCanBeRetried() throws Exception {
    Attempt attempt = running();
    controller.cancel(attempt.id());
    end(Outcome.of(attempt, End.CANCELLED));

    assertThat(first(attempt.id()).cause()).isEqualTo(Cause.CANCELLED);
    assertThat(first(attempt.id()).text())
        .matches("It was cancelled \\d+ s ago, while it ran; it can be retried\\.");
    assertThat(first(attempt.id()).command()).contains("jobservice retry " + attempt.id());
  }

  @Test
  void itWasCancelledWhileItWaited() throws Exception {
    String id = submit("NOOP");
    controller.cancel(id);

    assertThat(first(id).text())
        .matches("It was cancelled \\d+ s ago, while it waited; it can be retried\\.");
  }

  @Test
  void aRecordThatSaysLittleIsReadAllTheSame() throws Exception {
    probe.redis().hset(probe.key("job_stats:x"), Map.of("status", "Success"));

    assertThat(first("x").text()).isEqualTo("It succeeded.");
  }
}
