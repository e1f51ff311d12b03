package io.jobservice.config;

import io.jobservice.job.Parameter;
import io.jobservice.model.CommandDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code commands}: a list of sections of {@link CommandOptions}. */
final class CommandReader {

  /** What looks like a place for a parameter, and is none. */
  private static final Pattern MEANT = Pattern.compile("\\$\\{?par?a?m?s?\\..*");

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Some shells let nobody set these. */
  private static final Set<String> OF_THE_SHELL = Set.of("PPID", "UID", "EUID", "_");

  private static final Kind<Integer> EXIT_CODE = Kinds.whole(0, 255);

  private final Path folder;
  private final Findings findings;

  /**
   * A reader for one file.
   *
   * @param folder where relative paths start
   */
  CommandReader(Path folder, Findings findings) {
    this.folder = folder;
    this.findings = findings;
  }

  /** The commands in their order; none for a list that is not there. What is wrong is noted. */
  List<CommandDefinition> read(Optional<YamlNode> node) {
    List<CommandDefinition> commands = new ArrayList<>();
    if (node.isPresent() && node.get() instanceof YamlNode.Sequence list) {
      Map<String, String> names = new HashMap<>();
      for (int i = 0; i < list.items().size(); i++) {
        String path = Options.COMMANDS.path() + "[" + i + "]";
        entry(list.items().get(i), path, names).ifPresent(commands::add);
      }
    } else if (node.isPresent()) {
      findings.problem(
          node.get().line(), Options.COMMANDS.path(), "is no list; begin each one with '- name:'");
    }
    return commands;
  }

