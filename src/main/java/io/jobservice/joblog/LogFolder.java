package io.jobservice.joblog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder of logs: where the file of a job is. The folder itself may be a link, nothing below it
 * may. Safe to share.
 */
final class LogFolder {

  private final Path base;
  private final boolean sharded;
  private final StoreMark mark;
  private volatile boolean made;

  /**
   * A folder, which need not be there.
   *
   * @param base the folder
   * @param sharded whether files are written into sub-folders
   * @param mark its mark
   */
  LogFolder(Path base, boolean sharded, StoreMark mark) {
    this.base = base.toAbsolutePath();
    this.sharded = sharded;
    this.mark = mark;
  }

  Path base() {
    return base;
  }

  StoreMark mark() {
    return mark;
  }

  /** The file of a job that is there, in either place; empty when there is none. */
  Optional<Path> find(LogFileName name) throws IOException {
    for (boolean inShard : List.of(sharded, !sharded)) {
      Path file = place(name, inShard);
      if (isThere(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private boolean isThere(Path file) throws IOException {
    try {
      requireFolders(file);
      FileFacts.requirePlain(file);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Where the file of a job is made. */
  Path place(LogFileName name) {
    return place(name, sharded);
  }

  private Path place(LogFileName name, boolean inShard) {
    return inShard ? base.resolve(name.shard()).resolve(name.text()) : base.resolve(name.text());
  }

  /** Why it cannot be made or written now; tried where it is, or would be made, and taken back. */
  Optional<String> problem() {
    Path there = base;
    while (there.getParent() != null && !Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      there = there.getParent();
    }
    try {
      Files.delete(Files.createTempDirectory(there, ".try-", PrivateModes.folder(there)));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the folder " + base + " cannot be made or written: " + Words.of(e));
    }
  }

  /** Leaves the mark in a folder that was there before the first write of this process. */
  void prepare(Path file) throws IOException {
    if (!made) {
      make(file);
    }
  }

  /** Makes the folder of a file, and leaves the mark. */
  void make(Path file) throws IOException {
    Files.createDirectories(base, PrivateModes.folder(base));
    mark.write();
    if (!file.getParent().equals(base)) {
      Files.createDirectories(file.getParent(), PrivateModes.folder(base));
      requireFolders(file);
    }
    made = true;
  }

  /**
   * Refuses a way to a file that leads through a link.
   *
   * @throws NoSuchFileException if the folder is not there
   */
  void requireFolders(Path file) throws IOException {
    Path folder = file.getParent();
    if (!folder.equals(base) && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new LogRefusedException(folder + " is no folder");
      }
      throw new NoSuchFileException(folder.toString());
    }
  }
}
