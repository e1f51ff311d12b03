package io.jobservice.joblog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A log in a file, which may be deleted while it is read. */
final class FileLog implements StoredLog {

  private final FileChannel file;

  private FileLog(FileChannel file) {
    this.file = file;
  }

  static FileLog open(Path path) throws IOException {
    return new FileLog(
        FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
  }

  @Override
  public long start() {
    return 0;
  }

  @Override
  public long end() throws IOException {
    return file.size();
  }

  @Override
  public int read(long place, byte[] into, int offset, int length) throws IOException {
    return file.read(ByteBuffer.wrap(into, offset, length), Math.max(0, place));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
