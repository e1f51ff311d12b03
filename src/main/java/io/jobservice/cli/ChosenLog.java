package io.jobservice.cli;

import java.io.IOException;
import java.util.Optional;

/** Prints what is chosen of a log, in some shape. */
final class ChosenLog extends LogPrinter {

  private final Output out;
  private final LogReader reader;
  private final LogChoice choice;
  private final LogShape shape;
  private final LogTail tail;
  private final Optional<String> begin;
  private final LineSplitter lines = new LineSplitter(this::line);

  /**
   * A printer.
   *
   * @param shape what the choice goes to, and from there to the tail
   * @param begin when the log began to be followed, RFC 3339 in UTC: entries from then on belong to
   *     no tail; empty when it is not followed
   */
  ChosenLog(
      Output out,
      LogReader reader,
      LogChoice.Rules rules,
      LogShape shape,
      LogTail tail,
      Optional<String> begin) {
    this.out = out;
    this.reader = reader;
    this.choice = new LogChoice(rules, shape::add);
    this.shape = shape;
    this.tail = tail;
    this.begin = begin;
  }

  private void line(byte[] line) throws IOException {
    LogPart part = reader.read(line);
    if (!tail.isOpen() && begin.isPresent() && isSince(part, begin.get())) {
      shape.settle();
      tail.open();
    }
    choice.add(part);
  }

  /** Times of one form in one zone are in the order of their texts. */
  private static boolean isSince(LogPart part, String begin) {
    return part.role() == LogPart.Role.ENTRY
        && part.stamp().map(stamp -> stamp.compareTo(begin) >= 0).orElse(false);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    lines.add(bytes, from, length);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  void quiet() throws IOException {
    shape.settle();
    tail.open();
    out.flush();
  }

  @Override
  void finish() throws IOException {
    lines.finish();
    quiet();
  }

  @Override
  boolean isEmpty() {
    return tail.isEmpty();
  }
}
