package io.jobservice.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The manual page of the configuration file, in roff with the man macros. */
final class ConfigManPage {

  /** A file that holds what most need. */
  static final String EXAMPLE =
      """
      host: 127.0.0.1
      port: 8080
      worker_pool:
        workers: 20
        redis_pool:
          redis_url: redis://:password@redis.example.com:6379/1
          namespace: reports
      job_loggers:
        - name: FILE
          settings:
            base_dir: /var/log/jobservice
          sweeper:
            duration: 14
      data_dir: /var/lib/jobservice
      shutdown_grace: 2m
      jobs:
        plugin_dir: /usr/lib/jobservice/plugins
        types:
          IMPORT:
            max_fails: 5
            backoff: {kind: exponential, initial: 10s, max: 5m}
            timeout: 1h
            rate_limit: 100/m
      commands:
        - name: RESIZE
          command: [/usr/bin/convert, -resize, 50%, "${params.image}", small.png]
          parameters:
            - {name: image, type: string, required: true}
      """;

  private static final String BACK_ENDS = "Log back ends";
  private static final String TYPES = "Rules for job types";
  private static final String COMMANDS = "Jobs that are programs";

  /** Where the options inside of options are. */
  private static final Map<Option, String> DETAILS =
      Map.of(
          Options.LOGGERS, BACK_ENDS,
          Options.JOB_LOGGERS, BACK_ENDS,
          Options.JOB_TYPES, TYPES,
          Options.COMMANDS, COMMANDS,
          CommandOptions.PARAMETERS, "Parameters of a program");

  private final StringBuilder page = new StringBuilder();

  String roff() {
    line(".\\\" Generated from the tables of options. See ConfigManPageTest.");
    line(".TH \"JOBSERVICE\\-CONFIG\" 5 \"2026-11-22\" \"jobservice\" \"File Formats\"");
    // Addresses and names of variables are long: lines that are filled to the edge would gape.
    line(".ad l");
    line(".nh");
    line(".SH NAME");
    line("jobservice\\-config \\- " + escaped("the configuration file of jobservice"));
    line(".SH SYNOPSIS");
    line("\\fIFILE\\fR of \\fBjobservice serve \\-c\\fR \\fIFILE\\fR;");
    line("else the file that \\fBJOBSERVICE_CONFIG\\fR names; else \\fI./config.yml\\fR");
    description();
    options();
    environment();
    files();
    line(".SH EXAMPLE");
    line(".nf");
    EXAMPLE.lines().forEach(text -> line(escaped(text)));
    line(".fi");
    line(".SH SEE ALSO");
    line(
        "\\fBjobservice\\fR(1), \\fBjobservice\\-serve\\fR(1),"
            + " \\fBjobservice\\-admin\\-config\\-check\\fR(1),"
            + " \\fBjobservice\\-admin\\-config\\-show\\fR(1)");
    return page.toString();
  }

  private void description() {
    line(".SH DESCRIPTION");
    text(
        "A YAML file in UTF-8, of at most 1 MiB. An option is named here by the names of its"
            + " sections and its own, with dots between them: jobs.plugin_dir is plugin_dir in the"
            + " section jobs.");
    paragraph(
        "A variable that is set and not empty comes before what the file says, and the file before"
            + " the default. The text of the file is taken literally: ${NAME} is not expanded."
            + " Relative paths start at the folder of the file. Anchors, aliases, merges (<<), tags"
            + " and further documents are refused, and so is an option that is given twice.");
    paragraph(
        "Durations are written as 90s, 2m, 1h30m, 500ms, 7d, or as a number of seconds. The units"
            + " are d (24 hours), h, m, s and ms, each at most once and in this order.");
    paragraph(
        "All mistakes are told at once, with their lines, and the program ends with exit code 78."
            + " jobservice admin config check looks for them without a start, and jobservice admin"
            + " config show prints what a node takes.");
  }

  private void options() {
    line(".SH OPTIONS");
    table(Options.ALL);
    line(".SS " + BACK_ENDS);
    text(
        "loggers and job_loggers are lists. Left out, loggers is one STD_OUTPUT, and job_loggers"
            + " one FILE. The options of an entry:");
    table(LogBackendType.ALL_OPTIONS);
    line(".SS " + TYPES);
    text(
        "jobs.types has sections by the name of the job type. What an entry says comes before what"
            + " the class of the job says. The options of an entry:");
    table(TypeOptions.ALL);
    line(".SS " + COMMANDS);
    text("commands is a list of job types that are programs. The options of an entry:");
    table(CommandOptions.ALL);
    line(".SS " + DETAILS.get(CommandOptions.PARAMETERS));
    text("The options of an entry of parameters:");
    table(CommandOptions.OF_PARAMETER);
    line(".SS Options that are not needed");
    text(
        "These stand in files of other services. They have no effect, and each gives a warning: "
            + String.join(", ", Options.NOT_NEEDED.stream().sorted().toList())
            + ".");
  }

  private void table(List<Option> options) {
    for (Option option : options) {
      List<String> facts = new ArrayList<>(List.of(sentence(option.meaning())));
      if (option instanceof Option.Value<?> value) {
        facts.add(sentence("type: " + value.kind().type() + "; " + value.kind().allowed()));
        value.preset().ifPresent(preset -> facts.add("Default: " + preset + "."));
      } else if (DETAILS.containsKey(option)) {
        facts.add("See " + DETAILS.get(option) + ".");
      }
      option.variable().ifPresent(variable -> facts.add("Environment: " + variable + "."));
      item("\\fB" + escaped(option.path()) + "\\fR", facts);
    }
  }

  private void environment() {
    Map<String, String> variables = new TreeMap<>();
    for (Option option : Options.ALL) {
      option
          .variable()
          .ifPresent(variable -> variables.put(variable, "Replaces " + option.path() + "."));
    }
    variables.put("JOBSERVICE_CONFIG", "The file, when -c is not given.");
    variables.put(
        Options.CORE_SECRET, "What clients of the API present. It has no option in the file.");
    variables.put(
        Options.JOBSERVICE_SECRET,
        "What this service presents to the core server. It has no option in the file.");
    line(".SH ENVIRONMENT");
    variables.forEach((name, use) -> item("\\fB" + escaped(name) + "\\fR", List.of(use)));
  }

  private void files() {
    line(".SH FILES");
    item("\\fI\\&./config.yml\\fR", List.of("The file when no other is named."));
    item("\\fIDATA_DIR/runtime.json\\fR", List.of("The address and the secret of the service."));
    item("\\fIDATA_DIR/secret\\fR", List.of("The secret that the service made for itself."));
  }

  private void paragraph(String text) {
    line(".PP");
    text(text);
  }

  /** A sentence on each line, as roff likes it. */
  private void text(String text) {
    text.replaceAll("([.:]) (?=[A-Z])", "$1\n").lines().forEach(line -> line(escaped(line)));
  }

  private void item(String tag, List<String> facts) {
    line(".TP");
    line(tag);
    for (int i = 0; i < facts.size(); i++) {
      if (i > 0) {
        line(".br");
      }
      line(escaped(facts.get(i)));
    }
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
  }

  private static String escaped(String text) {
    String plain =
        text.replace("\\", "\\e")
            .replace("-", "\\-")
            .replace("'", "\\(aq")
            .replace("^", "\\(ha")
            .replace("~", "\\(ti");
    return plain.startsWith(".") ? "\\&" + plain : plain;
  }
}
