package io.jobservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.model.StrictJson;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RedisProbe;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that "why" gives, read by a shell and run. */
class WhyPasteTest {

  private static final List<String> SAME =
      List.of(
          "name",
          "kind",
          "unique",
          "parameters",
          "web_hook_url",
          "max_fails",
          "cron_spec",
          "overlap",
          "misfire",
          "run_at");

  @TempDir private Path directory;
  private final String namespace = Namespaces.fresh();
  private final RedisProbe probe = new RedisProbe(RedisServer.shared().url(), namespace);
  private TestNode node;

  @BeforeEach
  void start() {
    node = TestNode.start(directory, RedisServer.shared().url().toUri(), namespace);
    for (String type : List.of("DEMO", "NOOP")) {
      probe.redis().set(probe.key("jobs:" + type + ":paused"), "1");
    }
  }

  @AfterEach
  void stop() {
    node.close();
    probe.close();
  }

  private String run(List<String> words) {
    Transcript.Result result =
        new Transcript(directory)
            .env("JOBSERVICE_URL", "http://127.0.0.1:" + node.http().port())
            .env("CORE_SECRET", TestNode.SECRET)
            .inRealTime()
            .run(words.toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return result.out().strip();
  }

  private String run(String... words) {
    return run(List.of(words));
  }

  private JsonNode why(String id) throws Exception {
    return StrictJson.parse(run("why", id, "-o", "json"));
  }

  /** What a shell makes of a line; nothing of the line is run. */
  private List<String> pasted(String line) throws IOException {
    assertThat(line).startsWith("jobservice ");
    String shown = "jobservice() { printf '%s\\0' \"$@\"; }\n" + line + "\n";
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", shown).directory(directory.toFile()).start();
    String words = new String(shell.getInputStream().readAllBytes(), UTF_8);
    List<String> all = new ArrayList<>(List.of(words.split("\0")));
    assertThat(all).isNotEmpty();
    return all;
  }

  private Map<String, String> submission(String id) {
    Map<String, String> record = probe.redis().hgetAll(probe.key("job_stats:" + id));
    record.keySet().retainAll(SAME);
    return record;
  }

  /** Submits, stops, and submits again as "why" says. */
  private void assertIsSubmittedAgain(String... words) throws Exception {
    String id = run(words);
    run("stop", id, "-q");

    String again = run(pasted(why(id).path("command").asText()));

    assertThat(again).isNotEqualTo(id);
    assertThat(submission(again)).isEqualTo(submission(id)).containsKey("name");
  }

  @Test
  void aStoppedJobIsSubmittedAgainAsItWas() throws Exception {
    assertIsSubmittedAgain("submit", "NOOP", "-q");
    assertIsSubmittedAgain(
        "submit",
        "NOOP",
        "-q",
        "--params",
        "{\"image\":\"it's $(touch x) `y` \\\"z\\\\ \\n é\",\"hold\":\"2s\"}",
        "--unique",
        "--max-fails",
        "7",
        "--hook",
        "http://127.0.0.1:9/a?b=c&d");
    assertIsSubmittedAgain("submit", "NOOP", "-q", "--at", "2099-01-02T03:04:05Z");
  }

  @Test
  void anEndedPolicyIsSubmittedAgainAsItWas() throws Exception {
    assertIsSubmittedAgain(
        "submit",
        "DEMO",
        "-q",
        "-p",
        "image=demo:1",
        "--cron",
        "CRON_TZ=Europe/Berlin 0 0 3 * * *",
        "--overlap",
        "forbid",
        "--misfire",
        "skip",
        "--unique");
  }

  @Test
  void whatMayBeASecretOrIsLargeIsNotInACommand() throws Exception {
    String large = "x".repeat(600);
    for (String parameter :
        List.of(
            "image.api_token=abc",
            "author=\"secret: abc\"",
            "image=http://me:abc@host/",
            "image=" + large)) {
      String id = run("submit", "NOOP", "-q", "-p", parameter);
      run("stop", id, "-q");

      JsonNode answer = why(id);
      assertThat(answer.path("cause").asText()).isEqualTo("stopped_waiting");
      assertThat(answer.path("text").asText()).endsWith("Submit it again.");
      assertThat(answer.has("command")).as(parameter).isFalse();
    }
  }

  @Test
  void aTypeOfAnyTextIsOneWord() throws Exception {
    String type = "X; touch 'pasted'";
    probe
        .redis()
        .hset(probe.key("job_stats:y"), Map.of("id", "y", "name", type, "status", "Stopped"));

    assertThat(pasted(why("y").path("command").asText())).containsExactly("submit", type);
    assertThat(directory.resolve("pasted")).doesNotExist();
  }

  @Test
  void quietlyThereAreSentencesAlone() {
    String id = run("submit", "NOOP", "-q");

    assertThat(run("why", id)).contains("jobservice queue resume NOOP");
    assertThat(run("why", id, "-q")).contains("is paused").doesNotContain("jobservice ");
  }
}
