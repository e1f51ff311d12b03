package io.jobservice.joblog;

import java.util.Optional;

/** Logs in files, one for each job. Safe to share. */
final class FileStore implements LogStore {

  private final LogFolder folder;
  private final LogFormat format;
  private final long maxSize;

  /**
   * Logs in a folder, which need not be there.
   *
   * @param maxSize how large a log may be, in bytes
   */
  FileStore(LogFolder folder, LogFormat format, long maxSize) {
    this.folder = folder;
    this.format = format;
    this.maxSize = maxSize;
  }

  @Override
  public LogWriter begin(LogRun run) {
    return new FileLogWriter(folder, run, format, maxSize);
  }

  @Override
  public Optional<LogGetter> getter() {
    return Optional.of(new FileGetter(folder));
  }
}
