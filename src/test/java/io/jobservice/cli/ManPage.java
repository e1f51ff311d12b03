package io.jobservice.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of one command, in roff with the man macros. */
final class ManPage {

  private static final Map<String, String> ENVIRONMENT =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("CLICOLOR_FORCE", "If set and not 0, use colours off a terminal too."),
              Map.entry("CORE_SECRET", "The secret of the service."),
              Map.entry("JAVA_HOME", "The JVM to run on. Default: java on the PATH."),
              Map.entry(
                  "JOBSERVICE_ARCHIVE",
                  "If off, start without an archive of classes, and make none."),
              Map.entry("JOBSERVICE_CONFIG", "The configuration file when -c is not given."),
              Map.entry(
                  "JOBSERVICE_OPTS", "Options for the JVM, such as -Xmx1g, separated by spaces."),
              Map.entry("JOBSERVICE_URL", "The address of the service when --url is not given."),
              Map.entry(
                  "JOB_SERVICE_POOL_REDIS_NAMESPACE",
                  "The namespace in Redis when --namespace is not given."),
              Map.entry("JOB_SERVICE_PORT", "Replaces the port of the configuration file."),
              Map.entry("JOB_SERVICE_PROTOCOL", "Replaces the protocol of the configuration file."),
              Map.entry("NO_COLOR", "If set and not empty, use no colours."),
              Map.entry(
                  "XDG_CACHE_HOME",
                  "The folder of jobservice, where archives and addresses are kept."),
              Map.entry(
                  "XDG_STATE_HOME",
                  "The folder of jobservice/last-job, the id that @last stands for.")));

  private static final Map<String, String> FILES =
      new TreeMap<>(
          Map.of(
              "~/.cache/jobservice/",
              "Archives of classes that commands start from, and addresses from configuration"
                  + " files; may be deleted.",
              "~/.local/state/jobservice/last-job",
              "The id of the job that this user submitted last, for @last.",
              "./config.yml",
              "The configuration file when no other is named.",
              "DATA_DIR/runtime.json",
              "The address and the secret of the running service.",
              "DATA_DIR/secret",
              "The secret that the service made for itself."));

  /** When the command line was last changed in a way that readers of the pages would ask about. */
  private static final String DATE = "2026-11-22";

  private final CommandSpec spec;
  private final Roff page = new Roff();

  ManPage(CommandSpec spec) {
    this.spec = spec;
  }

  /** The name of the page without its section. */
  static String name(CommandSpec spec) {
    return spec.qualifiedName("-");
  }

  String roff() {
    String name = name(spec);
    page.comment("Generated from the command line. See GeneratedFilesTest.");
    page.title(name, 1, DATE, "User Commands");
    page.section("NAME");
    page.text(name).raw("\\-").text(CommandModel.purpose(spec)).end();
    page.section("SYNOPSIS");
    synopsis();
    page.section("DESCRIPTION");
    description();
    page.section("OPTIONS");
    options();
    commands();
    page.section("EXIT STATUS");
    for (ExitCode code : ExitCode.values()) {
      page.item(Roff.bold(Integer.toString(code.code())), List.of(code.meaning()));
    }
    page.section("ENVIRONMENT");
    ENVIRONMENT.forEach((variable, use) -> page.item(Roff.bold(variable), List.of(use)));
    page.section("FILES");
    FILES.forEach((file, use) -> page.item(Roff.italic(file), List.of(use)));
    examples();
    page.section("SEE ALSO");
    seeAlso();
    return page.toString();
  }

  private void synopsis() {
    page.raw(Roff.bold(spec.qualifiedName(" ")));
    for (OptionSpec option : CommandModel.options(spec)) {
      boolean required = option.required();
      String form = signature(option.names()[0], option);
      page.raw((required ? form : "[" + form + "]") + (option.isMultiValue() ? "..." : ""));
    }
    for (PositionalParamSpec parameter : CommandModel.parameters(spec)) {
      String form = Roff.italic(parameter.paramLabel());
      boolean optional = parameter.arity().min() == 0;
      page.raw((optional ? "[" + form + "]" : form) + (parameter.arity().max() > 1 ? "..." : ""));
    }
    if (!CommandModel.below(spec).isEmpty()) {
      page.raw(Roff.italic("COMMAND"));
    }
    page.end();
  }

  private void description() {
    for (String paragraph : spec.usageMessage().description()) {
      page.text(paragraph).end();
    }
    for (String paragraph : footer(false)) {
      page.paragraph();
      page.text(paragraph).end();
    }
  }

  private void options() {
    for (PositionalParamSpec parameter : CommandModel.parameters(spec)) {
      page.item(Roff.italic(parameter.paramLabel()), CommandModel.description(parameter));
    }
    for (OptionSpec option : CommandModel.options(spec)) {
      List<String> names = new ArrayList<>();
      for (String name : option.names()) {
        names.add(signature(name, option));
      }
      page.item(String.join(", ", names), CommandModel.description(option));
    }
  }

  private void commands() {
    List<CommandSpec> below = CommandModel.below(spec);
    if (!below.isEmpty()) {
      page.section("COMMANDS");
      for (CommandSpec command : below) {
        page.item(Roff.bold(command.name()), List.of(CommandModel.purpose(command) + "."));
      }
    }
  }

  private void examples() {
    List<String> examples = footer(true);
    if (!examples.isEmpty()) {
      page.section("EXAMPLES");
      page.literal(examples);
    }
  }

  /** The page above, those beside, those below, and that of the configuration. */
  private void seeAlso() {
    Set<CommandSpec> others = new LinkedHashSet<>();
    if (spec.parent() != null) {
      others.add(spec.root());
      others.add(spec.parent());
      others.addAll(CommandModel.below(spec.parent()));
    }
    others.addAll(CommandModel.below(spec));
    for (CommandSpec other : others) {
      if (!name(other).equals(name(spec))) {
        page.raw(Roff.bold(name(other)) + "(1),");
      }
    }
    page.raw(Roff.bold("jobservice-config") + "(5)").end();
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
    String argument = Roff.italic(option.paramLabel());
    if (option.arity().max() == 0) {
      return Roff.bold(name);
    } else if (option.arity().min() == 0) {
      return Roff.bold(name) + "[=" + argument + "]";
    }
    return Roff.bold(name) + "\\ " + argument;
  }
}
