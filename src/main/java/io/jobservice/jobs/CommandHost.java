package io.jobservice.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What programs are run with on this node. Safe to share.
 *
 * @param threads runs what reads their output, several for each program at once
 * @param guard sends their signals, and outlives the service to end them
 * @param session how each gets a process group
 * @param environment what of the service's environment they may have
 * @param path where {@code setsid}, {@code setpriv} and the like are looked for
 * @param runs the folder in which each run has one of its own
 */
public record CommandHost(
    Executor threads,
    ProcessGuard guard,
    NewSession session,
    CleanEnvironment environment,
    String path,
    Path runs)
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommandHost.class);
  private static final String PREFIX = "run-";

  private static final Pattern RUN = Pattern.compile(PREFIX + "([0-9]{1,18})-.*");

  /**
   * Makes ready to run programs. What runs of a service that is gone have left is deleted.
   *
   * @param threads runs what reads their output, several for each program at once
   * @param environment what of the service's environment they may have
   * @param variables that environment
   * @param runs a folder of this service alone, made if it is not there
   * @throws IOException if the folder cannot be used
   */
  public static CommandHost open(
      Executor threads, CleanEnvironment environment, Map<String, String> variables, Path runs)
      throws IOException {
    Files.createDirectories(
        runs, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    String path = variables.getOrDefault("PATH", "/usr/bin:/bin");
    NewSession session = NewSession.find(path);
    if (!session.isGroup()) {
      LOG.warn(
          "commands: there is neither setsid nor perl here; programs get no process group, and what"
              + " they start may outlive them");
    }
    CommandHost host =
        new CommandHost(threads, new ProcessGuard(session), session, environment, path, runs);
    try (var left = Files.newDirectoryStream(runs, run -> isLeft(run.getFileName().toString()))) {
      left.forEach(CommandHost::delete);
    }
    return host;
  }

  /** Somebody may have started the service a second time by mistake. */
  private static boolean isLeft(String run) {
    Matcher matcher = RUN.matcher(run);
    if (!matcher.matches()) {
      return false;
    }
    long pid = Long.parseLong(matcher.group(1));
    return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
  }

  /** A folder for one run, which nobody else can look into. */
  Path newRun() throws IOException {
    return Files.createTempDirectory(runs, PREFIX + ProcessHandle.current().pid() + "-");
  }

  /** Where a program of this machine is. */
  Optional<String> program(String name) {
    return NewSession.program(name, path);
  }

  /** Deletes the folder of a run. */
  static void delete(Path run) {
    try {
      Files.walkFileTree(
          run,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure)
                throws IOException {
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("commands: {} cannot be deleted: {}", run, e.toString());
    }
  }

  /** Ends what still runs. */
  @Override
  public void close() {
    guard.close();
  }
}
