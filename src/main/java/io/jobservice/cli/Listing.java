package io.jobservice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.client.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Writes records as they come: a table, one JSON array on one line, an object a line, or ids. It
 * holds back no more than {@value #BLOCK} rows, to know how wide the columns are. For one thread.
 */
final class Listing {

  private static final int BLOCK = 1000;

  private final Output out;
  private final Json json;
  private final Format format;
  private final Shape shape;
  private final List<String> fields;
  private final List<Shape.Column> columns;
  private final Cells cells;
  private final TextTable table;
  private long count;

  Listing(Console console, OutputOptions options, Shape shape, Json json) {
    this.out = console.out();
    this.json = json;
    this.format = options.format(Format.TABLE);
    this.shape = shape;
    this.fields = options.fields(shape.fields());
    this.columns =
        fields.isEmpty()
            ? shape.columns()
            : fields.stream()
                .map(field -> new Shape.Column(field, field.toUpperCase(Locale.ROOT)))
                .toList();
    this.cells = new Cells(console.times(options.utc()), json);
    this.table =
        new TextTable(
            console,
            columns.stream().map(Shape.Column::heading).toList(),
            columns.get(columns.size() - 1).isWhole());
  }

  /** How many records were written. */
  long count() {
    return count;
  }

  /** Writes one more record, as the API lists it. */
  void print(JsonNode item) throws IOException {
    JsonNode inner = shape.inner(item);
    switch (format) {
      case JSON -> out.text((count == 0 ? "[" : ",") + json.write(chosen(item)));
      case JSONL -> out.line(json.write(chosen(item)));
      case ID -> out.line(Printable.line(inner.path(shape.id()).asText()));
      case TABLE -> {
        table.row(columns.stream().map(column -> cells.cell(inner, column.field())).toList());
        if (count % BLOCK == BLOCK - 1) {
          table.print(out);
        }
      }
    }
    count++;
  }

  /** Ends the list. A list that breaks off is not ended, so that no JSON looks whole. */
  void end() throws IOException {
    switch (format) {
      case JSON -> out.line(count == 0 ? "[]" : "]");
      case JSONL, ID -> {}
      case TABLE -> table.print(out);
    }
    out.flush();
  }

  private JsonNode chosen(JsonNode item) {
    if (fields.isEmpty()) {
      return item;
    }
    return shape.outer(json.only(shape.inner(item), fields), json);
  }
}
