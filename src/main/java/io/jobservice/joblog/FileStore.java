package io.jobservice.joblog;

import java.util.Optional;

/** Logs in files, one for each job. Safe to share. */
final class FileStore implements LogStore {

  private final LogFolder folder;

  FileStore(LogFolder folder) {
    this.folder = folder;
  }

  @Override
  public LogWriter begin(LogRun run) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<LogGetter> getter() {
    return Optional.of(new FileGetter(folder));
  }
}
