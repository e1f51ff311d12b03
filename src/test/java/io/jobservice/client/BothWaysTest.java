package io.jobservice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.client.ClientException.Kind;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is submitted, checked and looked for is the same over HTTP and straight on Redis. */
class BothWaysTest {

  private static final RedisServer SERVER = RedisServer.shared();

  @TempDir private Path folder;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(SERVER.url(), namespace);
  private final Json json = new Json();
  private TestNode node;
  private RawHttp http;
  private List<JobServiceClient> ways;

  @BeforeEach
  void start() throws ClientException {
    node = TestNode.start(folder, SERVER.url().toUri(), namespace);
    http = node.http();
    probe.redis().set(probe.key("jobs:NOOP:paused"), "1");
    URI url = URI.create("http://127.0.0.1:" + http.port());
    ways =
        List.of(
            new HttpJobServiceClient(
                new Endpoint(url, "from a test", Optional.of(TestNode.SECRET)), json),
            DirectJobServiceClient.connect(
                new RedisLocator.Place(SERVER.url(), probe.key("")),
                System::nanoTime,
                new LogLocator(folder, Map.of(), Optional.empty()),
                json));
  }

  @AfterEach
  void stop() {
    ways.forEach(JobServiceClient::close);
    node.close();
    probe.close();
  }

