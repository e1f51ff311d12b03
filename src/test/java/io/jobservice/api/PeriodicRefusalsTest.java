package io.jobservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RawHttp.Answer;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of periodic jobs, and why; over real HTTP, on one node for all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeriodicRefusalsTest {

  private static final String ROUTE = "/api/v1/jobs";
  private static final String YEARLY = "0 0 0 1 1 *";

  private TestNode node;
  private RawHttp http;

  @BeforeAll
  void start(@TempDir Path folder) {
    node = TestNode.start(folder, RedisServer.shared().url().toUri(), Namespaces.fresh());
    http = node.http();
  }

  @AfterAll
  void stop() {
    node.close();
  }

  private static String metadata(String line, String more) {
    return "{\"kind\":\"Periodic\",\"cron_spec\":\"" + line + "\"" + more + "}";
  }

  private String submitted(String line) {
    return http.accepted("NOOP", "{}", metadata(line, ""));
  }

  private Answer act(String id, String order) {
    return http.send("POST", ROUTE + "/" + id, order.replace('\'', '"'));
  }

  private static void done(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
  }

  private static void refused(Answer answer, int status, String... words) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.json().path("description").asText()).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "not a cron | 'cron_spec' is not correctly set: cron line 'not a cron' has 3 fields: write six",
        "61 * * * * * | 'cron_spec' is not correctly set: second '61' is out of range: allowed are 0",
        "* * * * * * * | has 7 fields",
        "0 0 1 1 * | has five fields, without the seconds: did you mean '0 0 0 1 1 *'?",
        "0 0 0 30 2 * | never fires",
        "CRON_TZ=Mars/Base 0 0 0 1 1 * | zone 'Mars/Base' is not known",
        "@fortnightly | is not known"
      })
  void aLineThatIsWrongIsRefusedWithTheReason(String line, String message) {
    refused(http.submit("NOOP", "{}", metadata(line, "")), 400, message);
    String id = submitted(YEARLY);
    refused(act(id, "{'action':'reschedule','cron_spec':'" + line + "'}"), 400, message);
  }

  @Test
  void theParameterThatNamesAnExecutionIsRefused() {
    refused(
        http.submit("NOOP", "{\"_job_kind_periodic_\":\"1\"}", metadata(YEARLY, "")),
        400,
        "_job_kind_periodic_");
    refused(http.submit("NOOP", "{\"_job_kind_periodic_\":\"1\"}"), 400, "_job_kind_periodic_");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'action':'pause'}",
        "{'action':'resume'}",
        "{'action':'reschedule','misfire':'skip'}"
      })
  void onlyAPolicyInForceCanBeChanged(String order) {
    refused(act("0123456789abcdef01234567", order), 404, "0123456789abcdef01234567");
    String generic = http.accepted("NOOP", "{}", "{\"kind\":\"Scheduled\",\"schedule_delay\":900}");
    refused(act(generic, order), 409, "only a periodic job");
    String ended = submitted(YEARLY);
    done(http.stop(ended));
    refused(act(ended, order), 409, "Stopped");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'action':'reschedule'} | needs 'cron_spec', 'misfire' or 'overlap'",
        "{'action':'reschedule','misfire':'never'} | 'misfire' must be",
        "{'action':'reschedule','overlap':true} | 'overlap' must be a text",
        "{'action':'pause','cron_spec':'0 0 0 1 1 *'} | 'cron_spec' goes with the action reschedule",
        "{'action':'pause','cascade':true} | 'cascade' goes with the action stop"
      })
  void anOrderThatMakesNoSenseIsRefused(String order, String message) {
    refused(act(submitted(YEARLY), order), 400, message);
  }

  @Test
  void aLineWithAnotherKindHasNoEffectAndIsWarnedOf() {
    String line = "{\"kind\":\"Generic\",\"cron_spec\":\"0 0 0 1 1 *\"}";
    String warnings = "[\"'cron_spec' goes with the kind Periodic only and has no effect\"]";

    assertThat(http.submit("NOOP", "{}", line).job().path("warnings")).hasToString(warnings);
    String job = "{\"name\":\"NOOP\",\"metadata\":" + line + "}";
    assertThat(
            http.send("POST", ROUTE, "{\"jobs\":[" + job + "," + job + "]}")
                .json()
                .at("/jobs/1/job/warnings"))
        .hasToString(warnings);
    assertThat(
            http.submit("NOOP", "{}", "{\"kind\":\"Generic\",\"cron_spec\":\" \"}")
                .job()
                .has("warnings"))
        .isFalse();
  }

  @Test
  void aPolicyIsNotRetriedAndAJobThatIsNoneHasNoExecutions() {
    String id = submitted(YEARLY);
    done(http.stop(id));
    refused(http.act(id, "retry"), 409, "a periodic job cannot be retried");

    String generic = http.accepted("NOOP", "{}");
    assertThat(http.get(ROUTE + "/" + generic + "/executions").status()).isEqualTo(400);
    assertThat(http.get(ROUTE + "/" + id + "@1/executions").status()).isEqualTo(404);
  }
}
