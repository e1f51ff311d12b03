package io.jobservice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.job.JobKind;
import io.jobservice.model.JobQuery;
import io.jobservice.model.Misfire;
import io.jobservice.model.Overlap;
import io.jobservice.model.PolicyChange;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Periodic jobs: the same trees and errors over HTTP and straight on Redis. */
class PoliciesBothWaysTest {

  /** Once a year, and never while a test runs but on New Year's Eve. */
  private static final String YEARLY = "59 59 23 31 12 *";

  @TempDir private Path folder;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private TestNode node;
  private JobServiceClient overHttp;
  private JobServiceClient direct;

  @BeforeEach
  void start() throws ClientException {
    node = TestNode.start(folder, RedisServer.shared().url().toUri(), namespace);
    URI url = URI.create("http://127.0.0.1:" + node.http().port());
    overHttp =
        new HttpJobServiceClient(
            new Endpoint(url, "from a test", Optional.of(TestNode.SECRET)), new Json());
    direct =
        DirectJobServiceClient.connect(
            new RedisLocator.Place(RedisServer.shared().url(), probe.key("")),
            System::nanoTime,
            new LogLocator(folder, Map.of(), Optional.empty()),
            new Json());
  }

  @AfterEach
  void stop() {
    direct.close();
    overHttp.close();
    node.close();
    probe.close();
  }

  private interface Call {
    Object on(JobServiceClient client) throws ClientException;
  }

  private void assertRefused(Call call, Kind kind, String words) {
    for (JobServiceClient client : List.of(overHttp, direct)) {
      assertThatThrownBy(() -> call.on(client))
          .isInstanceOf(ClientException.class)
          .hasMessage(words)
          .extracting(problem -> ((ClientException) problem).kind())
          .isEqualTo(kind);
    }
  }

  private static Submission periodic(String line, Optional<Overlap> overlap) {
    return new Submission(
        "NOOP",
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        false,
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.of(new Submission.Periodic(line, Optional.empty(), overlap)));
  }

  private static PolicyChange line(String text) {
    return new PolicyChange(Optional.of(text), Optional.empty(), Optional.empty());
  }

  private static String submitted(JobServiceClient client, String line) throws ClientException {
    return client.submit(periodic(line, Optional.empty())).path("job").path("id").asText();
  }

  private JsonNode job(JobServiceClient client, String id) throws ClientException {
    return client.job(id, JobServiceClient.PATIENCE).path("job");
  }

  @Test
  void whatIsSubmittedOneWayIsTheSameBothWays() throws ClientException {
    for (JobServiceClient client : List.of(overHttp, direct)) {
      JsonNode answer = client.submit(periodic(YEARLY, Optional.of(Overlap.FORBID))).path("job");
      assertThat(answer.path("next_runs")).hasSize(5);
      assertThat(answer.path("overlap").asText()).isEqualTo("forbid");

      JsonNode job = job(client, answer.path("id").asText());
      assertThat(job.path("executions")).hasSize(1);
      assertThat(job.path("next_runs")).isEqualTo(answer.path("next_runs"));
      assertThat(job(direct, job.path("id").asText())).isEqualTo(job);
    }
  }

