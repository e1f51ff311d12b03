package io.jobservice.cli;

import io.jobservice.cli.Cells.Cell;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Instants as a table, in UTC and beside it in the zones of which the clocks may differ: that of a
 * cron line, and that of the person who looks at it. For one thread.
 */
final class InstantTable {

  private final Console console;
  private final List<ZoneId> zones = new ArrayList<>();

  /**
   * A table.
   *
   * @param line the zone of the cron line
   * @param times how times are written elsewhere
   */
  InstantTable(Console console, ZoneId line, Times times) {
    this.console = console;
    zones.add(ZoneOffset.UTC);
    add(line);
    add(times.zone());
  }

  private void add(ZoneId zone) {
    if (zones.stream().noneMatch(other -> other.getRules().equals(zone.getRules()))) {
      zones.add(zone);
    }
  }

  /** Prints the instants. */
  void print(List<Instant> instants) throws IOException {
    List<String> headings = new ArrayList<>(zones.stream().map(InstantTable::name).toList());
    headings.set(0, "NEXT-RUN");
    TextTable table = new TextTable(console, headings);
    for (Instant instant : instants) {
      table.row(zones.stream().map(zone -> cell(instant, zone)).toList());
    }
    table.print(console.out());
  }

  private static Cell cell(Instant instant, ZoneId zone) {
    return new Cell(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(zone)), null);
  }

  /** What people call it. */
  static String name(ZoneId zone) {
    return zone.getRules().equals(ZoneOffset.UTC.getRules()) ? "UTC" : zone.getId();
  }
}
