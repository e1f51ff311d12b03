package io.jobservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.cli.Cells.Cell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTableTest {

  private static final List<String> HEADINGS = List.of("ID", "NAME", "N");
  private static final String[][] ROWS = {
    {"a1b2c3d4e5f6", "日本語のジョブ", "1"},
    {"a1", "🚀🚀🚀🚀🚀🚀", "22"},
    {"a1b2c3d4e5f6a1b2c3d4", "plain text, and much of it", "333"}
  };

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Shell shell(int columns) {
    String terminals = columns < 0 ? "" : "ioe";
    return new Transcript(Path.of(""))
        .out(bytes)
        .onTerminal(terminals, Math.max(0, columns), "UTC")
        .shell();
  }

  private String printed(int columns, List<String> headings, String[]... rows) throws IOException {
    Shell shell = shell(columns);
    TextTable table = new TextTable(new Console(shell, false, Coloring.NEVER), headings);
    add(table, rows);
    table.print(shell.out());
    shell.out().flush();
    return bytes.toString(UTF_8);
  }

  private static void add(TextTable table, String[]... rows) {
    for (String[] row : rows) {
      table.row(Arrays.stream(row).map(text -> new Cell(text, null)).toList());
    }
  }

  @Test
  void columnsAreAsWideAsWhatTheyHold() throws IOException {
    assertThat(printed(0, HEADINGS, row("a", "longer", "1"), row("abc", "x", "2")))
        .isEqualTo(
            """
            ID   NAME    N
            a    longer  1
            abc  x       2
            """);
  }

  @Test
  void headingsAloneTakeNoMoreThanTheyNeed() throws IOException {
    assertThat(printed(80, HEADINGS)).isEqualTo("ID  NAME  N\n");
  }

  @Test
  void aCellIsNeverEmptyAndHasNoGapOfItsOwn() throws IOException {
    assertThat(printed(0, HEADINGS, row("", "a   b", "x\n\033[31m")))
        .isEqualTo("ID  NAME  N\n-   a b   x\\n\\u001b[31m\n");
  }

  @Test
  void wideAndCombiningCharactersAreCountedInColumns() throws IOException {
    assertThat(
            printed(
                0,
                List.of("NAME", "N"),
                row("日本語", "1"),
                row("🚀x", "2"),
                row("e\u0301", "3"),
                row("abc", "4")))
        .isEqualTo("NAME    N\n日本語  1\n🚀x     2\ne\u0301       3\nabc     4\n");
  }

  @ParameterizedTest
  @CsvSource({
    "日本語, 6, 日本語",
    "日本語, 5, 日本…",
    "日本語, 4, 日…",
    "🚀🚀, 3, 🚀…",
    "🚀🚀, 2, …",
    "abcdef, 6, abcdef",
    "abcdef, 5, abcd…",
  })
  void whatIsCutOffLeavesAnEllipsisAndNoHalfCharacter(String text, int columns, String cut) {
    assertThat(Printable.cut(text, columns)).isEqualTo(cut);
    assertThat(Printable.width(cut)).isLessThanOrEqualTo(columns);
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 16, 17, 20, 25, 31, 40, 52, 53, 54})
  void noLineIsWiderThanTheTerminal(int columns) throws IOException {
    assertThat(printed(columns, HEADINGS, ROWS).lines())
        .hasSize(4)
        .allMatch(line -> Printable.width(line) <= columns);
  }

  @Test
  void theWidestColumnsAreCutFirst() throws IOException {
    assertThat(
            printed(
                20, HEADINGS, row("a1b2", "one word after another", "1"), row("c3", "one", "2")))
        .isEqualTo(
            """
            ID    NAME         N
            a1b2  one word a…  1
            c3    one          2
            """);
  }

  @Test
  void noColumnIsCutBelowWhatCanBeRead() throws IOException {
    assertThat(printed(1, HEADINGS, row("a1b2c3", "long name", "1")))
        .isEqualTo("ID    NAME  N\na1b…  lon…  1\n");
  }

  @Test
  void offATerminalNothingIsCut() throws IOException {
    assertThat(printed(-1, HEADINGS, ROWS)).doesNotContain("…").contains(ROWS[2][1]);
  }

  @Test
  void laterRowsKeepTheColumnsUnlessTheyNeedMore() throws IOException {
    Shell shell = shell(0);
    TextTable table = new TextTable(new Console(shell, false, Coloring.NEVER), HEADINGS);
    add(table, row("abc", "x", "1"));
    table.print(shell.out());
    add(table, row("a", "y", "2"));
    table.print(shell.out());
    add(table, row("abcd", "z", "3"));
    table.print(shell.out());
    shell.out().flush();

    assertThat(bytes.toString(UTF_8))
        .isEqualTo(
            """
            ID   NAME  N
            abc  x     1
            a    y     2
            abcd  z     3
            """);
  }

  @Test
  void anOpenEndedTableCutsNeitherTheFirstNorTheLastColumn() throws IOException {
    Shell shell = shell(16);
    TextTable table =
        new TextTable(new Console(shell, false, Coloring.NEVER), List.of("ID", "B", "C"), true);
    add(table, row("a1b2c3d4", "middling", "beyond the edge"));
    table.print(shell.out());
    shell.out().flush();

    assertThat(bytes.toString(UTF_8))
        .isEqualTo(
            """
            ID        B     C
            a1b2c3d4  mid…  beyond the edge
            """);
  }

  @Test
  void coloursTakeNoColumnsAndQuietTakesTheHeadings() throws IOException {
    Shell shell = shell(0);
    TextTable table = new TextTable(new Console(shell, true, Coloring.ALWAYS), List.of("A", "B"));
    table.row(List.of(new Cell("ab", Paint.RED), new Cell("1", null)));
    table.row(List.of(new Cell("abc", null), new Cell("2", null)));
    table.print(shell.out());
    shell.out().flush();

    assertThat(bytes.toString(UTF_8)).isEqualTo("\033[31mab\033[0m   1\nabc  2\n");
  }

  private static String[] row(String... cells) {
    return cells;
  }
}
