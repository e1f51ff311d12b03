package io.jobservice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.testing.IndexedRecords;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code list} finds on a node over HTTP, and that it finds the same straight on Redis. */
class ListBothWaysTest {

  private static final String URL = RedisServer.shared().url().toUri();

  @TempDir private Path directory;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private TestNode node;
  private RawHttp http;

  @BeforeEach
  void start() {
    node = TestNode.start(directory, URL, namespace);
    http = node.http();
    // What is submitted stays where it is.
    probe.redis().set(probe.key("jobs:NOOP:paused"), "1");
  }

  @AfterEach
  void stop() {
    node.close();
    probe.close();
  }

  /** Runs it both ways, and gives what both of them said. */
  private Transcript.Result list(String... options) {
    Transcript.Result overHttp =
        shell().run(words(options, "--url", "http://127.0.0.1:" + http.port()));
    Transcript.Result overRedis =
        shell().run(words(options, "--redis", URL, "--namespace", namespace));
    assertThat(overRedis).isEqualTo(overHttp);
    return overHttp;
  }

  private Transcript shell() {
    return new Transcript(directory)
        .env("CORE_SECRET", TestNode.SECRET)
        .env("NO_COLOR", "1")
        .onTerminalIn("UTC")
        .inRealTime();
  }

  private static String[] words(String[] options, String... connection) {
    return Stream.of(Stream.of("list"), Stream.of(options), Stream.of(connection))
        .flatMap(words -> words)
        .toArray(String[]::new);
  }

  private static Transcript.Result ids(List<String> ids) {
    String lines = ids.isEmpty() ? "" : String.join("\n", ids) + "\n";
    return new Transcript.Result(0, lines, "");
  }

  private List<String> submitted(int count) {
    List<String> newestFirst = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      newestFirst.add(0, http.accepted("NOOP", "{\"i\":" + i + "}"));
    }
    return newestFirst;
  }

  @Test
  void theNewestComeFirstUpToTheLimit() {
    List<String> ids = submitted(27);

    Transcript.Result usual = list("-o", "id");
    assertThat(usual.out()).isEqualTo(String.join("\n", ids.subList(0, 25)) + "\n");
    assertThat(usual.err()).isEqualTo("Only the newest 25 are shown; --limit 0 shows all.\n");
    assertThat(list("-o", "id", "--limit", "27")).isEqualTo(ids(ids));
    assertThat(list("-o", "id", "--limit", "0")).isEqualTo(ids(ids));
    assertThat(list("-o", "id", "--limit", "1").out()).isEqualTo(ids.get(0) + "\n");
  }

  @Test
  void jobsAreShownAsTheApiHasThem() {
    String id = http.accepted("NOOP", "{\"a\":[1.50,[]]}");

    assertThat(list("-o", "json").out())
        .isEqualTo("[" + http.get("/api/v1/jobs/" + id).body() + "]\n");
    assertThat(list("--utc").out())
        .matches(
            "ID +NAME  STATUS   KIND     SUBMITTED\n"
                + id
                + "  NOOP  Pending  Generic  20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\n");
  }

  @Test
  void allMeansAllPages() {
    List<String> ids = submitted(230);

    assertThat(list("-o", "id", "--limit", "0")).isEqualTo(ids(ids));
    assertThat(list("-o", "id", "--limit", "150").out())
        .isEqualTo(String.join("\n", ids.subList(0, 150)) + "\n");
    assertThat(list("--limit", "0").out().lines()).hasSize(231);
  }

  @Test
  void filtersFitByStatusAndType() {
    String pending = submitted(1).get(0);
    String scheduled =
        http.accepted("NOOP", "{}", "{\"kind\":\"Scheduled\",\"schedule_delay\":500}");
    String failed = http.accepted("FAIL", "{}", "{\"kind\":\"Generic\",\"max_fails\":1}");
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(http.job(failed).has("die_at")).isTrue());

    assertThat(list("-o", "id")).isEqualTo(ids(List.of(failed, scheduled, pending)));
    assertThat(list("-o", "id", "--status", "PENDING")).isEqualTo(ids(List.of(pending)));
    assertThat(list("-o", "id", "--status", "error,scheduled"))
        .isEqualTo(ids(List.of(failed, scheduled)));
    assertThat(list("-o", "id", "--name", "NOOP")).isEqualTo(ids(List.of(scheduled, pending)));
    assertThat(list("-o", "id", "--name", "FAIL,NOOP", "--status", "Scheduled"))
        .isEqualTo(ids(List.of(scheduled)));
    assertThat(list("-o", "id", "--name", "NONE"))
        .isEqualTo(new Transcript.Result(0, "", "No job fits. Leave out options to see others.\n"));
  }

  @Test
  void timesBoundTheSubmission() {
    String now = submitted(1).get(0);
    Map<String, String> record = Map.of("id", "old", "name", "NOOP", "status", "Stopped");
    IndexedRecords.write(probe, "old", 1_767_225_600_500_000L, record);

    assertThat(list("-o", "id")).isEqualTo(ids(List.of(now, "old")));
    assertThat(list("-o", "id", "--since", "1h")).isEqualTo(ids(List.of(now)));
    assertThat(list("-o", "id", "--until", "1h")).isEqualTo(ids(List.of("old")));
    assertThat(list("-o", "id", "--since", "2026-01-01", "--until", "2026-01-02"))
        .isEqualTo(ids(List.of("old")));
    assertThat(list("-o", "id", "--until", "2026-01-01T00:00:01Z")).isEqualTo(ids(List.of("old")));
    assertThat(list("-o", "id", "--until", "2026-01-01T00:00:00Z").out()).isEmpty();
  }

  @Test
  void shortPagesAreFollowed() {
    List<String> ids = submitted(3);
    IndexedRecords.writeNewer(probe, "OTHER", 21_000);

    assertThat(list("-o", "id", "--name", "NOOP")).isEqualTo(ids(ids));
    assertThat(list("-o", "id", "--name", "NOOP", "--limit", "0")).isEqualTo(ids(ids));
    assertThat(list("-o", "id", "--name", "NOOP", "--limit", "2").out())
        .isEqualTo(String.join("\n", ids.subList(0, 2)) + "\n");
  }

  @Test
  void nothingIsAHeadingAndAHint() {
    assertThat(list())
        .isEqualTo(
            new Transcript.Result(
                0,
                "ID  NAME  STATUS  KIND  SUBMITTED\n",
                "There are no jobs. Submit one with: jobservice submit NAME\n"));
    assertThat(list("-o", "json").out()).isEqualTo("[]\n");
    assertThat(list("-o", "id").out()).isEmpty();
  }

  @Test
  void badValuesAreMistakesBothWays() {
    for (String[] mistake :
        List.of(
            new String[] {"--status", "runing"},
            new String[] {"--name", "a b"},
            new String[] {"--since", "soon"},
            new String[] {"--limit", "-1"})) {
      Transcript.Result result = list(mistake);
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).contains(mistake[0]).endsWith("Try 'jobservice list --help'.\n");
    }
  }

  @Test
  void aWalkOverTheListGivesEachJobOnceThoughJobsEnd() {
    List<String> ids = submitted(120);
    Collections.reverse(ids);
    ids.subList(0, 60).forEach(http::stop);

    assertThat(list("-o", "id", "--limit", "0").out().lines())
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(list("-o", "id", "--limit", "0", "--status", "stopped").out().lines()).hasSize(60);
  }
}
