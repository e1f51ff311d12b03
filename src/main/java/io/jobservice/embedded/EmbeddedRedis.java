package io.jobservice.embedded;

import io.jobservice.config.RedisUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Redis server of a node that was given none: a process of its own that listens on the loopback
 * address only, asks for a random password, and keeps an append-only file in the data folder.
 *
 * <p>It survives a daemon that was killed, and the next one takes it over. What it has acknowledged
 * survives a kill of it, and the machine's too. There is never more than one server in a folder,
 * provided that the caller holds the {@link DataDir}.
 *
 * <p>Thread safe. {@link #close} waits for an {@link #ensureRunning} under way.
 */
public final class EmbeddedRedis implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
  private static final int PORTS_TO_TRY = 3;

  private final ServerFolder folder;
  private final List<Path> searchPath;
  private final Duration timeout;
  private final ServerState state;
  private volatile ServerProcess process;
  private boolean closed;

  private EmbeddedRedis(
      ServerFolder folder,
      List<Path> searchPath,
      Duration timeout,
      ServerState state,
      ServerProcess process) {
    this.folder = folder;
    this.searchPath = searchPath;
    this.timeout = timeout;
    this.state = state;
    this.process = process;
  }

  /**
   * Takes over the server that lives in a data folder, or starts one on the data of the last. The
   * program is the first {@code redis-server} or {@code valkey-server} on the PATH of version 6.2
   * or newer, else the one that ships with the service.
   *
   * @param dataDir the data folder, which the caller holds
   * @param timeout how long the server may take until it has loaded its data and answers, more than
   *     zero; each later restart has the same
   * @return the running server
   * @throws EmbeddedRedisException if there is no program that runs here, or the server ends or is
   *     not ready in time; no process is left behind
   */
  public static EmbeddedRedis start(Path dataDir, Duration timeout) throws EmbeddedRedisException {
    return start(dataDir, timeout, ServerBinary.searchPath(System.getenv("PATH")));
  }

  static EmbeddedRedis start(Path dataDir, Duration timeout, List<Path> searchPath)
      throws EmbeddedRedisException {
    try {
      ServerFolder folder = ServerFolder.in(dataDir);
      Optional<ServerState> last = ServerState.read(folder.path());
      if (last.isPresent()) {
        Optional<ServerProcess> survivor = new Survivor(folder).adopt(last.get(), timeout);
        if (survivor.isPresent()) {
          return new EmbeddedRedis(folder, searchPath, timeout, last.get(), survivor.get());
        }
      }
      new Survivor(folder).end();
      return startFresh(folder, searchPath, timeout, last.filter(ServerState::isPortFree));
    } catch (IOException e) {
      throw new EmbeddedRedisException("data_dir " + dataDir + " cannot be used: " + e, e);
    }
  }

  private static EmbeddedRedis startFresh(
      ServerFolder folder, List<Path> searchPath, Duration timeout, Optional<ServerState> last)
      throws IOException, EmbeddedRedisException {
    ServerBinary binary = ServerBinary.find(searchPath, folder.path());
    Deadline deadline = Deadline.in(timeout);
    ServerState state = last.isPresent() ? last.get() : ServerState.fresh();
    for (int left = PORTS_TO_TRY; ; left--) {
      try {
        ServerProcess process = new ServerLaunch(binary, folder, state).run(deadline);
        LOG.info(
            "started {} {} on 127.0.0.1:{}, pid {}, data in {}",
            binary.path(),
            binary.version(),
            state.port(),
            process.pid(),
            folder.path());
        return new EmbeddedRedis(folder, searchPath, timeout, state, process);
      } catch (EmbeddedRedisException e) {
        // Somebody took the port between our look and the server's: that is no reason to give up.
        if (left == 1 || deadline.passed() || state.isPortFree()) {
          throw e;
        }
        state = ServerState.fresh();
      }
    }
  }

  /** Where the server listens, with its password; the same for the life of this object. */
  public RedisUrl.Server url() {
    return new RedisUrl.Server(
        "127.0.0.1", state.port(), Optional.empty(), Optional.of(state.password()), 0, false);
  }

  /** The process of the server; another one after a restart. */
  public long pid() {
    return process.pid();
  }

  /** Whether that process runs. One that runs may yet be frozen. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Starts the server again if its process has ended: on its data, on the same port and with the
   * same password, so that clients find it by connecting again. Cheap while it runs; meant to be
   * called every half second or so. Does nothing after {@link #close}.
   *
   * @throws EmbeddedRedisException if it could not be started, for now; call again
   */
  public synchronized void ensureRunning() throws EmbeddedRedisException {
    if (closed || process.isAlive()) {
      return;
    }
    LOG.warn(
        "the Redis server (pid {}) has ended, starting it again; its log says: {}",
        process.pid(),
        folder.lastWords());
    // Should an earlier attempt have left something after all.
    new Survivor(folder).end();
    ServerBinary binary = ServerBinary.find(searchPath, folder.path());
    process = new ServerLaunch(binary, folder, state).run(Deadline.in(timeout));
    LOG.info("the Redis server runs again on 127.0.0.1:{}, pid {}", state.port(), process.pid());
  }

  /**
   * Stops the server in order: it writes what it has and ends; it is killed if it does not do so
   * within 10 seconds. A second call does nothing.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (!process.isAlive()) {
      return;
    }
    try (var probe = new RespProbe(state.port(), state.password(), Duration.ofSeconds(2))) {
      probe.call("SHUTDOWN");
    } catch (IOException e) {
      // An order that is obeyed has no answer.
      LOG.debug("after SHUTDOWN: {}", e.toString());
    }
    if (!process.awaitEnd(Duration.ofSeconds(3)) && !process.end(Duration.ofSeconds(2))) {
      LOG.error("the Redis server (pid {}) could not be stopped", process.pid());
    }
  }
}
