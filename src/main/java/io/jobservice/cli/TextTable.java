package io.jobservice.cli;

import io.jobservice.cli.Cells.Cell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows under headings, in columns two spaces apart. No cell is empty or has two spaces in a row, so
 * that {@code awk -F' +'} finds the columns. Where the terminal is narrower, cells are cut, the
 * widest columns first. For one thread.
 */
final class TextTable {

  private static final int LEAST_WIDTH = 4;
  private static final int GAP = 2;

  private final Console console;
  private final List<List<Cell>> rows = new ArrayList<>();
  private final int[] widths;
  private final boolean openEnded;

  TextTable(Console console, List<String> headings) {
    this(console, headings, false);
  }

  /**
   * A table.
   *
   * @param openEnded whether the first column is not cut, and the last goes on beyond the edge
   */
  TextTable(Console console, List<String> headings, boolean openEnded) {
    this.console = console;
    this.openEnded = openEnded;
    widths = new int[headings.size()];
    if (!console.isQuiet()) {
      add(headings.stream().map(heading -> new Cell(heading, Paint.BOLD)).toList());
    }
  }

  /** Adds a row with a cell for each heading. */
  void row(List<Cell> cells) {
    add(cells.stream().map(cell -> new Cell(Printable.cell(cell.text()), cell.paint())).toList());
  }

  private void add(List<Cell> row) {
    rows.add(row);
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], Printable.width(row.get(i).text()));
    }
  }

  /**
   * Prints the rows since the last time, the headings first of all. Columns keep their widths, but
   * for those that have to grow.
   */
  void print(Output out) throws IOException {
    int[] fitted = fitted(console.width());
    for (List<Cell> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < fitted.length; i++) {
        Cell cell = row.get(i);
        String text = Printable.cut(cell.text(), fitted[i]);
        line.append(console.painted(text, cell.paint()));
        if (i < fitted.length - 1) {
          line.append(" ".repeat(fitted[i] - Printable.width(text) + GAP));
        }
      }
      out.line(line.toString());
    }
    rows.clear();
  }

  /** As wide as the cells are, or as the terminal lets them be; 0 is no limit. */
  private int[] fitted(int limit) {
    int[] fitted = widths.clone();
    int first = openEnded ? 1 : 0;
    int end = openEnded ? fitted.length - 1 : fitted.length;
    int total = GAP * (fitted.length - 1);
    for (int i = 0; i < end; i++) {
      total += fitted[i];
    }
    while (limit > 0 && total > limit) {
      int widest = first;
      for (int i = first + 1; i < end; i++) {
        widest = fitted[i] > fitted[widest] ? i : widest;
      }
      if (fitted[widest] <= LEAST_WIDTH) {
        break;
      }
      fitted[widest]--;
      total--;
    }
    return fitted;
  }
}
