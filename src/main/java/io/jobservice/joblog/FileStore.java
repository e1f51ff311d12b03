package io.jobservice.joblog;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Logs in files, one for each job. Safe to share. */
final class FileStore implements LogStore {

  private final LogFolder folder;
  private final LogFormat format;
  private final long maxSize;
  private final InstantSource time;

  /** The names of open logs that tell no id. */
  private final Set<LogFileName> hashed = ConcurrentHashMap.newKeySet();

  /**
   * Logs in a folder, which need not be there.
   *
   * @param maxSize how large a log may be, in bytes
   * @param time the clock of this host, as files have it
   */
  FileStore(LogFolder folder, LogFormat format, long maxSize, InstantSource time) {
    this.folder = folder;
    this.format = format;
    this.maxSize = maxSize;
    this.time = time;
  }

  @Override
  public LogWriter begin(LogRun run) {
    LogFileName name = LogFileName.of(run.jobId());
    if (LogFileName.jobId(name.text()).isEmpty()) {
      hashed.add(name);
    }
    return new FileLogWriter(folder, run, format, maxSize, () -> hashed.remove(name));
  }

  @Override
  public Optional<String> problem() {
    return folder.problem();
  }

  @Override
  public Optional<LogSweeper> sweeper() {
    return Optional.of(new FileSweeper(folder, hashed, time));
  }

  @Override
  public Optional<LogGetter> getter() {
    return Optional.of(new FileGetter(folder));
  }
}