  private Optional<CommandDefinition> entry(YamlNode node, String path, Map<String, String> names) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      if (!(node instanceof YamlNode.Refused)) {
        findings.problem(node.line(), path, "is no section; it begins with 'name:'");
      }
      return Optional.empty();
    }
    Section section =
        new Section(mapping, path + ".", CommandOptions.ALL, Set.of(), Map.of(), findings);
    Optional<String> name = section.require(CommandOptions.NAME, mapping.line());
    name.map(text -> names.putIfAbsent(text, path))
        .ifPresent(
            other ->
                section.refuse(
                    CommandOptions.NAME.path(), "is that of " + other + " too; names must differ"));
    List<String> command = command(section, path + ".", mapping.line());
    List<Parameter> parameters =
        new CommandParameterReader(findings)
            .read(section.tree(CommandOptions.PARAMETERS), path + ".parameters");
    checkPlaces(section, command, parameters);
    Optional<Set<Integer>> success = codes(section, path, CommandOptions.SUCCESS_EXIT_CODES);
    CommandDefinition read =
        new CommandDefinition(
            name.orElse("X"),
            command.isEmpty() ? List.of("false") : command,
            section.find(CommandOptions.DESCRIPTION).orElse(""),
            env(section, path + "."),
            folder.resolve(section.get(CommandOptions.CWD, folder)).normalize(),
            section.find(CommandOptions.TIMEOUT),
            whole(section, CommandOptions.MAX_FAILS),
            whole(section, CommandOptions.MAX_CONCURRENCY),
            parameters,
            section.find(CommandOptions.USER),
            section.get(CommandOptions.STDIN).equals("json"),
            success.orElse(Set.of(0)),
            codes(section, path, CommandOptions.RETRY_EXIT_CODES),
            section.get(CommandOptions.STOP_SIGNAL),
            section.get(CommandOptions.STOP_GRACE));
    return Optional.of(read);
  }

  private static OptionalInt whole(Section section, Option.Value<Integer> option) {
    return section.find(option).map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  private List<String> command(Section section, String prefix, int lineOfEntry) {
    Option.Tree option = CommandOptions.COMMAND;
    String path = prefix + option.path();
    Optional<YamlNode> node = section.tree(option);
    if (node.isEmpty()) {
      if (!section.has(option)) {
        findings.problem(
            lineOfEntry, path, "is required; it is a list: the program, and its arguments");
      }
      return List.of();
    }
    int line = node.get().line();
    if (!(node.get() instanceof YamlNode.Sequence list)) {
      findings.problem(
          line,
          path,
          "is no list; write the program and each argument as an item, as in [sh, -c, 'a | b']");
      return List.of();
    }
    List<String> words = new ArrayList<>();
    for (YamlNode item : list.items()) {
      if (item instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
        words.add(scalar.text());
      } else if (!(item instanceof YamlNode.Refused)) {
        findings.problem(item.line(), path, "has an item that is no text");
        return List.of();
      }
    }
    if (words.isEmpty()) {
      findings.problem(line, path, "is empty; it holds the program, and its arguments");
      return words;
    }
    if (words.get(0).isBlank() || words.get(0).startsWith("-")) {
      findings.problem(line, path, "begins with the program, but '" + words.get(0) + "' is none");
    }
    if (words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
      findings.problem(line, path, "has a NUL character, which no argument can have");
    }
    findings.ledger().list(prefix, option, words, line);
    return words;
  }

  /** What would never be replaced is told at once. */
  private void checkPlaces(Section section, List<String> command, List<Parameter> parameters) {
    Set<String> described =
        parameters.stream().map(Parameter::name).collect(Collectors.toCollection(TreeSet::new));
    boolean isOpen = described.isEmpty() || described.remove(Parameter.OTHERS);
    for (String word : command) {
      Optional<String> name = CommandDefinition.parameterOf(word);
      if (name.isPresent() && !isOpen && !described.contains(name.get())) {
        section.refuse(
            CommandOptions.COMMAND.path(),
            "has "
                + word
                + ", which is none of its parameters; there are "
                + String.join(", ", described));
      } else if (name.isEmpty() && word.contains("${params.")) {
        section.warn(
            CommandOptions.COMMAND.path(),
            "has ${params.NAME} inside of an argument, where it is not replaced; make it an"
                + " argument of its own");
      } else if (name.isEmpty() && MEANT.matcher(word).matches()) {
        section.warn(
            CommandOptions.COMMAND.path(),
            "has " + word + ", which is not replaced; a parameter is ${params.NAME}");
      }
    }
    if (!command.isEmpty() && CommandDefinition.parameterOf(command.get(0)).isPresent()) {
      section.warn(
          CommandOptions.COMMAND.path(),
          "begins with a parameter: whoever may submit the job chooses the program");
    }
    Map<String, String> variables = new HashMap<>();
    for (String name : described) {
      String other = variables.putIfAbsent(CommandDefinition.variableOf(name), name);
      if (other != null) {
        section.refuse(
            CommandOptions.PARAMETERS.path(),
            "has '%s' and '%s', which are both %s for the program"
                .formatted(other, name, CommandDefinition.variableOf(name)));
      }
    }
  }

  private Map<String, String> env(Section section, String prefix) {
    Map<String, String> env = new LinkedHashMap<>();
    String path = prefix + CommandOptions.ENV.path();
    Optional<YamlNode> node = section.tree(CommandOptions.ENV);
    if (node.isPresent() && !(node.get() instanceof YamlNode.Mapping)) {
      findings.problem(node.get().line(), path, "is no list of 'name: value' lines");
    }
    if (node.isPresent() && node.get() instanceof YamlNode.Mapping mapping) {
      mapping
          .entries()
          .forEach(
              (name, value) -> {
                if (!VARIABLE.matcher(name).matches() || OF_THE_SHELL.contains(name)) {
                  findings.problem(
                      value.line(), path + "." + name, "is no variable that can be set");
                } else if (value instanceof YamlNode.Scalar scalar
                    && scalar.text().indexOf('\0') < 0) {
                  env.put(name, scalar.isNull() ? "" : scalar.text());
                  findings.ledger().hidden(prefix, CommandOptions.ENV, name, value.line());
                } else if (!(value instanceof YamlNode.Refused)) {
                  findings.problem(
                      value.line(), path + "." + name, "is neither text, a number nor a boolean");
                }
              });
    }
    return env;
  }

  private Optional<Set<Integer>> codes(Section section, String path, Option.Tree option) {
    Optional<YamlNode> node = section.tree(option);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Set<Integer> codes = new TreeSet<>();
    List<YamlNode> items =
        node.get() instanceof YamlNode.Sequence list ? list.items() : List.of(node.get());
    if (items.isEmpty()) {
      section.refuse(option.path(), "is empty; leave it out for the default");
    }
    for (YamlNode item : items) {
      try {
        codes.add(EXIT_CODE.parse(item instanceof YamlNode.Scalar scalar ? scalar.text() : ""));
      } catch (BadValueException e) {
        findings.problem(
            item.line(),
            path + "." + option.path(),
            "has an exit code that " + e.getMessage() + "; " + EXIT_CODE.allowed());
      }
    }
    if (codes.isEmpty()) {
      return Optional.empty();
    }
    findings.ledger().list(path + ".", option, List.copyOf(codes), node.get().line());
    return Optional.of(codes);
  }
}
