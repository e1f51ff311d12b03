package io.jobservice.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.testing.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program at a real terminal: what is drawn, and what keys and signals do. */
class TerminalIT {

  @TempDir private Path folder;
  private Distribution program;
  private Process daemon;
  private Tmux terminal;
  private int port;

  @BeforeEach
  void open() {
    assumeThat(Tmux.isInstalled()).isTrue();
    port = RedisServer.freePort();
    program = new Distribution(folder);
    program.configure("shutdown_grace: 1s\n");
    serve();
    terminal = Tmux.open(folder, 100, 24);
    terminal.type("export JOB_SERVICE_PORT=" + port);
  }

  @AfterEach
  void close() throws InterruptedException {
    if (terminal != null) {
      terminal.close();
    }
    if (daemon != null) {
      end();
    }
  }

  private void serve() {
    daemon = program.serve(Map.of("JOB_SERVICE_PORT", Integer.toString(port)));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> program.serveLog().contains("ready: the API is at"));
  }

  private void end() throws InterruptedException {
    daemon.destroy();
    assertThat(daemon.waitFor(40, TimeUnit.SECONDS)).isTrue();
  }

  private void signal(String name) throws IOException, InterruptedException {
    assertThat(
            new ProcessBuilder("kill", "-" + name, Long.toString(daemon.pid())).start().waitFor())
        .isZero();
  }

  private void expectExit(int code) {
    terminal.type("echo exit=$?");
    terminal.awaitText("exit=" + code);
  }

  @Test
  void aWatchIsDrawnAnewResizedAndLeft() {
    terminal.type("jobservice stats --watch --interval 300ms");
    terminal.awaitText("q quits");
    assertThat(terminal.screen()).contains("WORKERS", "Healthy").doesNotContain("QUEUE");

    program.run(
        Map.of("JOB_SERVICE_PORT", Integer.toString(port)),
        "submit",
        "DEMO",
        "-p",
        "image=demo:1",
        "-p",
        "hold=1h");
    terminal.awaitText("DEMO");

    terminal.resize(60, 15);
    terminal.awaitScreen(
        "a narrower table",
        screen -> screen.contains("…") && screen.lines().allMatch(line -> line.length() <= 60));
    terminal.resize(120, 30);
    terminal.awaitScreen(
        "a wider table", screen -> !screen.contains("…") && screen.contains("HEARTBEAT"));

    terminal.press("q");
    terminal.awaitScreen("the screen as it was", screen -> !screen.contains("WORKERS"));
    expectExit(0);
  }

  @Test
  void aWatchOutlivesTheServer() throws InterruptedException {
    terminal.type("jobservice stats --watch --interval 300ms");
    terminal.awaitText("q quits");
    end();
    terminal.awaitText("No answer since");
    assertThat(terminal.screen()).as("the last state stays").contains("Healthy");
    serve();
    terminal.awaitText("q quits");
    terminal.press("C-c");
    terminal.awaitScreen("the screen as it was", screen -> !screen.contains("WORKERS"));
    expectExit(130);
  }

  @Test
  void ctrlCDetachesFromAJobThatGoesOn() {
    terminal.type("jobservice submit DEMO -p image=demo:1 -p pause=0s -p hold=1h --follow");
    terminal.awaitText("Holding for");
    terminal.press("C-c");
    terminal.awaitText("Come back with: jobservice wait --follow");
    expectExit(130);
    terminal.type("clear; jobservice stats @last --fields status");
    terminal.awaitText("Running");
    terminal.type("jobservice stop @last; clear; jobservice wait --follow @last");
    terminal.awaitText("was stopped");
    expectExit(6);
  }

  @Test
  void aSecondCtrlCLeavesAServiceThatDoesNotAnswer() throws IOException, InterruptedException {
    terminal.type("jobservice submit DEMO -p image=demo:1 -p pause=0s -p hold=1h --wait");
    terminal.awaitScreen("an id", screen -> screen.matches("(?s).*\\n[0-9a-f]{24}\\n.*"));
    signal("STOP");
    try {
      terminal.press("C-c");
      terminal.awaitText("Come back with");
      terminal.press("C-c");
      // It may have ended by then; a prompt that is interrupted forgets what is typed.
      terminal.awaitScreen(
          "a prompt after the second ^C",
          screen -> screen.split("\\^C", -1).length > 2 && screen.strip().endsWith(">"));
      expectExit(130);
    } finally {
      signal("CONT");
    }
  }

  @Test
  void manyJobsAreAskedAboutBeforeTheyAreStopped() {
    terminal.type("for i in 1 2 3; do jobservice submit DEMO -p image=demo:1 -q --delay 1h; done");
    terminal.type("clear; jobservice stop --name DEMO");
    terminal.awaitText("Really stop 3 jobs? [y/N]");
    terminal.type("n");
    terminal.awaitText("nothing was stopped");
    terminal.type("clear; jobservice stop --name DEMO");
    terminal.awaitText("Really stop 3 jobs? [y/N]");
    terminal.type("y");
    terminal.awaitText("3 jobs stopped.");
  }
}
