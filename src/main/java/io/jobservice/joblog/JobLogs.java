package io.jobservice.joblog;

import io.jobservice.config.Config.LogTarget;
import io.jobservice.model.JobId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logs of jobs as the configuration has them. A log is a file {@code <base_dir>/<id>.log}, made
 * at its first line; a job that runs again appends to it. Trouble with the disk is reported once a
 * log, and never hurts a job. Safe to share.
 */
public final class JobLogs {

  private static final Logger LOG = LoggerFactory.getLogger(JobLogs.class);

  private static final Set<PosixFilePermission> PRIVATE_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> PRIVATE_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private final List<LogTarget> backends;
  private final InstantSource time;
  private final List<LogGetter> getters;

  /**
   * Logs on given back ends.
   *
   * @param backends the configured back ends of job logs
   * @param time where the time of lines comes from
   */
  public JobLogs(List<LogTarget> backends, InstantSource time) {
    this.backends = List.copyOf(backends);
    this.time = time;
    RandomGenerator random = new SecureRandom();
    this.getters =
        this.backends.stream()
            .filter(JobLogs::isFile)
            .flatMap(backend -> store(backend, random).getter().stream())
            .toList();
  }

  /**
   * Opens the log of a run. It holds no file open between lines.
   *
   * @param id the id of the job's stats
   * @return a logger, safe to share
   */
  public Logger open(String id) {
    List<JobLogger.Target> targets = new ArrayList<>();
    for (LogTarget backend : backends) {
      writer(backend, id)
          .ifPresent(lines -> targets.add(new JobLogger.Target(backend.level(), lines)));
    }
    return new JobLogger(id, time, targets);
  }

  /**
   * Opens a log for reading.
   *
   * @param id the id of a job
   * @return the log, to be closed by the caller; empty when nothing was logged
   * @throws IOException if the file is there but cannot be read
   */
  public Optional<JobLog> read(String id) throws IOException {
    if (!JobId.isValid(id)) {
      return Optional.empty();
    }
    for (LogTarget backend : backends) {
      if (isFile(backend)) {
        Optional<JobLog> log = open(file(backend, id));
        if (log.isPresent()) {
          return log;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * What reads logs back, in the order of the configuration.
   *
   * @return those of the back ends that have one
   */
  public List<LogGetter> getters() {
    return getters;
  }

  private static LogStore store(LogTarget backend, RandomGenerator random) {
    Path base = Path.of(backend.settings().getOrDefault("base_dir", "job-logs"));
    boolean sharded = Boolean.parseBoolean(backend.settings().get("shard"));
    return new FileStore(new LogFolder(base, sharded, new StoreMark(base, random)));
  }

  private static Optional<JobLog> open(Path file) throws IOException {
    try {
      return Optional.of(JobLog.of(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Optional<Consumer<String>> writer(LogTarget backend, String id) {
    if (!isFile(backend)) {
      boolean err = "std_err".equals(backend.settings().get("output"));
      return Optional.of(line -> (err ? System.err : System.out).print(line));
    }
    // Ids of other producers have any form; they make no file names.
    return JobId.isValid(id) ? Optional.of(new FileWriter(file(backend, id))) : Optional.empty();
  }

  private static boolean isFile(LogTarget backend) {
    return backend.name().equals("FILE");
  }

  private static Path file(LogTarget backend, String id) {
    return Path.of(backend.settings().getOrDefault("base_dir", "job-logs")).resolve(id + ".log");
  }

  /** Appends whole lines to one file. */
  private static final class FileWriter implements Consumer<String> {

    private final Path file;
    private boolean reported;

    FileWriter(Path file) {
      this.file = file;
    }

    @Override
    public synchronized void accept(String line) {
      try {
        append(line);
      } catch (IOException | SecurityException e) {
        if (!reported) {
          reported = true;
          LOG.error("job log {}: lines are lost, cannot write: {}", file, e.toString());
        }
      }
    }

    private void append(String line) throws IOException {
      try {
        write(line);
      } catch (NoSuchFileException e) {
        create();
        write(line);
      }
    }

    private void write(String line) throws IOException {
      try (OutputStream out =
          Files.newOutputStream(file, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)) {
        out.write(line.getBytes(StandardCharsets.UTF_8));
      }
    }

    private void create() throws IOException {
      Path folder = file.toAbsolutePath().getParent();
      boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
      Files.createDirectories(folder, attributes(posix, PRIVATE_FOLDER));
      try {
        Files.createFile(file, attributes(posix, PRIVATE_FILE));
      } catch (FileAlreadyExistsException e) {
        // Another thread of the same job was first.
        return;
      }
    }

    private static FileAttribute<?>[] attributes(boolean posix, Set<PosixFilePermission> mode) {
      return posix
          ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
          : new FileAttribute<?>[0];
    }
  }
}
