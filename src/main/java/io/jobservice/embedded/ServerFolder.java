package io.jobservice.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobservice.config.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The folder that a server works in: its configuration, its append-only file, its log, its process
 * number, and who is alive in it.
 *
 * @param path the folder, absolute and without links, as the server itself names it
 */
record ServerFolder(Path path) {

  private static final int LONGEST_LINE = 300;
  private static final Path PROC = Path.of("/proc");

  /** The folder {@code redis} of a data folder, made if it is missing. */
  static ServerFolder in(Path dataDir) throws IOException {
    Path folder = dataDir.resolve("redis");
    PrivateFile.folder(folder);
    return new ServerFolder(folder.toRealPath());
  }

  /**
   * Writes the configuration for a new run. All names in it are relative, since the server runs in
   * the folder, so no path needs quoting.
   *
   * <p>{@code appendfsync always}: under {@code everysec} the server puts its writes off for up to
   * two seconds while a sync is under way and answers its clients all the same, so that a kill
   * could lose what was acknowledged. The price was measured as 0.2 ms for a lone command on a
   * solid-state disk; commands that arrive together share one sync.
   *
   * <p>{@code daemonize}: the server makes a session of its own, so that Ctrl-C in the terminal
   * reaches the daemon alone, and Redis is there until the last job has ended.
   */
  void configure(ServerState state) throws IOException {
    PrivateFile.replace(
        path.resolve("redis.conf"),
        """
        # Written by jobservice at every start of the server.
        bind 127.0.0.1
        port %d
        requirepass %s
        daemonize yes
        supervised no
        pidfile redis.pid
        logfile redis.log
        dir ./
        save ""
        appendonly yes
        appendfsync always
        aof-load-truncated yes
        aof-use-rdb-preamble yes
        maxmemory-policy noeviction
        """
            .formatted(state.port(), state.password()));
  }

  /** Puts the log of the last run aside and forgets its process number. */
  void tidy() throws IOException {
    Path log = path.resolve("redis.log");
    if (Files.exists(log)) {
      Files.move(log, path.resolve("redis.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.deleteIfExists(path.resolve("redis.pid"));
  }

  /** The last lines that the server wrote in this run, on one line. */
  String lastWords() {
    try {
      List<String> lines =
          new String(Files.readAllBytes(path.resolve("redis.log")), UTF_8)
              .lines()
              .filter(line -> !line.contains("overcommit"))
              .map(line -> line.substring(0, Math.min(line.length(), LONGEST_LINE)))
              .toList();
      return String.join(" | ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
    } catch (IOException e) {
      return "its log is empty";
    }
  }

  /** Whether what the files here hold can only be read by version 7 or newer. */
  boolean needsVersion7() {
    return Files.isDirectory(path.resolve("appendonlydir"));
  }

  /**
   * The living servers of this folder. Where the system shows the working folder of processes, each
   * is found, even one whose number was not written yet; elsewhere only the recorded one, unless
   * its number went to another process in the meantime.
   */
  List<ServerProcess> occupants() {
    var found =
        Files.isDirectory(PROC.resolve("self"))
            ? ProcessHandle.allProcesses().filter(this::worksHere)
            : recordedPid().flatMap(ProcessHandle::of).filter(this::wroteThePidFile).stream();
    return found.map(ServerProcess::new).filter(ServerProcess::isAlive).toList();
  }

  /** The process number that a server wrote here, dead or alive. */
  Optional<Long> recordedPid() {
    try {
      String text = Files.readString(path.resolve("redis.pid")).strip();
      return text.matches("[1-9][0-9]{0,17}")
          ? Optional.of(Long.parseLong(text))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private boolean worksHere(ProcessHandle process) {
    Path proc = PROC.resolve(Long.toString(process.pid()));
    try {
      return isServer(Files.readString(proc.resolve("comm")))
          && Files.readSymbolicLink(proc.resolve("cwd")).equals(path);
    } catch (IOException e) {
      // It ended meanwhile, or is another user's.
      return false;
    }
  }

  private boolean wroteThePidFile(ProcessHandle process) {
    try {
      Instant written = Files.getLastModifiedTime(path.resolve("redis.pid")).toInstant();
      return isServer(process.info().command().orElse(""))
          && process.info().startInstant().orElse(Instant.MAX).isBefore(written.plusSeconds(1));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isServer(String program) {
    return program.contains("redis") || program.contains("valkey");
  }
}
