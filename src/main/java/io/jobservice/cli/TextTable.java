package io.jobservice.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows under headings, in columns two spaces apart. A cell is one word for {@code awk} as long as
 * its text is. For one thread.
 */
final class TextTable {

  private final List<String[]> rows = new ArrayList<>();
  private final int[] widths;

  TextTable(String... headings) {
    widths = new int[headings.length];
    rows.add(headings);
  }

  /** Adds a row with a cell for each heading. */
  void row(String... cells) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] = Printable.line(cells[i]);
    }
    rows.add(cells);
  }

  /**
   * Prints the rows since the last time, the headings first of all. Columns keep their widths, but
   * for those that have to grow.
   */
  void print(Output out) throws IOException {
    int columns = widths.length;
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns - 1; i++) {
        line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
      }
      out.line(line.append(row[columns - 1]).toString());
    }
    rows.clear();
  }
}
