package io.jobservice.joblog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobservice.model.SizeText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Appends to the file of a job. It is open only while something is written, so that a file or
 * folder that was deleted is made anew. A write that the disk takes only a part of is taken back.
 */
final class FileLogWriter implements LogWriter {

  private static final Set<OpenOption> APPEND =
      Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

  private static final Set<OpenOption> MAKE =
      Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND, StandardOpenOption.CREATE_NEW);

  private final LogFolder folder;
  private final LogRun run;
  private final LogFormat format;
  private final long maxSize;
  private final String fullText;
  private final LogFileName name;
  private final Runnable closed;

  private boolean begun;
  private long leftOut;

  /** The size with which the file was found to be full; it is not while it is smaller. */
  private long fullAt = Long.MAX_VALUE;

  /** Where a part of a line begins that could not be taken back; negative if there is none. */
  private long torn = -1;

  FileLogWriter(LogFolder folder, LogRun run, LogFormat format, long maxSize, Runnable closed) {
    this.folder = folder;
    this.run = run;
    this.format = format;
    this.maxSize = maxSize;
    this.closed = closed;
    this.fullText =
        "the log has reached its max_size of "
            + SizeText.format(maxSize)
            + "; what follows is left out";
    this.name = LogFileName.of(run.jobId());
  }

  @Override
  public void write(List<LogEntry> entries) throws IOException {
    try (FileChannel file = open()) {
      Draft draft = new Draft(file, entries.get(0).at());
      StringBuilder text = new StringBuilder();
      long out = 0;
      for (LogEntry entry : entries) {
        if (!draft.isFull()) {
          text.setLength(0);
          format.entry(run, entry, text);
        }
        out += draft.add(text, entry.at()) ? 0 : 1;
      }
      draft.append();
      leftOut += out;
    }
  }

  @Override
  public void lost(Instant at, long lines, String why) throws IOException {
    try (FileChannel file = open()) {
      Draft draft = new Draft(file, at);
      StringBuilder text = new StringBuilder();
      format.notice(at, LostLines.text(lines, why), text);
      draft.add(text, at);
      draft.append();
    }
  }

  @Override
  public long leftOut() {
    return leftOut;
  }

  @Override
  public void close() {
    closed.run();
  }

  /** The file of the job, wherever it is; a new one where it belongs. */
  private FileChannel open() throws IOException {
    Path file = folder.find(name).orElseGet(() -> folder.place(name));
    try {
      return FileChannel.open(file, APPEND);
    } catch (NoSuchFileException e) {
      return make(file);
    }
  }

  private FileChannel make(Path file) throws IOException {
    try {
      folder.prepare(file);
      return FileChannel.open(file, MAKE, PrivateModes.file(file));
    } catch (NoSuchFileException e) {
      folder.make(file);
      return FileChannel.open(file, MAKE, PrivateModes.file(file));
    }
  }

  /** What one write appends. */
  private final class Draft {

    private final FileChannel file;
    private final long size;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean full;
    private long fullBehind = Long.MAX_VALUE;

    Draft(FileChannel file, Instant at) throws IOException {
      this.file = file;
      this.size = mended(file);
      if (!begun && endsFull()) {
        fullAt = size;
      }
      full = size >= fullAt;
      if (run.attempt() > 1 && !full && (!begun || size == 0)) {
        StringBuilder separator = new StringBuilder();
        format.attempt(run, at, separator);
        add(separator, at);
      }
    }

    boolean isFull() {
      return full;
    }

    /** Takes lines if they fit and leave room to say that the next ones do not. */
    boolean add(CharSequence lines, Instant at) {
      if (full) {
        return false;
      }
      byte[] text = lines.toString().getBytes(UTF_8);
      StringBuilder notice = new StringBuilder();
      format.notice(at, fullText, notice);
      if (size + bytes.size() + text.length + notice.length() > maxSize) {
        bytes.writeBytes(notice.toString().getBytes(UTF_8));
        full = true;
        fullBehind = size + bytes.size();
        return false;
      }
      bytes.writeBytes(text);
      return true;
    }

    void append() throws IOException {
      ByteBuffer left = ByteBuffer.wrap(bytes.toByteArray());
      try {
        while (left.hasRemaining()) {
          file.write(left);
        }
      } catch (IOException e) {
        if (left.position() > 0) {
          takeBack(left.position());
        }
        throw e;
      }
      begun = true;
      fullAt = Math.min(fullAt, fullBehind);
    }

    private void takeBack(int written) {
      try {
        // Else another attempt has appended behind it.
        if (file.size() == size + written) {
          file.truncate(size);
        }
      } catch (IOException e) {
        torn = size;
      }
    }

    private boolean endsFull() throws IOException {
      byte[] end = format.noticeEnd(fullText).getBytes(UTF_8);
      if (size < end.length) {
        return false;
      }
      return FileTail.is(folder.find(name), size, end);
    }
  }

  private long mended(FileChannel file) throws IOException {
    if (torn >= 0 && file.size() > torn) {
      file.truncate(torn);
    }
    torn = -1;
    return file.size();
  }
}