  @Test
  void policiesAreListedAlike() throws ClientException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(0, submitted(overHttp, YEARLY));
    }
    direct.stop(submitted(direct, YEARLY));
    for (JobServiceClient client : List.of(overHttp, direct)) {
      CountedPage page = client.policies(0, 2);
      assertThat(page.total()).isEqualTo(3);
      assertThat(page.jobs().findValuesAsText("id")).isEqualTo(ids.subList(0, 2));
      assertThat(page.jobs()).allMatch(item -> item.path("job").path("next_runs").size() == 5);
      CountedPage last = client.policies(page.next(), 2);
      assertThat(last.jobs().findValuesAsText("id")).isEqualTo(ids.subList(2, 3));
      assertThat(last.next()).isZero();
    }
    assertThat(direct.policies(0, 10)).isEqualTo(overHttp.policies(0, 10));
    JobQuery periodic =
        new JobQuery(
            Set.of(),
            Set.of(),
            Set.of(JobKind.PERIODIC),
            OptionalLong.empty(),
            OptionalLong.empty(),
            10,
            0);
    assertThat(direct.jobs(periodic)).isEqualTo(overHttp.jobs(periodic));
    assertThat(direct.jobs(periodic).jobs()).hasSize(3);
  }

  @Test
  void executionsAreTheSame() throws ClientException {
    String id = submitted(overHttp, "0 * * * * *");
    overHttp.pausePolicy(id, true);
    overHttp.pausePolicy(id, false);
    CountedPage page = overHttp.executions(id, 1, 2, true);
    assertThat(page.total()).isGreaterThanOrEqualTo(3);
    assertThat(page.jobs()).hasSize(2);
    assertThat(direct.executions(id, 1, 2, true).jobs()).isEqualTo(page.jobs());
    assertThat(overHttp.executions(id, 9, 100, false).jobs()).isEmpty();
    assertThat(direct.executions(id, 9, 100, false).jobs()).isEmpty();
  }

  @Test
  void policiesArePausedResumedAndChanged() throws ClientException {
    String id = submitted(overHttp, YEARLY);
    for (JobServiceClient client : List.of(overHttp, direct)) {
      client.pausePolicy(id, true);
      assertThat(job(client, id).path("paused").asBoolean()).isTrue();
      assertThat(job(client, id).path("next_runs")).isEmpty();
      client.pausePolicy(id, false);
      assertThat(job(client, id).path("paused").asBoolean()).isFalse();
      client.reschedule(
          id,
          new PolicyChange(
              Optional.of("0 0 0 1 1 *"), Optional.of(Misfire.SKIP), Optional.of(Overlap.FORBID)));
      assertThat(job(client, id).path("cron_spec").asText()).isEqualTo("0 0 0 1 1 *");
      assertThat(job(client, id).path("misfire").asText()).isEqualTo("skip");
      assertThat(job(client, id).path("overlap").asText()).isEqualTo("forbid");
      client.reschedule(
          id,
          new PolicyChange(
              Optional.of(YEARLY), Optional.of(Misfire.FIRE_ONCE), Optional.of(Overlap.ALLOW)));
      assertThat(job(client, id).has("misfire")).isFalse();
    }
  }

  @Test
  void whatMayNotHaveBeenMeantIsToldAlsoOfAPolicyThatIsRead() throws ClientException {
    String id = submitted(overHttp, YEARLY);
    direct.pausePolicy(id, true);
    assertThat(job(overHttp, id).has("warnings")).isFalse();
    direct.reschedule(id, line("* 59 23 31 12 *"));
    for (JobServiceClient client : List.of(overHttp, direct)) {
      assertThat(job(client, id).path("warnings").path(0).asText())
          .contains("more than once a minute");
    }
  }

  @Test
  void whatIsWrongIsRefusedAlike() throws ClientException {
    String id = submitted(overHttp, YEARLY);
    String five =
        "'cron_spec' is not correctly set: cron line '0 0 1 1 *' has five fields, without the"
            + " seconds: did you mean '0 0 0 1 1 *'?";
    assertRefused(client -> submitted(client, "0 0 1 1 *"), Kind.BAD_REQUEST, five);
    assertRefused(
        client -> {
          client.reschedule(id, line("0 0 1 1 *"));
          return null;
        },
        Kind.BAD_REQUEST,
        five);
    assertRefused(
        client -> {
          client.pausePolicy("x", true);
          return null;
        },
        Kind.NOT_FOUND,
        "there is no job x, or its record has expired");
    assertRefused(
        client -> {
          client.retry(id);
          return null;
        },
        Kind.CONFLICT,
        "a periodic job cannot be retried; retry one of its executions, or submit it again");
    overHttp.stop(id);
    assertRefused(
        client -> {
          client.pausePolicy(id, true);
          return null;
        },
        Kind.CONFLICT,
        "the periodic job " + id + " has ended: it is Stopped; submit it again");
  }
}
