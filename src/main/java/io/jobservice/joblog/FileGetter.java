package io.jobservice.joblog;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads logs in files. It makes nothing. Safe to share. */
final class FileGetter implements LogGetter {

  private final LogFolder folder;

  FileGetter(LogFolder folder) {
    this.folder = folder;
  }

  @Override
  public String store() {
    return folder.mark().text();
  }

  @Override
  public Optional<StoredLog> open(String jobId) throws IOException {
    Optional<Path> file = folder.find(LogFileName.of(jobId));
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(FileLog.open(file.get()));
    } catch (NoSuchFileException e) {
      // Swept at this very moment.
      return Optional.empty();
    }
  }
}
