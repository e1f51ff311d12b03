package io.jobservice.embedded;

import io.jobservice.config.PrivateFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * The folder of everything that a node keeps on disk, held by one daemon at a time.
 *
 * <p>The hold is a lock of the operating system on the file {@code lock}, which ends with the
 * process however that ends. Who holds it stands in {@code lock.pid}, a file of its own: on POSIX
 * systems a process loses its lock when it closes any handle of the locked file, so nobody may open
 * {@code lock} just to read it, nor open it again in the process that holds it.
 */
public final class DataDir implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;

  private DataDir(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Takes hold of a folder; makes it, mode 0700, when it is missing.
   *
   * @param path the folder
   * @return the hold, which lasts until it is closed or the process ends
   * @throws DataDirException if another daemon, or this process, holds it; the message names the
   *     folder and the holder's process number. Also if it cannot be made or written
   */
  public static DataDir open(Path path) throws DataDirException {
    try {
      PrivateFile.folder(path);
      Optional<ProcessHandle> holder = holder(path);
      if (holder.isPresent() && holder.get().equals(ProcessHandle.current())) {
        throw held(path, holder);
      }
      FileChannel channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (!locked(channel)) {
          throw held(path, holder(path));
        }
        PrivateFile.replace(path.resolve("lock.pid"), signature(ProcessHandle.current()));
      } catch (IOException | DataDirException e) {
        channel.close();
        throw e;
      }
      return new DataDir(path, channel);
    } catch (IOException e) {
      throw new DataDirException(
          "data_dir " + path + " cannot be used: " + e + "; check that it exists and is writable",
          e);
    }
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /** Lets go of the folder. A second call does nothing. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      Files.deleteIfExists(path.resolve("lock.pid"));
      channel.close();
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static DataDirException held(Path path, Optional<ProcessHandle> holder) {
    return new DataDirException(
        "data_dir "
            + path
            + " is in use by another jobservice daemon"
            + holder.map(process -> " (pid " + process.pid() + ")").orElse("")
            + "; stop that one, or give this one a data_dir of its own",
        null);
  }

  /** Who is said to hold the folder, if that very process is still there. */
  private static Optional<ProcessHandle> holder(Path path) throws IOException {
    Path file = path.resolve("lock.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = Files.readString(file);
    String pid = text.split(" ", 2)[0];
    return pid.matches("[1-9][0-9]{0,17}")
        ? ProcessHandle.of(Long.parseLong(pid)).filter(process -> text.equals(signature(process)))
        : Optional.empty();
  }

  /** The number of a process alone means little: in a container every daemon has the same one. */
  private static String signature(ProcessHandle process) {
    return process.pid() + " " + process.info().startInstant().orElse(Instant.EPOCH) + "\n";
  }
}
