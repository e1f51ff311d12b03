package io.jobservice.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A Redis server's process, which is nobody's child. Safe against reuse of its number: the JDK's
 * handle compares the start time at each use.
 */
final class ServerProcess {

  /** Which field after the name counts the threads, see proc(5). */
  private static final int THREADS = 17;

  private final ProcessHandle handle;

  ServerProcess(ProcessHandle handle) {
    this.handle = handle;
  }

  /** The process of a number, if there is one. */
  static Optional<ServerProcess> of(long pid) {
    return ProcessHandle.of(pid).map(ServerProcess::new);
  }

  long pid() {
    return handle.pid();
  }

  /** Whether it runs; one that has ended but was not collected by its parent does not. */
  boolean isAlive() {
    return handle.isAlive() && !isZombie();
  }

  /** Asks it to end, insists, and kills it. False if it is there all the same. */
  boolean end(Duration patience) {
    handle.destroy();
    return awaitEnd(patience) || kill();
  }

  /** Kills it. False if it is still there after a few seconds. */
  boolean kill() {
    handle.destroyForcibly();
    return awaitEnd(Duration.ofSeconds(3));
  }

  boolean awaitEnd(Duration patience) {
    return Deadline.in(patience).await(() -> !isAlive());
  }

  /**
   * Where the JVM is the first process of a container, nobody collects what was orphaned. A process
   * whose first thread alone has ended looks the same at a glance, and still holds its port.
   */
  private boolean isZombie() {
    Path stat = Path.of("/proc", Long.toString(handle.pid()), "stat");
    if (!Files.isReadable(stat)) {
      return false;
    }
    try {
      String text = Files.readString(stat, ISO_8859_1);
      String[] fields = text.substring(text.lastIndexOf(')') + 1).strip().split(" ", -1);
      return fields[0].equals("Z") && Integer.parseInt(fields[THREADS]) <= 1;
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }
}
