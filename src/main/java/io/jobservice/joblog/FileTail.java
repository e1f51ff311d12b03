package io.jobservice.joblog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The last bytes of a log in a file. */
final class FileTail {

  private FileTail() {}

  /**
   * Whether a file has some bytes before a place.
   *
   * @param file the file; empty when it has just been deleted
   */
  static boolean is(Optional<Path> file, long end, byte[] bytes) throws IOException {
    if (file.isEmpty()) {
      return false;
    }
    byte[] found = new byte[bytes.length];
    try (FileLog log = FileLog.open(file.get())) {
      int count = log.read(end - bytes.length, found, 0, found.length);
      return count == bytes.length && Arrays.equals(found, bytes);
    }
  }
}
