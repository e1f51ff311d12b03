package io.jobservice.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;

/** A real terminal with a shell in it, kept by a tmux of its own. */
final class Tmux implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String socket;

  private Tmux(Path folder) {
    this.socket = folder.resolve("tmux.sock").toString();
  }

  static boolean isInstalled() {
    try {
      return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Opens a terminal of a size in a folder, with the program on its path. */
  static Tmux open(Path folder, int columns, int rows) {
    Tmux tmux = new Tmux(folder);
    String program = Distribution.LAUNCHER.getParent().toString();
    Path profile = folder.resolve("profile");
    try {
      Files.writeString(
          profile,
          """
          PS1='> '
          PATH='%s':"$PATH"
          unset CORE_SECRET NO_COLOR CLICOLOR_FORCE
          export HOME='%s'
          """
              .formatted(program, folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tmux.run(
        "-f",
        "/dev/null",
        "new-session",
        "-d",
        "-x",
        Integer.toString(columns),
        "-y",
        Integer.toString(rows),
        "-c",
        folder.toString(),
        "env ENV='" + profile + "' sh -i");
    tmux.awaitText(">");
    return tmux;
  }

  /** Types a line. */
  void type(String line) {
    run("send-keys", "-l", line);
    run("send-keys", "Enter");
  }

  /** Presses a key, by tmux' name for it. */
  void press(String key) {
    run("send-keys", key);
  }

  void resize(int columns, int rows) {
    run("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
  }

  /** What the screen shows. */
  String screen() {
    return run("capture-pane", "-p");
  }

  /** Returns when the screen shows a text. */
  String awaitText(String text) {
    awaitScreen(text, screen -> screen.contains(text));
    return screen();
  }

  /** Returns when the screen is as it should be. */
  void awaitScreen(String what, java.util.function.Predicate<String> wanted) {
    try {
      await(what)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> wanted.test(screen()));
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      throw new AssertionError(what + " is not on the screen:\n" + screen(), e);
    }
  }

  @Override
  public void close() {
    run("kill-server");
  }

  private String run(String... words) {
    List<String> command = new ArrayList<>(List.of("tmux", "-S", socket));
    command.addAll(List.of(words));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      Assertions.assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
