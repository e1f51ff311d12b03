package io.jobservice.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server program that was seen to run on this machine.
 *
 * @param path the executable
 * @param version what it says it is, at least {@link ServerVersion#LEAST}
 */
record ServerBinary(Path path, ServerVersion version) {

  private static final Logger LOG = LoggerFactory.getLogger(ServerBinary.class);
  private static final List<String> NAMES = List.of("redis-server", "valkey-server");
  private static final long SECONDS_TO_ANSWER = 5;
  private static final String REMEDY =
      "install redis-server or valkey-server "
          + ServerVersion.LEAST
          + " or newer on the PATH, or set worker_pool.redis_pool.redis_url to a Redis that runs";

  /** The folders of a {@code PATH} variable, which may be null. */
  static List<Path> searchPath(String variable) {
    List<Path> folders = new ArrayList<>();
    for (String entry : (variable == null ? "" : variable).split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        folders.add(Path.of(entry));
      }
    }
    return folders;
  }

  /**
   * The first server in these folders that runs and is new enough, else the one that ships with us,
   * which is put into a folder.
   *
   * @throws EmbeddedRedisException if there is none, or ours does not run on this machine
   */
  static ServerBinary find(List<Path> searchPath, Path folder) throws EmbeddedRedisException {
    for (Path candidates : searchPath) {
      for (String name : NAMES) {
        Optional<ServerBinary> found = usable(candidates.resolve(name).toAbsolutePath());
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
    ServerBinary bundled = bundled(folder);
    LOG.warn(
        "no redis-server or valkey-server {} or newer on the PATH: using Redis {}, which ships with"
            + " jobservice and is old; installing the package of your system is recommended",
        ServerVersion.LEAST,
        bundled.version);
    return bundled;
  }

  private static Optional<ServerBinary> usable(Path path) {
    if (!Files.isRegularFile(path) || !Files.isExecutable(path)) {
      return Optional.empty();
    }
    try {
      ServerVersion version = ask(path);
      if (version.compareTo(ServerVersion.LEAST) >= 0) {
        return Optional.of(new ServerBinary(path, version));
      }
      LOG.info("not using {}: {} is older than {}", path, version, ServerVersion.LEAST);
    } catch (IOException e) {
      LOG.info("not using {}: {}", path, e.getMessage());
    }
    return Optional.empty();
  }

  private static ServerBinary bundled(Path folder) throws EmbeddedRedisException {
    try {
      Optional<Path> path = BundledServer.extract(folder);
      if (path.isEmpty()) {
        throw new EmbeddedRedisException(
            "no Redis server ships for this system ("
                + System.getProperty("os.name")
                + " on "
                + System.getProperty("os.arch")
                + "); "
                + REMEDY);
      }
      return new ServerBinary(path.get(), ask(path.get()));
    } catch (IOException e) {
      throw new EmbeddedRedisException(
          "the Redis server that ships with jobservice does not run here ("
              + e.getMessage()
              + "); on x86-64 Linux it needs glibc and OpenSSL 3 (libssl.so.3), and "
              + folder
              + " must allow programs; "
              + REMEDY,
          e);
    }
  }

  /** Runs a program to learn its version; the message of the error says why that failed. */
  private static ServerVersion ask(Path path) throws IOException {
    ShortRun run = ShortRun.of(new ProcessBuilder(path.toString(), "--version"), SECONDS_TO_ANSWER);
    return ServerVersion.parse(run.printed())
        .filter(version -> run.exit() == 0)
        .orElseThrow(
            () ->
                new IOException(
                    "--version ended with " + run.exit() + " and printed: " + run.printed()));
  }
}
