package io.jobservice.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of one command, in roff with the man macros. */
final class ManPage {

  private static final Map<String, String> ENVIRONMENT =
      new TreeMap<>(
          Map.of(
              "CORE_SECRET", "The secret of the service.",
              "JAVA_HOME", "The JVM to run on. Default: java on the PATH.",
              "JOBSERVICE_CONFIG", "The configuration file when -c is not given.",
              "JOBSERVICE_OPTS", "Options for the JVM, such as -Xmx1g, separated by spaces.",
              "JOBSERVICE_URL", "The address of the service when --url is not given.",
              "JOB_SERVICE_PORT", "Replaces the port of the configuration file.",
              "JOB_SERVICE_PROTOCOL", "Replaces the protocol of the configuration file."));

  private static final Map<String, String> FILES =
      new TreeMap<>(
          Map.of(
              "./config.yml", "The configuration file when no other is named.",
              "DATA_DIR/runtime.json", "The address and the secret of the running service.",
              "DATA_DIR/secret", "The secret that the service made for itself."));

  private final CommandSpec spec;
  private final StringBuilder page = new StringBuilder();

  ManPage(CommandSpec spec) {
    this.spec = spec;
  }

  /** The name of the page without its section. */
  static String name(CommandSpec spec) {
    return spec.qualifiedName("-");
  }

  String roff() {
    String name = name(spec);
    line(".\\\" Generated from the command line. See GeneratedFilesTest.");
    line(
        ".TH \""
            + escaped(name.toUpperCase(Locale.ROOT))
            + "\" 1 \"\" \"jobservice\" \"User Commands\"");
    section("NAME");
    line(escaped(name) + " \\- " + escaped(CommandModel.purpose(spec)));
    section("SYNOPSIS");
    synopsis();
    section("DESCRIPTION");
    description();
    options();
    commands();
    section("EXIT STATUS");
    for (ExitCode code : ExitCode.values()) {
      item("\\fB" + code.code() + "\\fR", List.of(code.meaning()));
    }
    section("ENVIRONMENT");
    ENVIRONMENT.forEach((variable, use) -> item("\\fB" + variable + "\\fR", List.of(use)));
    section("FILES");
    FILES.forEach((file, use) -> item("\\fI" + escaped(file) + "\\fR", List.of(use)));
    examples();
    seeAlso();
    return page.toString();
  }

  private void synopsis() {
    StringBuilder words = new StringBuilder("\\fB" + spec.qualifiedName(" ") + "\\fR");
    for (OptionSpec option : spec.options()) {
      words.append(" [").append(signature(option.names()[0], option)).append(']');
      words.append(option.isMultiValue() ? "..." : "");
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      boolean optional = parameter.arity().min() == 0;
      words.append(optional ? " [" : " ").append(argument(parameter));
      words.append(optional ? "]" : "").append(parameter.arity().max() > 1 ? "..." : "");
    }
    if (spec.parent() == null) {
      words.append(" \\fICOMMAND\\fR");
    }
    line(words.toString());
  }

  private void description() {
    for (String paragraph : spec.usageMessage().description()) {
      line(escaped(paragraph));
    }
    for (String paragraph : footer(false)) {
      line(".PP");
      line(escaped(paragraph));
    }
  }

  private void options() {
    section("OPTIONS");
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      item(argument(parameter), CommandModel.description(parameter));
    }
    for (OptionSpec option : spec.options()) {
      List<String> names = new ArrayList<>();
      for (String name : option.names()) {
        names.add(signature(name, option));
      }
      item(String.join(", ", names), CommandModel.description(option));
    }
  }

  private void commands() {
    if (spec.parent() == null) {
      section("COMMANDS");
      for (CommandSpec command : CommandModel.commands()) {
        item("\\fB" + command.name() + "\\fR", List.of(CommandModel.purpose(command) + "."));
      }
    }
  }

  private void examples() {
    List<String> examples = footer(true);
    if (!examples.isEmpty()) {
      section("EXAMPLES");
      line(".nf");
      examples.forEach(example -> line(escaped(example)));
      line(".fi");
    }
  }

  private void seeAlso() {
    section("SEE ALSO");
    List<String> others = new ArrayList<>();
    for (CommandSpec other : CommandModel.specs()) {
      if (!other.qualifiedName().equals(spec.qualifiedName())) {
        others.add("\\fB" + escaped(name(other)) + "\\fR(1)");
      }
    }
    line(String.join(", ", others));
  }

  /** The lines after the word "Examples:", or those before it. */
  private List<String> footer(boolean examples) {
    List<String> lines = new ArrayList<>();
    boolean inExamples = false;
    for (String line : spec.usageMessage().footer()) {
      if (line.equals("Examples:")) {
        inExamples = true;
      } else if (!line.isBlank() && inExamples == examples) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static String signature(String name, OptionSpec option) {
    boolean flag = option.arity().max() == 0;
    return "\\fB" + escaped(name) + "\\fR" + (flag ? "" : " " + argument(option));
  }

  private static String argument(ArgSpec arg) {
    return "\\fI" + escaped(arg.paramLabel()) + "\\fR";
  }

  private void section(String title) {
    line(".SH " + title);
  }

  private void item(String tag, List<String> text) {
    line(".TP");
    line(tag);
    text.forEach(sentence -> line(escaped(sentence)));
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
    return plain.startsWith(".") ? "\\&" + plain : plain;
  }
}
