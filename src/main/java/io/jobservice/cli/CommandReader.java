package io.jobservice.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Builds the model of a command from a text that says what its annotations say. To read annotations
 * the JVM makes a class for each kind of them, at every start anew, and that takes a third of the
 * time of a short command. Values are put into the fields of the command as picocli does it.
 *
 * <p>The text is one block of lines for the command, then one for each option and parameter, with
 * an empty line between them. A line is the name of a fact, a space, and what it says; {@code \\}
 * is a backslash in it, {@code \n} a line feed and {@code \s} a space at the end. A fact may have
 * several lines. Fields are named with those that lead to them, such as {@code connection.url}.
 */
final class CommandReader {

  private final CommandLine.IFactory factory = CommandLine.defaultFactory();
  private final CommandSpec spec;

  /** The command and its mixins, by the names of their fields. */
  private final Map<String, Object> owners = new HashMap<>();

  private CommandReader(Object command) {
    this.spec = CommandSpec.wrapWithoutInspection(command);
    owners.put("", command);
  }

  /** The model of a command; the text must be right, for it is not checked. */
  static CommandSpec read(Object command, String text) {
    CommandReader reader = new CommandReader(command);
    try {
      String[] blocks = text.strip().split("\n\n", -1);
      reader.addCommand(new Facts(blocks[0]));
      for (int i = 1; i < blocks.length; i++) {
        reader.addArgument(new Facts(blocks[i]));
      }
      reader.addHelp();
    } catch (Exception e) {
      throw new IllegalStateException("cannot build " + command.getClass(), e);
    }
    return reader.spec;
  }

  /** What the lines of a block say. */
  private static final class Facts {
    private final Map<String, List<String>> values = new HashMap<>();

    Facts(String block) {
      for (String line : block.split("\n", -1)) {
        int space = line.indexOf(' ');
        String name = space < 0 ? line : line.substring(0, space);
        String value = space < 0 ? "" : line.substring(space + 1);
        values.computeIfAbsent(name, n -> new ArrayList<>()).add(plain(value));
      }
    }

    private static String plain(String value) {
      return value.indexOf('\\') < 0
          ? value
          : value
              .replace("\\\\", "\\\0")
              .replace("\\n", "\n")
              .replace("\\s", " ")
              .replace("\\\0", "\\");
    }

    boolean has(String name) {
      return values.containsKey(name);
    }

    String one(String name) {
      return values.get(name).get(0);
    }

    String[] all(String name) {
      return values.getOrDefault(name, List.of()).toArray(new String[0]);
    }
  }

  private void addCommand(Facts facts) throws Exception {
    spec.name(facts.one("command"));
    spec.usageMessage().description(facts.all("description")).footer(facts.all("footer"));
    if (facts.has("below")) {
      spec.usageMessage().synopsisSubcommandLabel(facts.one("below"));
      spec.usageMessage().commandListHeading(facts.one("below-heading"));
    }
    for (String path : facts.all("mixin")) {
      Field field = field(path);
      Object mixin = factory.create(field.getType());
      field.set(owner(path), mixin);
      owners.put(path, mixin);
    }
    for (String path : facts.all("spec")) {
      field(path).set(owner(path), spec);
    }
  }

  private void addArgument(Facts facts) throws Exception {
    if (facts.has("parameter")) {
      spec.addPositional(parameter(facts));
    } else {
      spec.addOption(option(facts));
    }
  }

  private PositionalParamSpec parameter(Facts facts) throws Exception {
    Binding binding = binding(facts.one("field"));
    PositionalParamSpec.Builder parameter =
        PositionalParamSpec.builder()
            .description(facts.all("description"))
            .paramLabel(facts.one("label"))
            .required(facts.has("required"))
            .type(binding.field().getType())
            .initialValue(binding.get())
            .getter(binding)
            .setter(binding);
    if (facts.has("arity")) {
      parameter.arity(facts.one("arity"));
    }
    if (facts.has("converter")) {
      parameter.converters((ITypeConverter<?>) create(facts.one("converter")));
    }
    if (facts.has("candidates")) {
      parameter.completionCandidates(words(create(facts.one("candidates"))));
    }
    return parameter.build();
  }

  private OptionSpec option(Facts facts) throws Exception {
    Binding binding = binding(facts.one("field"));
    OptionSpec.Builder option =
        OptionSpec.builder(facts.all("option"))
            .description(facts.all("description"))
            .required(facts.has("required"))
            .type(binding.field().getType())
            .initialValue(binding.get())
            .getter(binding)
            .setter(binding);
    if (facts.has("arity")) {
      option.arity(facts.one("arity"));
    }
    if (facts.has("of")) {
      option.auxiliaryTypes(Class.forName(facts.one("of")));
    }
    if (facts.has("label")) {
      option.paramLabel(facts.one("label"));
    }
    if (facts.has("split")) {
      option.splitRegex(facts.one("split"));
    }
    if (facts.has("converter")) {
      option.converters((ITypeConverter<?>) create(facts.one("converter")));
    }
    if (facts.has("candidates")) {
      option.completionCandidates(words(create(facts.one("candidates"))));
    }
    return option.build();
  }

  /** What picocli adds where {@code mixinStandardHelpOptions} is set, which is everywhere. */
  private void addHelp() {
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .type(boolean.class)
            .initialValue(false)
            .usageHelp(true)
            .description("Show this help message and exit.")
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .type(boolean.class)
            .initialValue(false)
            .versionHelp(true)
            .description("Print version information and exit.")
            .build());
  }

  /** The field that has the value of an option or parameter. */
  private record Binding(Field field, Object owner) implements IGetter, ISetter {

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T get() throws IllegalAccessException {
      return (T) field.get(owner);
    }

    @Override
    public <T> T set(T value) throws IllegalAccessException {
      T before = get();
      field.set(owner, value);
      return before;
    }
  }

  private Binding binding(String path) throws NoSuchFieldException {
    return new Binding(field(path), owner(path));
  }

  @SuppressWarnings("unchecked")
  private static Iterable<String> words(Object words) {
    return (Iterable<String>) words;
  }

  private Object create(String type) throws Exception {
    return factory.create(Class.forName(type));
  }

  private Object owner(String path) {
    return owners.get(path.substring(0, Math.max(0, path.lastIndexOf('.'))));
  }

  private Field field(String path) throws NoSuchFieldException {
    String name = path.substring(path.lastIndexOf('.') + 1);
    for (Class<?> type = owner(path).getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new NoSuchFieldException(path);
  }
}
