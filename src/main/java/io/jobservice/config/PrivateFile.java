package io.jobservice.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and folders that nobody but their owner may read, such as those that hold a password.
 *
 * <p>Modes are set when the file is made, so that there is no moment at which others could open it.
 * On file systems that know no such modes the folder's own protection applies.
 */
public final class PrivateFile {

  private PrivateFile() {}

  /**
   * Replaces a file, mode 0600, in one step: a reader sees the old text or the new one, never a
   * part, and a crash leaves one of the two. One writer at a time.
   *
   * @param file the file; its folder must be there
   * @param text what it shall hold
   * @throws IOException if it could not be written
   */
  public static void replace(Path file, String text) throws IOException {
    replace(file, new ByteArrayInputStream(text.getBytes(UTF_8)), "rw-------");
  }

  /**
   * Replaces a file with what a stream holds, in one step as above.
   *
   * @param file the file; its folder must be there
   * @param content read to its end, not closed
   * @param mode the permissions, in the form {@code rwx------}
   * @throws IOException if it could not be written
   */
  public static void replace(Path file, InputStream content, String mode) throws IOException {
    Path draft = file.resolveSibling("." + file.getFileName() + ".tmp");
    Files.deleteIfExists(draft);
    try (var channel =
        FileChannel.open(
            draft,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            permissions(file, mode))) {
      content.transferTo(Channels.newOutputStream(channel));
      // A move that reaches the disk before the bytes would leave an empty file after a power loss.
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Makes a folder of mode 0700, and those above it as the system makes them. A folder that is
   * there keeps its mode.
   *
   * @param folder the folder
   * @throws IOException if it is not there and could not be made
   */
  public static void folder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      Files.createDirectory(folder, permissions(folder, "rwx------"));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  /**
   * Opens a file to append to it. One that is not there is made with mode 0600; one that is there
   * keeps its mode.
   *
   * @param file the file; its folder must be there
   * @return the open file, to be closed by the caller; unlike a channel it stays open when a thread
   *     that writes is interrupted
   * @throws IOException if it could not be opened
   */
  public static OutputStream append(Path file) throws IOException {
    if (Files.notExists(file)) {
      try {
        Files.createFile(file, permissions(file, "rw-------"));
      } catch (FileAlreadyExistsException e) {
        // Another process was first, or it is a link to nothing: then opening it says so.
      }
    }
    return new FileOutputStream(file.toFile(), true);
  }

  private static FileAttribute<?>[] permissions(Path path, String mode) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
