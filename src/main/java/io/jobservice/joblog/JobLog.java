package io.jobservice.joblog;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * A log that is open for reading, as long as it was when it was opened; what is logged later is not
 * in it. Not safe to share.
 */
public final class JobLog implements Closeable {

  private final Optional<SeekableByteChannel> file;
  private final long size;

  private JobLog(Optional<SeekableByteChannel> file, long size) {
    this.file = file;
    this.size = size;
  }

  /** The log of a job that has logged nothing. */
  public static JobLog empty() {
    return new JobLog(Optional.empty(), 0);
  }

  static JobLog of(Path path) throws IOException {
    SeekableByteChannel file =
        Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    try {
      return new JobLog(Optional.of(file), file.size());
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** How many bytes it has. */
  public long size() {
    return size;
  }

  /**
   * Its bytes from a place on. It is read once; closing the stream closes it.
   *
   * @param place how many bytes to leave out, 0 or more
   * @throws IOException if the file cannot be read
   */
  public InputStream from(long place) throws IOException {
    if (file.isEmpty() || place >= size) {
      close();
      return InputStream.nullInputStream();
    }
    SeekableByteChannel open = file.get().position(place);
    return new UpTo(Channels.newInputStream(open), size - place);
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
  }
}
