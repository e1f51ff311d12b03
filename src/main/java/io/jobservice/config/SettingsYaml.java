package io.jobservice.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.config.Setting.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Writes settings as YAML, with the origins as comments in a column of their own. For one use. */
final class SettingsYaml {

  private static final String INDENT = "  ";

  /** Longer lines have their comment right behind them. */
  private static final int WIDEST = 48;

  /** What YAML reads as the text that it looks like. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9/._](?:[A-Za-z0-9/._@%*+=~$-]|:(?=\\S)| (?=[A-Za-z0-9]))*");

  private static final Set<String> NULLS = Set.of("null", "Null", "NULL");

  private final Map<List<Step>, String> origins;
  private final List<Line> lines = new ArrayList<>();

  SettingsYaml(Map<List<Step>, String> origins) {
    this.origins = origins;
  }

  private record Line(String text, Optional<String> comment) {}

  /**
   * The text.
   *
   * @param tree the settings
   * @param secrets the variables that hold secrets, with whether they are set
   */
  String text(ObjectNode tree, Map<String, Boolean> secrets) {
    section(tree, "", List.of());
    int column =
        lines.stream()
            .filter(line -> line.comment().isPresent())
            .mapToInt(line -> line.text().length())
            .filter(length -> length <= WIDEST)
            .max()
            .orElse(0);
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      text.append(line.text());
      line.comment()
          .ifPresent(
              comment ->
                  text.append(" ".repeat(Math.max(0, column - line.text().length())))
                      .append("  # ")
                      .append(comment));
      text.append('\n');
    }
    new TreeMap<>(secrets)
        .forEach(
            (variable, isSet) ->
                text.append("# ")
                    .append(variable)
                    .append(isSet ? ": " + Masking.MASK : " is not set")
                    .append('\n'));
    return text.toString();
  }

  private void section(ObjectNode section, String indent, List<Step> at) {
    for (Map.Entry<String, JsonNode> entry : section.properties()) {
      option(entry.getKey(), entry.getValue(), indent, to(at, entry.getKey(), false));
    }
  }

  private void option(String name, JsonNode value, String indent, List<Step> at) {
    Optional<String> origin = Optional.ofNullable(origins.get(at));
    String start = indent + scalar(name) + ":";
    if (value instanceof ObjectNode below && !below.isEmpty()) {
      lines.add(new Line(start, origin));
      section(below, indent + INDENT, at);
    } else if (value instanceof ArrayNode list && (list.isEmpty() || list.get(0).isValueNode())) {
      List<String> items = new ArrayList<>();
      list.forEach(item -> items.add(scalar(item.asText())));
      lines.add(new Line(start + " [" + String.join(", ", items) + "]", origin));
    } else if (value instanceof ArrayNode list) {
      lines.add(new Line(start, origin));
      for (int i = 0; i < list.size(); i++) {
        item((ObjectNode) list.get(i), indent + INDENT, to(at, Integer.toString(i), true));
      }
    } else {
      lines.add(new Line(start + " " + (value.isObject() ? "{}" : scalar(value.asText())), origin));
    }
  }

  private void item(ObjectNode item, String indent, List<Step> at) {
    int first = lines.size();
    section(item, indent + INDENT, at);
    Line line = lines.get(first);
    lines.set(
        first,
        new Line(indent + "- " + line.text().substring(indent.length() + 2), line.comment()));
  }

  private static List<Step> to(List<Step> at, String name, boolean isItem) {
    List<Step> steps = new ArrayList<>(at);
    steps.add(new Step(name, isItem));
    return List.copyOf(steps);
  }

  private static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !NULLS.contains(text) ? text : quoted(text);
  }

  /** In double quotes; whatever could move a cursor, or not be read back, is escaped. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                  if (isPrintable(c)) {
                    quoted.appendCodePoint(c);
                  } else {
                    quoted.append(String.format("\\U%08x", c));
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
