package io.jobservice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.NodeProcess;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs as jobs of a node. */
class CommandsTest {

  private static final String COMMANDS =
      """
      shutdown_grace: 0s
      jobs: {types: {SLOW: {max_fails: 1}}}
      commands:
        - name: SLOW
          command: [sh, -c, 'trap "echo ended; exit 0" TERM; echo $$ >slow; while :; do sleep 0.01; done']
          timeout: 2s
        - name: LONG
          command: [sh, -c, 'sleep 300 & echo $! >child; echo $$ >long; wait']
          max_fails: 1
        - name: STUBBORN
          command: [sh, -c, 'trap "" TERM; echo $$ >stubborn; while :; do sleep 0.01; done']
          stop_grace: 1h
        - name: CHOOSY
          command: [sh, -c, 'echo no >&2; exit $JOB_PARAM_CODE']
          retry_exit_codes: [75]
        - name: PARENT
          command:
            - sh
            - -c
            - |
              echo '::launch {"name": "EASY", "key": "a", "parameters": {"who": "child"}}'
              read -r one <&3
              echo "::launch {\\"name\\": \\"EASY\\", \\"parameters\\": {\\"who\\": \\"next\\"}, \\"after\\": [\\"$one\\"]}"
              read -r two <&3
              echo '::launch {"name": "PARENT"}'
              read -r three <&3
              echo "::progress 1/2"
              echo "::result {\\"ids\\": [\\"$one\\", \\"$two\\"]}"
              echo "$three"
        - name: EASY
          command: [echo, "${params.who}"]
      """;

  @TempDir Path folder;

  private static void eventually(ThrowingRunnable assertion) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(assertion);
  }

  private String pid(String file) {
    Path path = folder.resolve(file);
    eventually(() -> assertThat(path).content().endsWith("\n"));
    try {
      return Files.readString(path).strip();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitGone(String pid) {
    eventually(
        () -> {
          try {
            // What is dead, and what nobody has waited for, is gone.
            assertThat(Files.readString(Path.of("/proc", pid, "stat"))).contains(") Z ");
          } catch (IOException e) {
            assertThat(ProcessHandle.of(Long.parseLong(pid))).isEmpty();
          }
        });
  }

  private TestNode node() {
    return TestNode.start(folder, RedisServer.shared().url().toUri(), Namespaces.fresh(), COMMANDS);
  }

  private static void awaitStatus(RawHttp http, String id, String status) {
    eventually(() -> assertThat(http.status(id)).isEqualTo(status));
  }

  @Test
  void jobsThatAreProgramsRun() {
    try (TestNode node = node()) {
      RawHttp http = node.http();
      String id = http.accepted("EASY", "{\"who\":\"a; ls\"}");
      awaitStatus(http, id, "Success");
      assertThat(http.submit("EASY", "{}").body())
          .contains("missing parameter 'who', which is an argument of the command");
      assertThat(http.get("/api/v1/jobs/" + id + "/log").body()).contains("a; ls\n");
    }
  }

  @Test
  void programsLaunchSubJobs() {
    try (TestNode node = node()) {
      RawHttp http = node.http();
      String id = http.accepted("PARENT", "{}");
      awaitStatus(http, id, "Success");
      JsonNode parent = http.job(id);
      assertThat(parent.path("check_in").asText()).isEqualTo("50%");
      JsonNode ids = parent.path("result").path("ids");
      assertThat(ids).hasSize(2);
      for (JsonNode child : ids) {
        awaitStatus(http, child.asText(), "Success");
        assertThat(http.job(child.asText()).path("upstream_job_id").asText()).isEqualTo(id);
      }
      assertThat(http.get("/api/v1/jobs/" + id + "/log").body()).contains("error: ");
    }
  }

  @Test
  void aProgramThatTakesTooLongGetsItsGrace() {
    try (TestNode node = node()) {
      RawHttp http = node.http();
      String id = http.accepted("SLOW", "{}");
      awaitStatus(http, id, "Error");
      assertThat(http.get("/api/v1/jobs/" + id).body()).contains("timed out after 2s");
      assertThat(http.get("/api/v1/jobs/" + id + "/log").body()).contains("ended\n");
      awaitGone(pid("slow"));
    }
  }

  @Test
  void aCancelledProgramIsGoneAndCanBeRetried() throws IOException {
    try (TestNode node = node()) {
      RawHttp http = node.http();
      String id = http.accepted("LONG", "{}");
      String pid = pid("long");
      String child = pid("child");
      http.act(id, "cancel");
      awaitStatus(http, id, "Cancelled");
      awaitGone(pid);
      awaitGone(child);
      Files.delete(folder.resolve("long"));
      http.act(id, "retry");
      String again = pid("long");
      http.act(id, "stop");
      awaitStatus(http, id, "Stopped");
      awaitGone(again);
    }
  }

  @Test
  void theExitCodeDecidesWhetherItIsTriedAgain() {
    try (TestNode node = node()) {
      RawHttp http = node.http();
      String never = http.accepted("CHOOSY", "{\"code\":3}");
      String again = http.accepted("CHOOSY", "{\"code\":75}");
      eventually(
          () ->
              assertThat(http.get("/api/v1/jobs/" + never).body())
                  .contains("the command exited with code 3:\\nno"));
      eventually(
          () -> assertThat(http.get("/api/v1/jobs/" + again).body()).contains("\"retry_at\""));
      assertThat(http.get("/api/v1/jobs/" + never).body()).doesNotContain("\"retry_at\"");
    }
  }

  @Test
  void aNodeThatShutsDownLeavesNoProgram() {
    String pid;
    TestNode node = node();
    try (node) {
      node.http().accepted("STUBBORN", "{}");
      pid = pid("stubborn");
    }
    awaitGone(pid);
  }

  @Test
  void aNodeThatIsKilledLeavesNoProgram() {
    try (NodeProcess node =
        new NodeProcess(
            folder, "node", RedisServer.shared().url().toUri(), Namespaces.fresh(), 2, COMMANDS)) {
      node.start();
      RawHttp http = node.awaitReady();
      http.accepted("STUBBORN", "{}");
      http.accepted("LONG", "{}");
      String stubborn = pid("stubborn");
      String pid = pid("long");
      String child = pid("child");
      node.kill();
      awaitGone(stubborn);
      awaitGone(pid);
      awaitGone(child);
    }
  }
}
