package io.jobservice.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jobservice.config.Setting.Step;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that were taken while one configuration is read, with where they come from. They are
 * noted where they are parsed, so that what is shown is what a node takes. For one thread.
 */
final class Ledger {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?");

  private static final Pattern ITEM_OR_NAME = Pattern.compile("\\[([0-9]+)]|([^.\\[\\]]+)");

  private final Path folder;
  private final String fileName;

  /** By the options of the root, in the order of their table; empty where nothing was taken. */
  private final Map<String, Map<List<Step>, Optional<Setting>>> taken = new LinkedHashMap<>();

  Ledger(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    this.folder = absolute.getParent();
    this.fileName = String.valueOf(absolute.getFileName());
    Options.ALL.forEach(option -> taken.put(option.path(), new LinkedHashMap<>()));
  }

  /** Where an option is: the option of the root that it is, or is below, and the way to it. */
  private record Place(String top, List<Step> steps) {

    /** A prefix is empty, or begins with a tree, then has {@code [0].} or {@code .NAME.} in it. */
    static Place of(String prefix, Option option) {
      List<Step> steps = new ArrayList<>();
      String top = option.path();
      if (!prefix.isEmpty()) {
        top = tree(prefix);
        names(top, steps);
        String entry = prefix.substring(top.length(), prefix.length() - 1);
        if (entry.startsWith("[")) {
          items(entry, steps);
        } else {
          steps.add(new Step(entry.substring(1), false));
        }
      }
      names(option.path(), steps);
      return new Place(top, List.copyOf(steps));
    }

    /** An entry of a map. Its name may hold dots. */
    static Place entry(Option.Tree map, String name) {
      List<Step> steps = new ArrayList<>();
      names(map.path(), steps);
      steps.add(new Step(name, false));
      return new Place(map.path(), List.copyOf(steps));
    }

    /** Items of lists, and of lists in them. */
    private static void items(String entry, List<Step> steps) {
      Matcher step = ITEM_OR_NAME.matcher(entry);
      while (step.find()) {
        steps.add(
            step.group(1) == null ? new Step(step.group(2), false) : new Step(step.group(1), true));
      }
    }

    private static String tree(String prefix) {
      return Options.ALL.stream()
          .filter(Option.Tree.class::isInstance)
          .map(Option::path)
          .filter(path -> prefix.startsWith(path + "[") || prefix.startsWith(path + "."))
          .findFirst()
          .orElseThrow();
    }

    private static void names(String path, List<Step> steps) {
      for (String name : path.split("\\.", -1)) {
        steps.add(new Step(name, false));
      }
    }
  }

  /** Keeps a place for each option of a table, so that they are shown in the order of the table. */
  void open(String prefix, List<Option> options) {
    for (Option option : options) {
      Place place = Place.of(prefix, option);
      taken.get(place.top()).putIfAbsent(place.steps(), Optional.empty());
    }
  }

  /** A value of the file; one of line 0 is part of a default. */
  <T> void given(String prefix, Option.Value<T> option, T value, int line) {
    note(Place.of(prefix, option), shown(option, value), origin(line));
  }

  /** A value of the environment. */
  <T> void given(String prefix, Option.Value<T> option, T value, String variable) {
    note(Place.of(prefix, option), shown(option, value), Optional.of(variable));
  }

  /** A default. */
  <T> void preset(String prefix, Option.Value<T> option, T value) {
    note(Place.of(prefix, option), shown(option, value), Optional.empty());
  }

  /** An entry of a map from names to texts. */
  void named(Option.Tree map, String name, String text, int line) {
    note(
        Place.entry(map, Masking.text(name)),
        TextNode.valueOf(Masking.value(name, text)),
        origin(line));
  }

  /** An entry of a map from names to texts that is itself below another option. */
  void named(String prefix, Option.Tree map, String name, String text, int line) {
    Place place = Place.of(prefix, map);
    List<Step> steps = new ArrayList<>(place.steps());
    steps.add(new Step(Masking.text(name), false));
    note(
        new Place(place.top(), List.copyOf(steps)),
        TextNode.valueOf(Masking.value(name, text)),
        origin(line));
  }

  /** An entry of such a map whose text is shown to nobody. */
  void hidden(String prefix, Option.Tree map, String name, int line) {
    Place place = Place.of(prefix, map);
    List<Step> steps = new ArrayList<>(place.steps());
    steps.add(new Step(name, false));
    note(new Place(place.top(), List.copyOf(steps)), TextNode.valueOf(Masking.MASK), origin(line));
  }

  /** A list of texts or numbers. */
  void list(String prefix, Option.Tree list, List<?> values, int line) {
    ArrayNode shown = JsonNodeFactory.instance.arrayNode();
    for (Object value : values) {
      if (value instanceof Integer number) {
        shown.add(number);
      } else {
        shown.add(Masking.text(value.toString()));
      }
    }
    note(Place.of(prefix, list), shown, origin(line));
  }

  /** A list of texts that are shown to nobody. */
  void hidden(Option.Tree list, int size, int line) {
    hidden(list, size, origin(line));
  }

  /** Such a list that the environment gave. */
  void hidden(Option.Tree list, int size, String variable) {
    hidden(list, size, Optional.of(variable));
  }

  private void hidden(Option.Tree list, int size, Optional<String> origin) {
    ArrayNode shown = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < size; i++) {
      shown.add(Masking.MASK);
    }
    note(Place.of("", list), shown, origin);
  }

  /** An entry of a map of sections that says nothing. */
  void empty(Option.Tree map, String name, int line) {
    note(Place.entry(map, name), JsonNodeFactory.instance.objectNode(), origin(line));
  }

  /** All that was taken, in the order of the tables. */
  List<Setting> settings() {
    return taken.values().stream()
        .flatMap(part -> part.values().stream())
        .flatMap(Optional::stream)
        .toList();
  }

  private void note(Place place, JsonNode value, Optional<String> origin) {
    taken
        .get(place.top())
        .put(place.steps(), Optional.of(new Setting(place.steps(), value, origin)));
  }

  private Optional<String> origin(int line) {
    return line == 0 ? Optional.empty() : Optional.of(fileName + ":" + line);
  }

  private <T> JsonNode shown(Option.Value<T> option, T value) {
    if (value instanceof Path path) {
      return TextNode.valueOf(folder.resolve(path).normalize().toString());
    }
    String text = option.kind().shown().apply(option.kind().writer().apply(value));
    // Sizes are numbers that are written with their unit.
    if (value instanceof Number && NUMBER.matcher(text).matches()) {
      return JsonNodeFactory.instance.numberNode(new BigDecimal(text));
    }
    if (value instanceof Boolean flag) {
      return JsonNodeFactory.instance.booleanNode(flag);
    }
    String name = option.path().substring(option.path().lastIndexOf('.') + 1);
    return TextNode.valueOf(value instanceof String ? Masking.value(name, text) : text);
  }
}
