package io.jobservice.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One attempt to start a server in its folder, up to its first answer.
 *
 * @param binary the program
 * @param folder where it works
 * @param state where it shall listen
 */
record ServerLaunch(ServerBinary binary, ServerFolder folder, ServerState state) {

  private static final long SECONDS_TO_FORK = 10;
  private static final Duration ANSWER = Duration.ofSeconds(2);

  /** All that the server gets of our environment, which may hold secrets. */
  private static final Set<String> ENVIRONMENT =
      Set.of("PATH", "HOME", "TZ", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH");

  /**
   * Starts the server and waits until it has loaded its data and answers.
   *
   * @throws EmbeddedRedisException if it ended, or was not ready in time; nothing of it is left
   */
  ServerProcess run(Deadline deadline) throws EmbeddedRedisException {
    if (folder.needsVersion7() && binary.version().major() < 7) {
      throw new EmbeddedRedisException(
          folder.path()
              + " was last used by a server of version 7 or newer, whose files "
              + binary.path()
              + " ("
              + binary.version()
              + ") cannot read; install redis-server or valkey-server 7 or newer");
    }
    try {
      folder.tidy();
      folder.configure(state);
      state.write(folder.path());
      fork();
    } catch (IOException e) {
      throw new EmbeddedRedisException(
          "starting " + binary.path() + " in " + folder.path() + " failed: " + e.getMessage(), e);
    }
    return awaitReady(deadline);
  }

  /** What a server says when it is asked whether it is the one of this folder. */
  enum Answer {
    /** It is, and has its data. */
    READY,
    /** It takes our password and still reads its data. */
    LOADING,
    /** Nobody listens, or it says nothing, as a frozen one does. */
    SILENT,
    /** Something else. */
    FOREIGN
  }

  /** Asks whoever listens on the recorded port. */
  static Answer ask(ServerState state, Path folder) {
    try (var probe = new RespProbe(state.port(), state.password(), ANSWER)) {
      List<String> dir = probe.call("CONFIG", "GET", "dir");
      if (!dir.equals(List.of("dir", folder.toString()))) {
        return Answer.FOREIGN;
      }
      probe.call("PING");
      return Answer.READY;
    } catch (RespProbe.ErrorReply e) {
      return e.getMessage().startsWith("LOADING") || e.getMessage().startsWith("BUSY")
          ? Answer.LOADING
          : Answer.FOREIGN;
    } catch (IOException e) {
      return Answer.SILENT;
    }
  }

  private void fork() throws IOException {
    var builder =
        new ProcessBuilder(binary.path().toString(), "redis.conf")
            .directory(folder.path().toFile());
    builder.environment().keySet().retainAll(ENVIRONMENT);
    // The parent ends as soon as it has left the server in a session of its own.
    ShortRun parent = ShortRun.of(builder, SECONDS_TO_FORK);
    if (parent.exit() != 0) {
      throw new IOException("it ended with " + parent.exit() + ": " + parent.printed());
    }
  }

  private ServerProcess awaitReady(Deadline deadline) throws EmbeddedRedisException {
    Deadline birth = Deadline.in(Duration.ofSeconds(1));
    while (!deadline.passed()) {
      Optional<Long> pid = folder.recordedPid();
      Optional<ServerProcess> process =
          pid.flatMap(ServerProcess::of).filter(ServerProcess::isAlive);
      if (process.isPresent() && ask(state, folder.path()) == Answer.READY) {
        return process.get();
      }
      // It writes its number once it listens; one that never listened has to be looked for.
      boolean ended =
          pid.isPresent() ? process.isEmpty() : birth.passed() && folder.occupants().isEmpty();
      if (ended) {
        throw new EmbeddedRedisException(
            binary.path() + " ended at its start; its log says: " + folder.lastWords());
      }
      deadline.pause();
    }
    folder.occupants().forEach(ServerProcess::kill);
    throw new EmbeddedRedisException(
        binary.path()
            + " was not ready in time, raise startup_timeout if its data are many; its log says: "
            + folder.lastWords());
  }
}
