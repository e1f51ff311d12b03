package io.jobservice.joblog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;

/**
 * What a path holds, without following a link.
 *
 * @param isFile whether it is a regular file: no link, folder, pipe or device
 * @param links by how many names it is known; 1 where the system does not tell
 */
record FileFacts(boolean isFile, int links) {

  /**
   * Looks at a path. Nothing is opened: opening a pipe would wait for its other end.
   *
   * @throws java.nio.file.NoSuchFileException if there is nothing
   */
  static FileFacts of(Path path) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      Map<String, Object> facts =
          Files.readAttributes(path, "unix:isRegularFile,nlink", LinkOption.NOFOLLOW_LINKS);
      return new FileFacts((Boolean) facts.get("isRegularFile"), (Integer) facts.get("nlink"));
    }
    return new FileFacts(
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .isRegularFile(),
        1);
  }

  /**
   * Refuses what is not a plain file with one name: whoever planted it may mean another file.
   *
   * @throws java.nio.file.NoSuchFileException if there is nothing
   * @throws LogRefusedException if it is something else
   */
  static void requirePlain(Path path) throws IOException {
    FileFacts facts = of(path);
    if (!facts.isFile) {
      throw new LogRefusedException(path + " is no regular file");
    }
    if (facts.links > 1) {
      throw new LogRefusedException(path + " has " + facts.links + " hard links");
    }
  }
}
