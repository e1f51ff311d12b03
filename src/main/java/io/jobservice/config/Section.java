package io.jobservice.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The values of a table of options, from a YAML tree with the environment on top. What the table
 * does not know is noted when the section is made; a bad value when it is asked for.
 */
final class Section {

  private final String prefix;
  private final Map<String, String> environment;
  private final Findings findings;
  private final Set<String> known = new TreeSet<>();
  private final Set<String> sections = new TreeSet<>();
  private final Set<String> ignored;
  private final Map<String, YamlNode> found = new HashMap<>();

  /**
   * Reads a tree.
   *
   * @param prefix what comes before the paths in messages: nothing, or {@code loggers[0].}
   * @param ignored paths that only give a warning, with all below them
   */
  Section(
      YamlNode.Mapping root,
      String prefix,
      List<Option> options,
      Set<String> ignored,
      Map<String, String> environment,
      Findings findings) {
    this.prefix = prefix;
    this.environment = environment;
    this.findings = findings;
    this.ignored = ignored;
    for (Option option : options) {
      known.add(option.path());
      for (int dot = option.path().indexOf('.');
          dot >= 0;
          dot = option.path().indexOf('.', dot + 1)) {
        sections.add(option.path().substring(0, dot));
      }
    }
    findings.ledger().open(prefix, options);
    walk(root, "");
  }

  private void walk(YamlNode.Mapping mapping, String parent) {
    mapping
        .entries()
        .forEach(
            (name, node) -> {
              if (name.contains(".") && !name.contains(":")) {
                unknown(node, parent + name, "; dots stand for sections, one in another");
              } else {
                entry(parent + name, node);
              }
            });
  }

  private void entry(String path, YamlNode node) {
    if (ignored.contains(path)) {
      findings.warning(node.line(), prefix + path, "is not needed here and is ignored");
    } else if (known.contains(path)) {
      if (!isNull(node)) {
        found.put(path, node);
      }
    } else if (!sections.contains(path)) {
      unknown(node, path, suggestion(path));
    } else if (node instanceof YamlNode.Mapping below) {
      walk(below, path + ".");
    } else if (!isNull(node) && !(node instanceof YamlNode.Refused)) {
      findings.problem(node.line(), prefix + path, "is a section; it holds " + below(path));
    }
  }

  private static boolean isNull(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && scalar.isNull();
  }

  private void unknown(YamlNode node, String path, String rest) {
    String plain = path.toUpperCase(Locale.ROOT).replace('-', '_');
    for (String secret : List.of(Options.CORE_SECRET, Options.JOBSERVICE_SECRET)) {
      if (plain.endsWith(secret)) {
        findings.problem(
            node.line(),
            prefix + path,
            "secrets come from the environment only; set " + secret + " there");
        return;
      }
    }
    findings.problem(node.line(), prefix + path, "is not a known option" + rest);
  }

  private String suggestion(String path) {
    if (path.contains(":")) {
      return "; write a space after the colon";
    }
    Set<String> names = new TreeSet<>(known);
    names.addAll(sections);
    return Spelling.nearest(path, names)
        .map(name -> "; did you mean '" + prefix + name + "'?")
        .orElse("");
  }

  private String below(String section) {
    List<String> names = new ArrayList<>();
    for (String path : known) {
      if (path.startsWith(section + ".")) {
        names.add(path.substring(section.length() + 1));
      }
    }
    return String.join(", ", names);
  }

  /** Whether the file has the option, be it right or wrong. */
  boolean has(Option option) {
    return found.containsKey(option.path());
  }

  /** The value of an option that has a default, which also stands in for a bad value. */
  <T> T get(Option.Value<T> option) {
    try {
      return get(option, option.kind().parse(option.preset().orElseThrow()));
    } catch (BadValueException e) {
      throw new IllegalStateException("the default of " + option.path() + " is bad", e);
    }
  }

  /** The value of an option whose default depends on other options. */
  <T> T get(Option.Value<T> option, T standIn) {
    Optional<T> value = find(option);
    if (value.isEmpty()) {
      findings.ledger().preset(prefix, option, standIn);
    }
    return value.orElse(standIn);
  }

  /** The value that was given: by the environment, else by the file. Empty when it is bad. */
  <T> Optional<T> find(Option.Value<T> option) {
    Optional<String> name = option.variable().filter(v -> !text(v).isEmpty());
    if (name.isPresent()) {
      return variable(option, name.get());
    }
    YamlNode node = found.get(option.path());
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar(option, scalar);
    }
    if (node != null && !(node instanceof YamlNode.Refused)) {
      findings.problem(
          node.line(),
          prefix + option.path(),
          "has a list or a section where one value belongs; " + option.kind().allowed());
    }
    return Optional.empty();
  }

  /** As {@link #find}, but it must be given. */
  <T> Optional<T> require(Option.Value<T> option) {
    Optional<T> value = find(option);
    boolean given = has(option) || option.variable().filter(v -> !text(v).isEmpty()).isPresent();
    if (!given) {
      findings.missing(
          prefix + option.path(),
          "is required"
              + option.variable().map(v -> ", here or as " + v + " in the environment").orElse("")
              + "; "
              + option.kind().allowed());
    }
    return value;
  }

  /** As {@link #find}, but it must be given, in a section that begins on a line. */
  <T> Optional<T> require(Option.Value<T> option, int line) {
    if (!has(option)) {
      findings.problem(line, prefix + option.path(), "is required; " + option.kind().allowed());
    }
    return find(option);
  }

  /** Notes that an option does not go with the others, or is missing beside them. */
  void refuse(String path, String message) {
    YamlNode node = found.get(path);
    if (node == null) {
      findings.missing(prefix + path, message);
    } else {
      findings.problem(node.line(), prefix + path, message);
    }
  }

  /** Notes that an option which is there may not do what is meant. */
  void warn(String path, String message) {
    YamlNode node = found.get(path);
    findings.warning(node == null ? 0 : node.line(), prefix + path, message);
  }

  Optional<YamlNode> tree(Option.Tree option) {
    return Optional.ofNullable(found.get(option.path()))
        .filter(node -> !(node instanceof YamlNode.Refused));
  }

  private String text(String variable) {
    return environment.getOrDefault(variable, "").strip();
  }

  private <T> Optional<T> variable(Option.Value<T> option, String name) {
    String text = text(name);
    try {
      T value = option.kind().parse(text);
      findings.ledger().given(prefix, option, value, name);
      return Optional.of(value);
    } catch (BadValueException e) {
      findings.badVariable(
          name, option.kind().shown().apply(text), e.getMessage() + "; " + option.kind().allowed());
      return Optional.empty();
    }
  }

  private <T> Optional<T> scalar(Option.Value<T> option, YamlNode.Scalar scalar) {
    try {
      T value = option.kind().parse(scalar.text());
      findings.ledger().given(prefix, option, value, scalar.line());
      return Optional.of(value);
    } catch (BadValueException e) {
      findings.badValue(
          scalar.line(),
          prefix + option.path(),
          option.kind().shown().apply(scalar.text()),
          e.getMessage() + "; " + option.kind().allowed());
      return Optional.empty();
    }
  }
}
