package io.jobservice.joblog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tells one folder of logs from another: 16 random hex digits in the file {@code .log-store}.
 * It is made at the first write into the folder; until then, and where it cannot be written, the
 * digits that this process would write stand for it. Safe to share.
 */
final class StoreMark {

  private static final Logger LOG = LoggerFactory.getLogger(StoreMark.class);
  private static final String NAME = ".log-store";
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");
  private static final int MOST_BYTES = 64;

  private final Path file;
  private volatile String last;

  StoreMark(Path folder, RandomGenerator random) {
    this.file = folder.resolve(NAME);
    this.last = HexFormat.of().toHexDigits(random.nextLong());
  }

  /** The mark; that of the file as long as it is there. */
  String text() {
    read().ifPresent(text -> last = text);
    return last;
  }

  /** Writes the mark if there is none. The folder is there. A failure is no more than noted. */
  void write() {
    try {
      if (read().isEmpty()) {
        Path draft = draft();
        try {
          place(draft);
        } finally {
          Files.deleteIfExists(draft);
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("{} cannot be written: {}", file, e.toString());
    }
  }

  private Path draft() throws IOException {
    Path draft = file.resolveSibling(NAME + "." + last);
    Files.deleteIfExists(draft);
    Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(draft, fresh, PrivateModes.file(draft))) {
      ByteBuffer bytes = ByteBuffer.wrap((last + "\n").getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    return draft;
  }

  /** Of several nodes that begin at once one wins, and the others take its mark from then on. */
  private void place(Path draft) throws IOException {
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      if (read().isEmpty()) {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private Optional<String> read() {
    try {
      if (!FileFacts.of(file).isFile()) {
        return Optional.empty();
      }
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
        channel.read(bytes);
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        return Optional.of(text.strip()).filter(mark -> FORM.matcher(mark).matches());
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