  private static Submission submission(String name) {
    return new Submission(
        name,
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        false,
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private Submission full(OptionalLong delay, OptionalLong runAt, Optional<String> key)
      throws Exception {
    return new Submission(
        "NOOP",
        Optional.of((ObjectNode) json.read("{\"big\":9007199254740993,\"f\":1.50}")),
        delay,
        runAt,
        true,
        Optional.of("http://receiver.example/done"),
        OptionalInt.of(7),
        key,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private ObjectNode job(String text) throws Exception {
    return (ObjectNode) json.read(text.replace('\'', '"'));
  }

  /** What differs from job to job, though they were asked for alike. */
  private static JsonNode withoutItsOwn(JsonNode answer) {
    ObjectNode job = ((ObjectNode) answer.path("job")).deepCopy();
    job.remove(List.of("id", "ref_link", "enqueue_time", "update_time", "revision", "run_at"));
    return job;
  }

  /** Something that a client does. */
  private interface Question<T> {
    T ask(JobServiceClient client) throws Exception;
  }

  private <T> List<T> bothWays(Question<T> question) throws Exception {
    List<T> answers = new ArrayList<>();
    for (JobServiceClient way : ways) {
      answers.add(question.ask(way));
    }
    return answers;
  }

  private void assertRefused(Question<?> question, Kind kind, String message) {
    for (JobServiceClient way : ways) {
      assertThatExceptionOfType(ClientException.class)
          .isThrownBy(() -> question.ask(way))
          .withMessage(message)
          .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }
  }

  @Test
  void aJobIsTakenIn() throws Exception {
    List<JsonNode> answers =
        bothWays(
            client -> {
              JsonNode answer =
                  client.submit(full(OptionalLong.of(500), OptionalLong.empty(), Optional.empty()));
              client.stop(answer.path("job").path("id").asText());
              return answer;
            });

    assertThat(withoutItsOwn(answers.get(1))).isEqualTo(withoutItsOwn(answers.get(0)));
    for (JsonNode answer : answers) {
      JsonNode job = answer.path("job");
      assertThat(json.write(job)).contains("\"parameters\":{\"big\":9007199254740993,\"f\":1.5}");
      assertThat(job.path("run_at").asLong()).isEqualTo(job.path("enqueue_time").asLong() + 500);
      assertThat(job.path("max_fails").asInt()).isEqualTo(7);
      assertThat(http.status(job.path("id").asText())).isEqualTo("Stopped");
    }
  }

  @Test
  void aJobRunsAtASecond() throws Exception {
    long second = http.submit("NOOP", "{}").job().path("enqueue_time").asLong() + 900;

    for (JsonNode answer :
        bothWays(
            client ->
                client.check(
                    full(OptionalLong.empty(), OptionalLong.of(second), Optional.empty())))) {
      assertThat(answer.path("job").path("run_at").asLong()).isEqualTo(second);
      assertThat(answer.path("job").path("status").asText()).isEqualTo("Scheduled");
    }
    assertRefused(
        client ->
            client.submit(full(OptionalLong.of(5), OptionalLong.of(second), Optional.empty())),
        Kind.BAD_REQUEST,
        "'schedule_delay' and 'run_at' exclude each other");
    for (JobServiceClient way : ways) {
      assertThatExceptionOfType(ClientException.class)
          .isThrownBy(
              () -> way.submit(full(OptionalLong.empty(), OptionalLong.of(5), Optional.empty())))
          .withMessageStartingWith("'run_at' 5 is in the past");
    }
  }

  @Test
  void theSameKeyIsTheSameJobOnBothWays() throws Exception {
    Submission first = full(OptionalLong.empty(), OptionalLong.empty(), Optional.of("key"));
    List<JsonNode> answers = bothWays(client -> client.submit(first));

    assertThat(answers.get(1)).isEqualTo(answers.get(0));
    assertThat(probe.redis().llen(probe.key("jobs:NOOP"))).isEqualTo(1);
    Submission other = full(OptionalLong.of(5), OptionalLong.empty(), Optional.of("key"));
    assertRefused(
        client -> client.submit(other),
        Kind.BAD_REQUEST,
        "this Idempotency-Key came with another request within 24 hours; use a new one");
    assertRefused(
        client -> client.check(other),
        Kind.BAD_REQUEST,
        "this Idempotency-Key came with another request within 24 hours; use a new one");
  }

  @Test
  void aListIsAnsweredJobByJob() throws Exception {
    List<ObjectNode> jobs =
        List.of(
            job("{'name':'NOOP','metadata':{'kind':'Generic'},'idempotency_key':'k'}"),
            job("{'name':'NO_SUCH','metadata':{'kind':'Generic'}}"),
            job("{'name':'NOOP','metadata':{'kind':'Scheduled'}}"),
            job("{'name':'NOOP','parameters':{'a':1.50},'metadata':{'kind':'Generic'}}"));

    List<List<JsonNode>> checked = bothWays(client -> client.checkAll(jobs));
    List<List<JsonNode>> submitted = bothWays(client -> client.submitAll(jobs));

    for (List<List<JsonNode>> answers : List.of(checked, submitted)) {
      assertThat(answers.get(0)).hasSize(4);
      assertThat(withoutItsOwn(answers.get(1).get(3)))
          .isEqualTo(withoutItsOwn(answers.get(0).get(3)));
      assertThat(answers.get(1).subList(1, 3)).isEqualTo(answers.get(0).subList(1, 3));
      assertThat(answers.get(0).get(1).path("error").path("description").asText())
          .isEqualTo("job with name 'NO_SUCH' is unknown");
    }
    assertThat(submitted.get(1).get(0)).isEqualTo(submitted.get(0).get(0));
    assertThat(checked.get(1).get(0).path("job").has("id")).isFalse();
    assertThat(probe.redis().llen(probe.key("jobs:NOOP"))).isEqualTo(3);
    assertRefused(
        client -> client.submitAll(List.of()),
        Kind.BAD_REQUEST,
        "'jobs' must have 1 to 10000 jobs, but it has 0");
  }

  @Test
  void aUniqueJobHasOneHolder() throws Exception {
    Submission unique = full(OptionalLong.empty(), OptionalLong.empty(), Optional.empty());
    String holder = ways.get(1).submit(unique).path("job").path("id").asText();

    assertRefused(
        client -> client.submit(unique),
        Kind.CONFLICT,
        "an equal unique job is under way: " + holder);
    assertRefused(
        client -> client.check(unique),
        Kind.CONFLICT,
        "an equal unique job is under way: " + holder);
  }

  @Test
  void aTypeIsKnownWhileAPoolThatRegistersItLives() throws Exception {
    long now = http.submit("NOOP", "{}").job().path("enqueue_time").asLong();
    pool("aaaaaaaaaaaaaaaaaaaaaaaa", "LIVING", now);
    pool("bbbbbbbbbbbbbbbbbbbbbbbb", "GHOST", now - 60);

    for (JsonNode answer : bothWays(client -> client.check(submission("LIVING")))) {
      assertThat(answer.path("job").path("name").asText()).isEqualTo("LIVING");
    }
    assertRefused(
        client -> client.submit(submission("GHOST")),
        Kind.BAD_REQUEST,
        "job with name 'GHOST' is unknown");
  }

  /** A pool that has beaten at a second, and does not beat again. */
  private void pool(String id, String type, long beat) {
    probe
        .redis()
        .hset(
            probe.key("worker_pools:" + id),
            Map.of("heartbeat_at", Long.toString(beat), "job_names", type));
    probe.redis().sadd(probe.key("worker_pools"), id);
  }

  @Test
  void jobsAreFoundByTheBeginningOfTheirIds() throws Exception {
    String id = http.accepted("NOOP", "{}");
    JsonNode whole = http.get("/api/v1/jobs/" + id).json();

    for (String beginning : List.of(id.substring(0, 12), id)) {
      for (JobListPage page : bothWays(client -> client.jobsBeginning(beginning))) {
        assertThat(page.next()).isZero();
        assertThat(page.jobs()).hasSize(1);
        assertThat(page.jobs().get(0).toString()).isEqualTo(whole.toString());
      }
    }
    assertThat(bothWays(client -> client.jobsBeginning("zzzz").jobs().size()))
        .containsExactly(0, 0);
    assertRefused(
        client -> client.jobsBeginning("a*"),
        Kind.BAD_REQUEST,
        "the beginning of an id must have 4 to 64 of 0-9 a-z @ -, unlike 'a*'");
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() throws Exception {
    ObjectNode parameters = json.nodes().objectNode().put("a", "x".repeat(1 << 20));
    Submission large =
        new Submission(
            "NOOP",
            Optional.of(parameters),
            OptionalLong.empty(),
            OptionalLong.empty(),
            false,
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty());

    assertRefused(
        client -> client.submit(large), Kind.BAD_REQUEST, "the body is larger than 1048576 bytes");
  }

  @Test
  void theLogOfAJobThatHasNotRunIsEmpty() throws Exception {
    String id = ways.get(0).submit(submission("NOOP")).path("job").path("id").asText();
    for (JobServiceClient client : ways) {
      assertThat(client.log(id, 0, OutputStream.nullOutputStream())).isZero();
    }
    assertRefused(
        client -> client.log("x", 0, OutputStream.nullOutputStream()),
        Kind.BAD_REQUEST,
        "invalid Job ID: x");
    assertRefused(
        client ->
            client.follow(
                "0123456789abcdef01234567", LogWish.WHOLE, Optional.empty(), new LogQueue()),
        Kind.NOT_FOUND,
        "there is no job 0123456789abcdef01234567, or its record has expired");
    assertRefused(
        client ->
            client.log(
                id,
                new LogWish(Optional.of("-1"), Optional.empty(), Optional.empty()),
                0,
                JobServiceClient.PATIENCE,
                OutputStream.nullOutputStream()),
        Kind.BAD_REQUEST,
        "'tail' must be a number of lines from 0 to 1000000, not -1");
  }
}
