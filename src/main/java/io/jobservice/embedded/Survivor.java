package io.jobservice.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that lives in the folder already, left by a daemon that was killed. */
record Survivor(ServerFolder folder) {

  private static final Logger LOG = LoggerFactory.getLogger(Survivor.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Takes it over if it answers as ours.
   *
   * @return its process; empty if there is none, or none that answers in some seconds
   * @throws EmbeddedRedisException if it is ours and did not finish loading in time
   */
  Optional<ServerProcess> adopt(ServerState state, Duration timeout) throws EmbeddedRedisException {
    Deadline loaded = Deadline.in(timeout);
    Deadline silence = Deadline.in(min(timeout, PATIENCE));
    while (true) {
      // Nobody else on that port shall see our password.
      if (folder.occupants().isEmpty()) {
        return Optional.empty();
      }
      switch (ServerLaunch.ask(state, folder.path())) {
        case READY -> {
          Optional<ServerProcess> process = identify(state);
          if (process.isPresent()) {
            LOG.info(
                "took over the Redis server that runs on 127.0.0.1:{}, pid {}",
                state.port(),
                process.get().pid());
            return process;
          }
          if (silence.passed()) {
            return Optional.empty();
          }
        }
        case LOADING -> {
          if (loaded.passed()) {
            throw new EmbeddedRedisException(
                "the Redis server that runs in "
                    + folder.path()
                    + " is still loading its data; wait, or raise startup_timeout");
          }
        }
        case SILENT -> {
          if (silence.passed()) {
            return Optional.empty();
          }
        }
        case FOREIGN -> {
          return Optional.empty();
        }
      }
      loaded.pause();
    }
  }

  /** Makes sure that nobody lives in the folder. */
  void end() throws EmbeddedRedisException {
    for (ServerProcess process : folder.occupants()) {
      LOG.warn(
          "the Redis server (pid {}) that runs in {} does not answer as ours, ending it",
          process.pid(),
          folder.path());
      if (!process.end(Duration.ofSeconds(2))) {
        throw new EmbeddedRedisException(
            "a Redis server (pid "
                + process.pid()
                + ") runs in "
                + folder.path()
                + ", does not answer and could not be ended; end it and start again");
      }
    }
  }

  private static Optional<ServerProcess> identify(ServerState state) {
    try (var probe = new RespProbe(state.port(), state.password(), PATIENCE)) {
      return ServerProcess.of(Long.parseLong(probe.info("server", "process_id")));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
