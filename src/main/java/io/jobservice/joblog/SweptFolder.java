package io.jobservice.joblog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;

/**
 * A folder whose old files are removed. Where the platform can, all that is done to a file is done
 * in the very folder that was opened, so that no folder that becomes a link leads elsewhere. For
 * one thread.
 */
final class SweptFolder implements Closeable, Iterable<Path> {

  private final Path path;
  private final DirectoryStream<Path> stream;

  private SweptFolder(Path path, DirectoryStream<Path> stream) {
    this.path = path;
    this.stream = stream;
  }

  /**
   * Opens a folder.
   *
   * @throws java.nio.file.NoSuchFileException if it is not there
   */
  @SuppressWarnings("StreamResourceLeak") // Closed with the folder.
  static SweptFolder open(Path path) throws IOException {
    return new SweptFolder(path, Files.newDirectoryStream(path));
  }

  /**
   * Opens a folder in this one.
   *
   * @throws IOException if it is a link, or no folder
   */
  @SuppressWarnings("StreamResourceLeak") // Closed with the folder.
  SweptFolder inner(Path name) throws IOException {
    Path inside = path.resolve(name);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return new SweptFolder(inside, secure.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
    }
    if (!Files.isDirectory(inside, LinkOption.NOFOLLOW_LINKS)) {
      throw new LogRefusedException(inside + " is no folder");
    }
    return new SweptFolder(inside, Files.newDirectoryStream(inside));
  }

  /** The names in it, one after the other; none is kept. */
  @Override
  public Iterator<Path> iterator() {
    Iterator<Path> paths = stream.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return paths.hasNext();
      }

      @Override
      public Path next() {
        return paths.next().getFileName();
      }
    };
  }

  /** What a name is; of a link, the link itself. */
  BasicFileAttributes facts(Path name) throws IOException {
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure
          .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .readAttributes();
    }
    return Files.readAttributes(
        path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  void delete(Path name) throws IOException {
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      secure.deleteFile(name);
    } else {
      Files.delete(path.resolve(name));
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
