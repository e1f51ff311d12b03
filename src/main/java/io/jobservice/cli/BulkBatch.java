package io.jobservice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Lines whose jobs are sent in one request; no larger than a service takes. For one thread. */
final class BulkBatch {

  private static final int MOST_LINES = 1000;

  /** Half of what the service takes. */
  private static final long MOST_BYTES = 8 << 20;

  private final List<BulkLine> lines = new ArrayList<>();
  private long bytes;

  /** Whether there is room for this line too. */
  boolean takes(BulkLine line) {
    return lines.size() < MOST_LINES && bytes + line.bytes() <= MOST_BYTES;
  }

  void add(BulkLine line) {
    lines.add(line);
    bytes += line.bytes();
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  boolean isFull() {
    return lines.size() == MOST_LINES;
  }

  List<BulkLine> lines() {
    return lines;
  }

  /** The jobs of the lines that have one. */
  List<ObjectNode> jobs() {
    return lines.stream().flatMap(line -> line.job().stream()).toList();
  }

  long last() {
    return lines.get(lines.size() - 1).number();
  }
}
