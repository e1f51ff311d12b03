package io.jobservice.cli;

import io.jobservice.job.JobKind;
import io.jobservice.model.JobStatus;
import io.jobservice.model.LogLevel;
import io.jobservice.model.Misfire;
import io.jobservice.model.Overlap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Builds the models of the commands as their annotations say, without reading those: for that the
 * JVM makes a class for each kind of them, at every start anew, which takes a third of the time of
 * a short command.
 *
 * <p>Generated from the annotations. See GeneratedFilesTest, which also says how to renew it. Where
 * it does not compile because a field is gone, first delete the statement that names the field.
 */
final class CommandModels {

  private CommandModels() {}

  /** The model of a command, which is the one that these words lead to. */
  static CommandSpec of(String path, Object command) {
    return switch (path) {
      case "" -> program((ProgramCommand) command);
      case "serve" -> serve((ServeCommand) command);
      case "submit" -> submit((SubmitCommand) command);
      case "list" -> list((ListCommand) command);
      case "stats" -> stats((StatsCommand) command);
      case "why" -> why((WhyCommand) command);
      case "log" -> log((LogCommand) command);
      case "wait" -> wait((WaitCommand) command);
      case "stop" -> stop((StopCommand) command);
      case "cancel" -> cancel((CancelCommand) command);
      case "retry" -> retry((RetryCommand) command);
      case "schedule" -> schedule((ScheduleCommand) command);
      case "queue" -> queue((QueueCommand) command);
      case "hook" -> hook((HookCommand) command);
      case "admin" -> admin((AdminCommand) command);
      case "help" -> help((HelpCommand) command);
      case "version" -> version((VersionCommand) command);
      case "schedule list" -> scheduleList((ScheduleListCommand) command);
      case "schedule show" -> scheduleShow((ScheduleShowCommand) command);
      case "schedule pause" -> schedulePause((SchedulePauseCommand) command);
      case "schedule resume" -> scheduleResume((ScheduleResumeCommand) command);
      case "schedule change" -> scheduleChange((ScheduleChangeCommand) command);
      case "schedule executions" -> scheduleExecutions((ScheduleExecutionsCommand) command);
      case "schedule explain" -> scheduleExplain((ScheduleExplainCommand) command);
      case "queue list" -> queueList((QueueListCommand) command);
      case "queue pause" -> queuePause((QueuePauseCommand) command);
      case "queue resume" -> queueResume((QueueResumeCommand) command);
      case "queue purge" -> queuePurge((QueuePurgeCommand) command);
      case "hook list" -> hookList((HookListCommand) command);
      case "hook redeliver" -> hookRedeliver((HookRedeliverCommand) command);
      case "hook test" -> hookTest((HookTestCommand) command);
      case "admin config" -> adminConfig((AdminConfigCommand) command);
      case "admin types" -> adminTypes((TypesCommand) command);
      case "admin workers" -> adminWorkers((WorkersCommand) command);
      case "admin log-level" -> adminLogLevel((LogLevelCommand) command);
      case "admin completion" -> adminCompletion((CompletionCommand) command);
      case "admin config show" -> adminConfigShow((ConfigShowCommand) command);
      case "admin config check" -> adminConfigCheck((ConfigCheckCommand) command);
      default -> throw new IllegalArgumentException(path);
    };
  }

  private static CommandSpec program(ProgramCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("jobservice");
    spec.usageMessage()
        .description("Runs background jobs on Redis, and talks to the service that does.")
        .synopsisSubcommandLabel("COMMAND")
        .commandListHeading("%nCommands:%n");
    command.spec = spec;
    addHelp(spec);
    return spec;
  }

  private static CommandSpec serve(ServeCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("serve");
    spec.usageMessage()
        .description("Run the service: a worker pool on Redis and the HTTP API.")
        .footer("",
            "The first SIGTERM or SIGINT lets running jobs finish for shutdown_grace; a second one ends at once.");
    command.config = new ConfigFileOptions();
    add(spec, command.config);
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--check")
                .type(boolean.class)
                .description("Check the configuration, report every mistake, and exit."),
            () -> command.check,
            value -> command.check = value));
    addHelp(spec);
    return spec;
  }

  private static CommandSpec submit(SubmitCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("submit");
    spec.usageMessage()
        .description("Submit a job and print its id, or many from a file.")
        .footer("",
            "A value of -p that is a JSON number, true, false, null, object or array is that; anything else is text, and KEY:=VALUE makes it text in any case. A dot in a key goes one object deeper: -p a.b=1 is {\"a\":{\"b\":1}}. Keys that contain a dot need --params. What -p says wins over --params, key by key.",
            "",
            "One job gives its id, with --wait its result as well, and many give a table, unless -o says otherwise.",
            "",
            "With --cron the job is a policy, which makes an execution each time that it is due and is never run itself; 'jobservice schedule' has the commands for it, and 'jobservice stop' ends it.",
            "",
            "With --wait or --follow the exit code says how the job ended: 0 success, 5 failed, 6 stopped or cancelled, 124 not ended in time. Ctrl-C leaves the wait; the job goes on.",
            "",
            "With -f each line is a job in JSON, as the API takes it: {\"name\":\"DEMO\",\"parameters\":{..}}; with NAME, the parameters of one. The options are for all of them, but a line wins over them. Each line gives a line of output: the number of the line, the id or a dash, and the status or what was wrong; with -o id the id alone, or nothing and a message. The exit code is that of the first line that was refused.",
            "",
            "Examples:",
            "  jobservice submit DEMO -p image=demo-1",
            "  jobservice submit DEMO --params @demo.json -p hold=2s --wait --timeout 10m",
            "  jobservice submit DEMO -p image=demo-1 --at 2026-12-01T09:00 --unique",
            "  jobservice submit DEMO --cron 'CRON_TZ=Europe/Berlin 0 30 2 * * *'",
            "  jobservice submit DEMO -f parameters.jsonl --idempotency-key import-7",
            "  jobservice submit DEMO -f parts.jsonl -o id | jobservice submit JOIN --after -");
    command.spec = spec;
    command.parameters = new ParameterOptions();
    add(spec, command.parameters);
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-f", "--file")
                .type(String.class)
                .paramLabel("FILE|-")
                .description("Submit a job for each line of this file, or of standard input."),
            () -> command.file,
            value -> command.file = value));
    command.launch = new LaunchOptions();
    add(spec, command.launch);
    command.cron = new CronOptions();
    add(spec, command.cron);
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--dry-run")
                .type(boolean.class)
                .description("Let the service check what would be submitted, and submit nothing."),
            () -> command.dryRun,
            value -> command.dryRun = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--follow")
                .type(boolean.class)
                .description("Wait, and print the log of the job as it grows."),
            () -> command.follow,
            value -> command.follow = value));
    command.waiting = new WaitOptions();
    add(spec, command.waiting);
    command.output = new OutputOptions();
    add(spec, command.output);
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(String.class)
                .arity("0..1")
                .paramLabel("NAME")
                .completionCandidates(new LiveValues.Types())
                .description("The type of the job; with -f it may stand in the file."),
            () -> command.name,
            value -> command.name = value));
    return spec;
  }

  private static CommandSpec list(ListCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("list");
    spec.usageMessage()
        .description("List jobs, the newest first.")
        .footer("",
            "On a terminal a table shows how long ago; elsewhere, and with --utc, times are UTC. Times that are given without a zone are always local.",
            "",
            "Examples:",
            "  jobservice list --status running,pending",
            "  jobservice list --name DEMO --since 2h --limit 100",
            "  jobservice list --status error --error timeout --fields id,name,last_error",
            "  jobservice list --status cancelled --limit 0 -o id | jobservice retry -");
    command.spec = spec;
    command.filter = new FilterOptions();
    add(spec, command.filter);
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--upcoming")
                .type(boolean.class)
                .description("List executions of periodic jobs too that are yet to come. --status scheduled lists them in any case."),
            () -> command.upcoming,
            value -> command.upcoming = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--limit")
                .type(int.class)
                .paramLabel("N")
                .description("How many jobs to list at most, 0 for all. Default: 25."),
            () -> command.limit,
            value -> command.limit = value));
    command.output = new OutputOptions();
    add(spec, command.output);
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    return spec;
  }

  private static CommandSpec stats(StatsCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("stats");
    spec.usageMessage()
        .description("Show the state of a job, or without an id that of the whole service.")
        .footer("",
            "Of the service it shows the numbers of workers and jobs, the worker pools, and the queues in which something goes on: how many jobs wait, since when the oldest does, how many run, and how many attempts ended a second over the last minute; and the events of status hooks that wait for delivery or were given up, if there are any.",
            "",
            "On a terminal times are local, and in tables how long ago; elsewhere, and with --utc, they are UTC.",
            "",
            "Examples:",
            "  jobservice stats",
            "  jobservice stats --watch",
            "  jobservice stats @last --fields status,check_in",
            "  jobservice stats 5c1f6d6b --exit-status -q");
    command.spec = spec;
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--exit-status")
                .type(boolean.class)
                .description("Let the exit code say how the job is: 0 success, 5 failed, 6 stopped or cancelled, 8 not ended. With -q, nothing else does."),
            () -> command.exitStatus,
            value -> command.exitStatus = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-w", "--watch")
                .type(boolean.class)
                .description("Show the service again and again until q or Ctrl-C; off a terminal one after the other."),
            () -> command.watch,
            value -> command.watch = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--interval")
                .type(Duration.class)
                .paramLabel("DURATION")
                .converters(new DurationConverter())
                .description("With --watch: how often, such as 500ms or 5s. Default: 2s."),
            () -> command.interval,
            value -> command.interval = value));
    command.output = new OutputOptions();
    add(spec, command.output);
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(String.class)
                .arity("0..1")
                .paramLabel("ID")
                .completionCandidates(new LiveValues.Ids())
                .description("The id of a job: whole, as a unique beginning, @last, or - for standard input."),
            () -> command.word,
            value -> command.word = value));
    return spec;
  }

  private static CommandSpec why(WhyCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("why");
    spec.usageMessage()
        .description("Say why a job is in its state, and what would move it.")
        .footer("",
            "It prints the status of the job with a sentence for each cause that holds, the one that matters most first, and below each the command that helps. With -o json there are the stable word of each cause and the facts by which it was found, times as epoch seconds.",
            "",
            "What it says comes from Redis alone, and nothing is changed there.",
            "",
            "Examples:",
            "  jobservice why @last",
            "  jobservice why 5c1f6d6b --direct",
            "  jobservice why 5c1f6d6b --fields cause");
    command.output = new OutputOptions();
    add(spec, command.output);
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(String.class)
                .paramLabel("ID")
                .required(true)
                .completionCandidates(new LiveValues.Ids())
                .description("The id of a job: whole, as a unique beginning, @last, or - for standard input."),
            () -> command.word,
            value -> command.word = value));
    return spec;
  }

  private static CommandSpec log(LogCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("log");
    spec.usageMessage()
        .description("Print the log of a job, or follow it.")
        .footer("",
            "Off a terminal the log is copied byte for byte. On a terminal entries have the colours of their levels, a log in JSON is shown as text, and control characters are shown as \\u001b.",
            "",
            "An entry is chosen with all of its lines: the stack of an error and further lines of a message belong to it. Lines of the service, such as --- attempt 2, .. ---, stay, but for --grep.",
            "",
            "With -f the command ends with the job. 30 seconds without the service are survived. Ctrl-C leaves; the job goes on.",
            "",
            "Examples:",
            "  jobservice log @last",
            "  jobservice log 5c1f6d6b > job.log",
            "  jobservice log -f @last --tail 20",
            "  jobservice log 5c1f6d6b --level WARNING --since 2h",
            "  jobservice log 5c1f6d6b --attempt last --color always | less -R",
            "  jobservice log 5c1f6d6b -o json | jq -r 'select(.level == \"ERROR\").message'");
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-f", "--follow")
                .type(boolean.class)
                .description("Print the log as it grows, until the job has ended."),
            () -> command.follow,
            value -> command.follow = value));
    command.options = new LogOptions();
    add(spec, command.options);
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--timestamps")
                .type(boolean.class)
                .description("Begin every line with the time of its entry, also further lines of a message or a stack."),
            () -> command.timestamps,
            value -> command.timestamps = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-o", "--output")
                .type(LogFormat.class)
                .paramLabel("FORMAT")
                .converters(new LogFormat.Converter())
                .completionCandidates(new LogFormat.Words())
                .description("How to print, whatever the format of the log: text, json. json: an object a line, for each entry. Default: on a terminal text, elsewhere as the log is."),
            () -> command.format,
            value -> command.format = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--exit-status")
                .type(boolean.class)
                .description("Let the exit code say how the job is: 0 success, 5 failed, 6 stopped or cancelled, 8 not ended."),
            () -> command.exitStatus,
            value -> command.exitStatus = value));
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(String.class)
                .paramLabel("ID")
                .required(true)
                .completionCandidates(new LiveValues.Ids())
                .description("The id of a job: whole, as a unique beginning, @last, or - for standard input."),
            () -> command.word,
            value -> command.word = value));
    return spec;
  }

  private static CommandSpec wait(WaitCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("wait");
    spec.usageMessage()
        .description("Wait until jobs have ended, and print their results.")
        .footer("",
            "Without -o only results are printed: a text as it is, all else as JSON.",
            "",
            "The exit code says how the job ended: 0 success, 5 failed, 6 stopped or cancelled, 124 not ended in time. Of several jobs it is that of the first that did not succeed, and each result is one line of JSON, after the id and a space.",
            "",
            "Ctrl-C leaves the wait; the job goes on.",
            "",
            "Examples:",
            "  jobservice wait @last --timeout 10m",
            "  jobservice submit -f jobs.jsonl -o id | jobservice wait -");
    command.spec = spec;
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--timeout")
                .type(Duration.class)
                .paramLabel("DURATION")
                .converters(new DurationConverter())
                .description("How long to wait for all of them, such as 90s or 1h30m. Default: no limit."),
            () -> command.timeout,
            value -> command.timeout = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--follow")
                .type(boolean.class)
                .description("Print the log of the job as it grows. For one job."),
            () -> command.follow,
            value -> command.follow = value));
    command.output = new OutputOptions();
    add(spec, command.output);
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1..*")
                .paramLabel("ID")
                .required(true)
                .completionCandidates(new LiveValues.Ids())
                .description("The ids of the jobs: whole, as a unique beginning, @last, or - for one a line on standard input."),
            () -> command.words,
            value -> command.words = value));
    return spec;
  }

  private static CommandSpec stop(StopCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("stop");
    spec.usageMessage()
        .description("Stop jobs for good.",
            "A job that has ended already stays as it is.")
        .footer("",
            "The stop of a periodic job ends it with all its executions, those that wait and those that run. The stop of one execution stops that one alone.",
            "",
            "In place of ids, --status, --name, --kind, --since, --until and --error say which jobs are meant: they are counted and shown, and you are asked. Where nobody can be asked, --yes must say so before. Jobs that have changed meanwhile are passed over.",
            "",
            "All jobs are told even if one of them fails; the exit code is that of the first failure.",
            "",
            "Examples:",
            "  jobservice stop 5c1f6d6b @last",
            "  jobservice stop --cascade 5c1f6d6b",
            "  jobservice stop --name DEMO --since 2h --dry-run");
    command.spec = spec;
    command.filter = new FilterOptions();
    add(spec, command.filter);
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-y", "--yes")
                .type(boolean.class)
                .description("Do not ask."),
            () -> command.yes,
            value -> command.yes = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--dry-run")
                .type(boolean.class)
                .description("Print the ids of the jobs that are meant, and do nothing to them."),
            () -> command.dryRun,
            value -> command.dryRun = value));
    command.waiting = new WaitOptions();
    add(spec, command.waiting);
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--cascade")
                .type(boolean.class)
                .description("Stop what the jobs have launched too, also where they have ended themselves."),
            () -> command.cascade,
            value -> command.cascade = value));
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
                .paramLabel("ID")
                .completionCandidates(new LiveValues.Ids())
                .description("The ids of the jobs: whole, as a unique beginning, @last, or - for one a line on standard input."),
            () -> command.words,
            value -> command.words = value));
    return spec;
  }

  private static CommandSpec cancel(CancelCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("cancel");
    spec.usageMessage()
        .description("Cancel jobs: end their run, but keep them for 'retry'.",
            "A job that has ended already is a conflict.")
        .footer("",
            "The cancel of a periodic job ends it, and cancels its executions, which can be retried one by one; the periodic job itself cannot.",
            "",
            "In place of ids, --status, --name, --kind, --since, --until and --error say which jobs are meant: they are counted and shown, and you are asked. Where nobody can be asked, --yes must say so before. Jobs that have changed meanwhile are passed over.",
            "",
            "All jobs are told even if one of them fails; the exit code is that of the first failure.",
            "",
            "Examples:",
            "  jobservice cancel 5c1f6d6b @last",
            "  jobservice cancel --name DEMO --since 2h --dry-run");
    command.spec = spec;
    command.filter = new FilterOptions();
    add(spec, command.filter);
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-y", "--yes")
                .type(boolean.class)
                .description("Do not ask."),
            () -> command.yes,
            value -> command.yes = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--dry-run")
                .type(boolean.class)
                .description("Print the ids of the jobs that are meant, and do nothing to them."),
            () -> command.dryRun,
            value -> command.dryRun = value));
    command.waiting = new WaitOptions();
    add(spec, command.waiting);
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
                .paramLabel("ID")
                .completionCandidates(new LiveValues.Ids())
                .description("The ids of the jobs: whole, as a unique beginning, @last, or - for one a line on standard input."),
            () -> command.words,
            value -> command.words = value));
    return spec;
  }

  private static CommandSpec retry(RetryCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("retry");
    spec.usageMessage()
        .description("Run jobs again that failed for good or were cancelled.",
            "A job in any other state is a conflict.")
        .footer("",
            "In place of ids, --status, --name, --kind, --since, --until and --error say which jobs are meant: they are counted and shown, and you are asked. Where nobody can be asked, --yes must say so before. Jobs that have changed meanwhile are passed over.",
            "",
            "All jobs are told even if one of them fails; the exit code is that of the first failure.",
            "",
            "With --wait the result of the job is printed, and the exit code says how it ended this time: 0 success, 5 failed, 6 stopped or cancelled, 124 not ended in time. Of several jobs each result is one line of JSON, after the id and a space.",
            "",
            "Examples:",
            "  jobservice retry @last --wait",
            "  jobservice retry --name DEMO --status error --error timeout --yes");
    command.spec = spec;
    command.filter = new FilterOptions();
    add(spec, command.filter);
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-y", "--yes")
                .type(boolean.class)
                .description("Do not ask."),
            () -> command.yes,
            value -> command.yes = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--dry-run")
                .type(boolean.class)
                .description("Print the ids of the jobs that are meant, and do nothing to them."),
            () -> command.dryRun,
            value -> command.dryRun = value));
    command.waiting = new WaitOptions();
    add(spec, command.waiting);
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
                .paramLabel("ID")
                .completionCandidates(new LiveValues.Ids())
                .description("The ids of the jobs: whole, as a unique beginning, @last, or - for one a line on standard input."),
            () -> command.words,
            value -> command.words = value));
    return spec;
  }

  private static CommandSpec schedule(ScheduleCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("schedule");
    spec.usageMessage()
        .description("Show periodic jobs, pause, resume and change them, or explain a cron line.")
        .footer("",
            "A periodic job is submitted with 'jobservice submit NAME --cron LINE', and ended with 'jobservice stop ID'.")
        .synopsisSubcommandLabel("COMMAND")
        .commandListHeading("%nCommands:%n");
    command.spec = spec;
    addHelp(spec);
    return spec;
  }

  private static CommandSpec queue(QueueCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("queue");
    spec.usageMessage()
        .description("Show queues, pause and resume them, or throw their jobs away.")
        .synopsisSubcommandLabel("COMMAND")
        .commandListHeading("%nCommands:%n");
    command.spec = spec;
    addHelp(spec);
    return spec;
  }

  private static CommandSpec hook(HookCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("hook");
    spec.usageMessage()
        .description("Show status hooks that are not delivered, deliver them again, or try a receiver.")
        .footer("",
            "A job that was submitted with --hook URL has an event for each change of its status and each check-in. An event waits until its receiver has taken it; one that was tried for too long is given up, and kept for some days.")
        .synopsisSubcommandLabel("COMMAND")
        .commandListHeading("%nCommands:%n");
    command.spec = spec;
    addHelp(spec);
    return spec;
  }

  private static CommandSpec admin(AdminCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("admin");
    spec.usageMessage()
        .description("Look after the service: its configuration, job types, workers, log, completion.")
        .synopsisSubcommandLabel("COMMAND")
        .commandListHeading("%nCommands:%n");
    command.spec = spec;
    addHelp(spec);
    return spec;
  }

  private static CommandSpec help(HelpCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("help");
    spec.usageMessage()
        .description("Show the help of a command, or of the program.");
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
                .paramLabel("COMMAND")
                .description("The words of the command."),
            () -> command.words,
            value -> command.words = value));
    return spec;
  }

  private static CommandSpec version(VersionCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("version");
    spec.usageMessage()
        .description("Show the version of the program, and of the Java that it runs on.");
    addHelp(spec);
    return spec;
  }

  private static CommandSpec scheduleList(ScheduleListCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("list");
    spec.usageMessage()
        .description("List the periodic jobs that are in force, the newest first.")
        .footer("",
            "MISFIRE and OVERLAP are shown where they are not what is usual, fire_once and allow. Those that have ended are in 'jobservice list', as long as their records are kept.",
            "",
            "Examples:",
            "  jobservice schedule list",
            "  jobservice schedule list --fields id,name,parameters,next_runs -o jsonl",
            "  jobservice schedule list -o id | jobservice schedule pause -");
    command.spec = spec;
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-n", "--limit")
                .type(int.class)
                .paramLabel("N")
                .description("How many to list at most, 0 for all. Default: 0."),
            () -> command.limit,
            value -> command.limit = value));
    command.output = new OutputOptions();
    add(spec, command.output);
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    return spec;
  }

  private static CommandSpec scheduleShow(ScheduleShowCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("show");
    spec.usageMessage()
        .description("Show a periodic job: what its line means, its next runs, and the last ones.")
        .footer("",
            "With -o json or --fields it is the answer of the API, as of 'jobservice stats ID'.",
            "",
            "Examples:",
            "  jobservice schedule show @last",
            "  jobservice schedule show 5c1f6d6b --fields cron_spec,next_runs -o json");
    command.output = new OutputOptions();
    add(spec, command.output);
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(String.class)
                .paramLabel("ID")
                .required(true)
                .completionCandidates(new LiveValues.Policies())
                .description("The id of a periodic job: whole, as a unique beginning, or @last."),
            () -> command.word,
            value -> command.word = value));
    return spec;
  }

  private static CommandSpec schedulePause(SchedulePauseCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("pause");
    spec.usageMessage()
        .description("Pause periodic jobs: none of their executions is made, running ones go on.")
        .footer("",
            "What would have been due meanwhile is not made up for. One that is paused stays as it is.",
            "",
            "Examples:",
            "  jobservice schedule pause 5c1f6d6b",
            "  jobservice schedule list -o id | jobservice schedule pause -");
    command.spec = spec;
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1..*")
                .paramLabel("ID")
                .required(true)
                .completionCandidates(new LiveValues.Policies())
                .description("The ids of periodic jobs: whole, as a unique beginning, @last, or - for one a line on standard input."),
            () -> command.words,
            value -> command.words = value));
    return spec;
  }

  private static CommandSpec scheduleResume(ScheduleResumeCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("resume");
    spec.usageMessage()
        .description("Resume paused periodic jobs.")
        .footer("",
            "They go on with the next instant that comes. One that is not paused stays as it is.",
            "",
            "Examples:",
            "  jobservice schedule resume 5c1f6d6b");
    command.spec = spec;
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1..*")
                .paramLabel("ID")
                .required(true)
                .completionCandidates(new LiveValues.Policies())
                .description("The ids of periodic jobs: whole, as a unique beginning, @last, or - for one a line on standard input."),
            () -> command.words,
            value -> command.words = value));
    return spec;
  }

  private static CommandSpec scheduleChange(ScheduleChangeCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("change");
    spec.usageMessage()
        .description("Change when a periodic job is due, or what it does where that is difficult.")
        .footer("",
            "The executions that wait are replaced by those of the new line; what runs goes on. What is not named stays as it is. To change the parameters, submit another job and stop this one.",
            "",
            "Examples:",
            "  jobservice schedule change 5c1f6d6b --cron '0 0 3 * * *'",
            "  jobservice schedule change @last --overlap forbid --misfire skip");
    command.cron = new CronOptions();
    add(spec, command.cron);
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(String.class)
                .paramLabel("ID")
                .required(true)
                .completionCandidates(new LiveValues.Policies())
                .description("The id of a periodic job: whole, as a unique beginning, or @last."),
            () -> command.word,
            value -> command.word = value));
    return spec;
  }

  private static CommandSpec scheduleExecutions(ScheduleExecutionsCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("executions");
    spec.usageMessage()
        .description("List the executions of a periodic job: the next one, and those so far.")
        .footer("",
            "Those that have come due are listed, the newest first, and before them the next one that is to come. MISSED is how many missed instants an execution stands for; REASON is why it was stopped, or its error. Each is a job with an id of its own, for 'jobservice stats', 'log', 'wait', 'stop', 'cancel' and 'retry'.",
            "",
            "Examples:",
            "  jobservice schedule executions 5c1f6d6b --limit 100",
            "  jobservice schedule executions 5c1f6d6b --status error",
            "  jobservice schedule executions @last --live -o id");
    command.spec = spec;
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--upcoming")
                .type(boolean.class)
                .description("List all that are yet to come too, and not the next one only."),
            () -> command.upcoming,
            value -> command.upcoming = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--live")
                .type(boolean.class)
                .description("Only those that have not ended."),
            () -> command.live,
            value -> command.live = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--status")
                .type(List.class)
                .auxiliaryTypes(JobStatus.class)
                .paramLabel("STATUS")
                .splitRegex(",")
                .converters(new StatusConverter())
                .completionCandidates(new StatusConverter.Words())
                .description("Only those in one of these states, in any case, separated by commas, also of those that are yet to come: Pending, Scheduled, Running, Success, Error, Stopped, Cancelled."),
            () -> command.statuses,
            value -> command.statuses = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-n", "--limit")
                .type(int.class)
                .paramLabel("N")
                .description("How many to list at most, 0 for all; the next one does not count. Default: 25."),
            () -> command.limit,
            value -> command.limit = value));
    command.output = new OutputOptions();
    add(spec, command.output);
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(String.class)
                .paramLabel("ID")
                .required(true)
                .completionCandidates(new LiveValues.Policies())
                .description("The id of a periodic job: whole, as a unique beginning, or @last."),
            () -> command.word,
            value -> command.word = value));
    return spec;
  }

  private static CommandSpec scheduleExplain(ScheduleExplainCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("explain");
    spec.usageMessage()
        .description("Say in words what a cron line means, and when it is due next.")
        .footer("",
            "No service is asked. A line has six fields: second, minute, hour, day of month, month, day of week; or it is @yearly, @monthly, @weekly, @daily, @hourly, or '@every 90m', which counts from the submission, here from now. It is in UTC, unless CRON_TZ=Area/City comes first.",
            "",
            "Examples:",
            "  jobservice schedule explain '0 30 2 * * MON-FRI'",
            "  jobservice schedule explain 'CRON_TZ=Europe/Berlin 0 30 2 * * *' -n 10",
            "  jobservice schedule explain '@every 90m' -o json");
    command.spec = spec;
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-n", "--next")
                .type(int.class)
                .paramLabel("N")
                .description("How many instants to show, 0 to 1000. Default: 5."),
            () -> command.next,
            value -> command.next = value));
    command.output = new OutputOptions();
    add(spec, command.output);
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(String.class)
                .paramLabel("LINE")
                .required(true)
                .description("The cron line, in quotes."),
            () -> command.text,
            value -> command.text = value));
    return spec;
  }

  private static CommandSpec queueList(QueueListCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("list");
    spec.usageMessage()
        .description("List the queues of all job types, also of those that nobody runs any more.")
        .footer("",
            "DEPTH is how many jobs wait, OLDEST since when the next one does, RUNNING how many run, LIMIT how many may, RATE/S how many attempts ended a second over the last minute.",
            "",
            "Examples:",
            "  jobservice queue list",
            "  jobservice queue list --fields name,depth -q");
    command.output = new OutputOptions();
    add(spec, command.output);
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    return spec;
  }

  private static CommandSpec queuePause(QueuePauseCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("pause");
    spec.usageMessage()
        .description("Pause queues: their jobs wait, running ones go on.")
        .footer("",
            "What is submitted meanwhile waits as well, until the queue is resumed, on whatever node.",
            "",
            "Examples:",
            "  jobservice queue pause DEMO");
    command.spec = spec;
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1..*")
                .paramLabel("TYPE")
                .required(true)
                .completionCandidates(new LiveValues.Queues())
                .description("The job types of the queues."),
            () -> command.types,
            value -> command.types = value));
    return spec;
  }

  private static CommandSpec queueResume(QueueResumeCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("resume");
    spec.usageMessage()
        .description("Resume paused queues.")
        .footer("",
            "A queue that is not paused stays as it is.",
            "",
            "Examples:",
            "  jobservice queue resume DEMO");
    command.spec = spec;
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1..*")
                .paramLabel("TYPE")
                .required(true)
                .completionCandidates(new LiveValues.Queues())
                .description("The job types of the queues."),
            () -> command.types,
            value -> command.types = value));
    return spec;
  }

  private static CommandSpec queuePurge(QueuePurgeCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("purge");
    spec.usageMessage()
        .description("Stop all jobs that wait in queues, for good.")
        .footer("",
            "Jobs that run, wait for their time or for another attempt are left alone. You are asked before; where nobody can be asked, --yes must say so.",
            "",
            "Examples:",
            "  jobservice queue purge DEMO",
            "  jobservice queue purge DEMO --yes");
    command.spec = spec;
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-y", "--yes")
                .type(boolean.class)
                .description("Do not ask."),
            () -> command.yes,
            value -> command.yes = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--dry-run")
                .type(boolean.class)
                .description("Say how many jobs would be stopped, and do nothing to them."),
            () -> command.dryRun,
            value -> command.dryRun = value));
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1..*")
                .paramLabel("TYPE")
                .required(true)
                .completionCandidates(new LiveValues.Queues())
                .description("The job types of the queues."),
            () -> command.types,
            value -> command.types = value));
    return spec;
  }

  private static CommandSpec hookList(HookListCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("list");
    spec.usageMessage()
        .description("List the events of status hooks that wait for delivery, or were given up.")
        .footer("",
            "The id of an event is that of its job, a dash, and the number of the event. EVENT is the status that it tells of, with the text of a check-in; TRIES is how often it was tried in vain, and ERROR why the last time. One without NEXT-TRY waits for an earlier one of its job. Those that wait are listed job by job, the longest waiting first; those that were given up, the newest first.",
            "",
            "Examples:",
            "  jobservice hook list",
            "  jobservice hook list --job 5c1f6d6b --fields id,last_error",
            "  jobservice hook list --dead --limit 0 -o id | jobservice hook redeliver -");
    command.spec = spec;
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--job")
                .type(String.class)
                .paramLabel("ID")
                .completionCandidates(new LiveValues.Ids())
                .description("Only those of this job: its id, whole, as a unique beginning, or @last."),
            () -> command.job,
            value -> command.job = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--dead")
                .type(boolean.class)
                .description("Those that were given up, in place of those that wait."),
            () -> command.dead,
            value -> command.dead = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-n", "--limit")
                .type(int.class)
                .paramLabel("N")
                .description("How many to list at most, 0 for all. Default: 25."),
            () -> command.limit,
            value -> command.limit = value));
    command.output = new OutputOptions();
    add(spec, command.output);
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    return spec;
  }

  private static CommandSpec hookRedeliver(HookRedeliverCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("redeliver");
    spec.usageMessage()
        .description("Deliver events of status hooks again that were given up, or are yet to be tried.")
        .footer("",
            "An event that was given up is tried as if it had just happened, with the id that it had; one that waits for its next try is tried at once. Those of one job keep their order. With --dead you are asked before; where nobody can be asked, --yes must say so.",
            "",
            "Examples:",
            "  jobservice hook redeliver 5c1f6d6b3b1f5e0c2a9d8e7f-2",
            "  jobservice hook list --dead --job @last -o id | jobservice hook redeliver -",
            "  jobservice hook redeliver --dead --yes");
    command.spec = spec;
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--dead")
                .type(boolean.class)
                .description("All that were given up."),
            () -> command.dead,
            value -> command.dead = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-y", "--yes")
                .type(boolean.class)
                .description("Do not ask."),
            () -> command.yes,
            value -> command.yes = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--dry-run")
                .type(boolean.class)
                .description("With --dead: say how many there are, and do nothing about them."),
            () -> command.dryRun,
            value -> command.dryRun = value));
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
                .paramLabel("EVENT")
                .completionCandidates(new LiveValues.Hooks())
                .description("The ids of events, whole, as 'jobservice hook list' shows them, or - for one a line on standard input."),
            () -> command.words,
            value -> command.words = value));
    return spec;
  }

  private static CommandSpec hookTest(HookTestCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("test");
    spec.usageMessage()
        .description("Have the service send a sample event to a receiver, and say what came of it.")
        .footer("",
            "The node that is asked sends it once, signed and under the same rules as real events, so that addresses and certificates are tried as that node sees them. The exit code is 0 when the receiver took it, and 1 when not.",
            "",
            "Examples:",
            "  jobservice hook test https://receiver.example/hooks",
            "  jobservice hook test http://127.0.0.1:9000/ --url http://node-2:8080");
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new ConnectionOptions();
    add(spec, command.connection);
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(String.class)
                .paramLabel("URL")
                .required(true)
                .description("The http or https address of the receiver."),
            () -> command.receiver,
            value -> command.receiver = value));
    return spec;
  }

  private static CommandSpec adminConfig(AdminConfigCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("config");
    spec.usageMessage()
        .description("Show or check a configuration file.")
        .synopsisSubcommandLabel("COMMAND")
        .commandListHeading("%nCommands:%n");
    command.spec = spec;
    addHelp(spec);
    return spec;
  }

  private static CommandSpec adminTypes(TypesCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("types");
    spec.usageMessage()
        .description("List the job types that living worker pools run, or show one with its parameters.")
        .footer("",
            "SOURCE is where the type came from, MAX-FAILS how often a job may fail, LIMIT how many of its jobs may run at once, POOLS how many pools register it. Pools of other programs tell names only.",
            "",
            "Examples:",
            "  jobservice admin types",
            "  jobservice admin types --all -o id",
            "  jobservice admin types DEMO");
    command.spec = spec;
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--all")
                .type(boolean.class)
                .description("Also the types that no living pool registers."),
            () -> command.all,
            value -> command.all = value));
    command.output = new OutputOptions();
    add(spec, command.output);
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(String.class)
                .arity("0..1")
                .paramLabel("NAME")
                .completionCandidates(new LiveValues.Types())
                .description("The type to show."),
            () -> command.name,
            value -> command.name = value));
    return spec;
  }

  private static CommandSpec adminWorkers(WorkersCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("workers");
    spec.usageMessage()
        .description("List the workers of living pools, and what they run.")
        .footer("",
            "Examples:",
            "  jobservice admin workers --busy",
            "  jobservice admin workers --busy --fields job_id,started_at");
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--busy")
                .type(boolean.class)
                .description("Only workers that run a job."),
            () -> command.busy,
            value -> command.busy = value));
    command.output = new OutputOptions();
    add(spec, command.output);
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new DirectOptions();
    add(spec, command.connection);
    addHelp(spec);
    return spec;
  }

  private static CommandSpec adminLogLevel(LogLevelCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("log-level");
    spec.usageMessage()
        .description("Show the levels of a service's own log, or set one while it runs.")
        .footer("",
            "A level holds for this one service, in all back ends of its log, until it is restarted or reads its configuration again (SIGHUP).",
            "",
            "Examples:",
            "  jobservice admin log-level",
            "  jobservice admin log-level DEBUG --logger io.jobservice.redis");
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--logger")
                .type(String.class)
                .paramLabel("NAME")
                .description("The logger, such as io.jobservice.redis; those below it follow it.",
            "Default: to set, ROOT, which all others are below; to show, all that have a level."),
            () -> command.logger,
            value -> command.logger = value));
    command.output = new OutputOptions();
    add(spec, command.output);
    command.speech = new ConsoleOptions();
    add(spec, command.speech);
    command.connection = new ConnectionOptions();
    add(spec, command.connection);
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(LogLevel.class)
                .arity("0..1")
                .paramLabel("LEVEL")
                .converters(new LevelConverter())
                .completionCandidates(new LevelConverter.Words())
                .description("The least level that is written: DEBUG, INFO, WARNING, ERROR, FATAL.",
            "Left out: the levels are shown."),
            () -> command.level,
            value -> command.level = value));
    return spec;
  }

  private static CommandSpec adminCompletion(CompletionCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("completion");
    spec.usageMessage()
        .description("Print the script that teaches a shell to complete jobservice.")
        .footer("",
            "It completes commands, options, their values and file names, and asks the service for ids of jobs, job types and queues. When that does not answer within a fifth of a second, nothing is offered.",
            "",
            "Examples:",
            "  source <(jobservice admin completion bash)",
            "  jobservice admin completion zsh > ~/.zfunc/_jobservice",
            "  jobservice admin completion fish > ~/.config/fish/completions/jobservice.fish");
    addHelp(spec);
    spec.addPositional(
        BoundField.parameter(
            PositionalParamSpec.builder()
                .type(CompletionScript.class)
                .paramLabel("SHELL")
                .required(true)
                .converters(new CompletionScript.Converter())
                .completionCandidates(new CompletionScript.Words())
                .description("Which shell: bash, zsh, fish."),
            () -> command.script,
            value -> command.script = value));
    return spec;
  }

  private static CommandSpec adminConfigShow(ConfigShowCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("show");
    spec.usageMessage()
        .description("Show the configuration as a node takes it.")
        .footer("",
            "That is the file, with the environment on top and the defaults filled in. What did not come from a default has a comment with the line or the variable that gave it. Secrets are masked.",
            "",
            "Examples:",
            "  jobservice admin config show",
            "  jobservice admin config show --changed -c /etc/jobservice/config.yml",
            "  jobservice admin config show -o json | jq .worker_pool");
    command.config = new ConfigFileOptions();
    add(spec, command.config);
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-o", "--output")
                .type(ConfigFormat.class)
                .paramLabel("FORMAT")
                .converters(new ConfigFormat.Converter())
                .completionCandidates(new ConfigFormat.Words())
                .description("How to print: yaml, json. Default: yaml."),
            () -> command.format,
            value -> command.format = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--changed")
                .type(boolean.class)
                .description("Only what differs from the defaults."),
            () -> command.changed,
            value -> command.changed = value));
    addHelp(spec);
    return spec;
  }

  private static CommandSpec adminConfigCheck(ConfigCheckCommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name("check");
    spec.usageMessage()
        .description("Check the configuration of a node, and report every mistake.")
        .footer("",
            "The environment counts, as it does for a node. Nothing is started, and Redis is not asked.");
    command.config = new ConfigFileOptions();
    add(spec, command.config);
    addHelp(spec);
    return spec;
  }

  private static void addHelp(CommandSpec spec) {
    spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .initialValue(false)
                .type(boolean.class)
                .description("Show this help message and exit.").build());
    spec.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .initialValue(false)
                .type(boolean.class)
                .description("Print version information and exit.").build());
  }

  private static void add(CommandSpec spec, ConfigFileOptions mixin) {
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-c", "--config")
                .type(Path.class)
                .paramLabel("FILE")
                .description("The configuration file.",
            "Default: JOBSERVICE_CONFIG, else ./config.yml."),
            () -> mixin.config,
            value -> mixin.config = value));
  }

  private static void add(CommandSpec spec, ConnectionOptions mixin) {
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--url")
                .type(String.class)
                .paramLabel("URL")
                .description("The address of the service: http://HOST:PORT.",
            "Default: JOBSERVICE_URL, else what the configuration file says."),
            () -> mixin.url,
            value -> mixin.url = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-c", "--config")
                .type(Path.class)
                .paramLabel("FILE")
                .description("The configuration file of the service, to find address and secret.",
            "Default: JOBSERVICE_CONFIG, else ./config.yml."),
            () -> mixin.config,
            value -> mixin.config = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--secret-file")
                .type(Path.class)
                .paramLabel("FILE")
                .description("A file that holds the secret of the service.",
            "Default: CORE_SECRET, else what the service left in its data_dir."),
            () -> mixin.secretFile,
            value -> mixin.secretFile = value));
  }

  private static void add(CommandSpec spec, ConsoleOptions mixin) {
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-q", "--quiet")
                .type(boolean.class)
                .description("Print results and errors alone: no headings, hints, summaries or progress."),
            () -> mixin.quiet,
            value -> mixin.quiet = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--color")
                .type(Coloring.class)
                .paramLabel("WHEN")
                .converters(new Coloring.Converter())
                .completionCandidates(new Coloring.Words())
                .description("When to use colours: auto, always, never.",
            "Default: auto, on a terminal, as NO_COLOR and CLICOLOR_FORCE allow."),
            () -> mixin.coloring,
            value -> mixin.coloring = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--no-color")
                .type(boolean.class)
                .description("The same as --color never."),
            () -> mixin.noColor,
            value -> mixin.noColor = value));
  }

  private static void add(CommandSpec spec, CronOptions mixin) {
    mixin.command = spec;
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--cron")
                .type(String.class)
                .paramLabel("LINE")
                .description("Run the job whenever this cron line says so. It has six fields, the seconds first, as in '0 30 2 * * MON', or is @daily or the like, or '@every 90m'; in UTC, unless CRON_TZ=Area/City comes first. See 'jobservice schedule explain'."),
            () -> mixin.line,
            value -> mixin.line = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--misfire")
                .type(Misfire.class)
                .paramLabel("HOW")
                .converters(new MisfireConverter())
                .completionCandidates(new MisfireConverter.Words())
                .description("What to do about instants that passed while no node was alive: fire_once, one run for all of them; skip; or fire_all, a run for each of the newest 100. Default: fire_once."),
            () -> mixin.misfire,
            value -> mixin.misfire = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--overlap")
                .type(Overlap.class)
                .paramLabel("HOW")
                .converters(new OverlapConverter())
                .completionCandidates(new OverlapConverter.Words())
                .description("What to do when it is due while an earlier run goes on: allow both, or forbid the later one, which is stopped before it runs. Default: allow."),
            () -> mixin.overlap,
            value -> mixin.overlap = value));
  }

  private static void add(CommandSpec spec, DirectOptions mixin) {
    mixin.command = spec;
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--url")
                .type(String.class)
                .paramLabel("URL")
                .description("The address of the service: http://HOST:PORT.",
            "Default: JOBSERVICE_URL, else what the configuration file says."),
            () -> mixin.url,
            value -> mixin.url = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-c", "--config")
                .type(Path.class)
                .paramLabel("FILE")
                .description("The configuration file of the service, to find address and secret.",
            "Default: JOBSERVICE_CONFIG, else ./config.yml."),
            () -> mixin.config,
            value -> mixin.config = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--secret-file")
                .type(Path.class)
                .paramLabel("FILE")
                .description("A file that holds the secret of the service.",
            "Default: CORE_SECRET, else what the service left in its data_dir."),
            () -> mixin.secretFile,
            value -> mixin.secretFile = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--direct")
                .type(boolean.class)
                .description("Go straight to the Redis that the configuration file names, as when the API is down.",
            "Excludes --url and --secret-file."),
            () -> mixin.direct,
            value -> mixin.direct = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--redis")
                .type(String.class)
                .paramLabel("URL")
                .description("Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.",
            "Excludes --direct, --url and --secret-file."),
            () -> mixin.redis,
            value -> mixin.redis = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--namespace")
                .type(String.class)
                .paramLabel("NAME")
                .description("With --direct or --redis: the namespace of the service.",
            "Default: JOB_SERVICE_POOL_REDIS_NAMESPACE, else with --direct what the configuration file says, else harbor_job_service_namespace."),
            () -> mixin.namespace,
            value -> mixin.namespace = value));
  }

  private static void add(CommandSpec spec, FilterOptions mixin) {
    mixin.command = spec;
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--status")
                .type(List.class)
                .auxiliaryTypes(JobStatus.class)
                .paramLabel("STATUS")
                .splitRegex(",")
                .converters(new StatusConverter())
                .completionCandidates(new StatusConverter.Words())
                .description("Only jobs in one of these states, in any case, separated by commas: Pending, Scheduled, Running, Success, Error, Stopped, Cancelled."),
            () -> mixin.statuses,
            value -> mixin.statuses = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--name")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel("TYPE")
                .splitRegex(",")
                .completionCandidates(new LiveValues.Types())
                .description("Only jobs of one of these types, separated by commas."),
            () -> mixin.names,
            value -> mixin.names = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--kind")
                .type(List.class)
                .auxiliaryTypes(JobKind.class)
                .paramLabel("KIND")
                .splitRegex(",")
                .converters(new KindConverter())
                .completionCandidates(new KindConverter.Words())
                .description("Only jobs of one of these kinds, in any case, separated by commas: Generic, Scheduled, Periodic."),
            () -> mixin.kinds,
            value -> mixin.kinds = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--since")
                .type(String.class)
                .paramLabel("TIME")
                .description("Only jobs submitted at this time or later: how long ago, such as 2h or 7d; a date; or a date and time such as 2026-11-22T09:00, local unless it ends with a zone."),
            () -> mixin.since,
            value -> mixin.since = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--until")
                .type(String.class)
                .paramLabel("TIME")
                .description("Only jobs submitted before this time."),
            () -> mixin.until,
            value -> mixin.until = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--error")
                .type(String.class)
                .paramLabel("TEXT")
                .description("Only jobs whose last error contains this text, in any case."),
            () -> mixin.error,
            value -> mixin.error = value));
  }

  private static void add(CommandSpec spec, LaunchOptions mixin) {
    mixin.command = spec;
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--delay")
                .type(Duration.class)
                .paramLabel("DURATION")
                .converters(new DurationConverter())
                .description("Run the job after this time, such as 90s, 2h or 7d, in whole seconds."),
            () -> mixin.delay,
            value -> mixin.delay = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--at")
                .type(String.class)
                .paramLabel("TIME")
                .description("Run the job at this time: a date, or a date and time such as 2026-12-01T09:00, local unless it ends with a zone. Excludes --delay."),
            () -> mixin.at,
            value -> mixin.at = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--unique")
                .type(boolean.class)
                .description("Refuse the job while one of the same name and parameters is under way."),
            () -> mixin.unique,
            value -> mixin.unique = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--hook")
                .type(String.class)
                .paramLabel("URL")
                .description("Where the service is to report each change of the job's status."),
            () -> mixin.hook,
            value -> mixin.hook = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--max-fails")
                .type(Integer.class)
                .paramLabel("N")
                .description("How often the job may fail, 1 to 10000. Default: what its type says."),
            () -> mixin.maxFails,
            value -> mixin.maxFails = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--after")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel("ID")
                .splitRegex(",")
                .completionCandidates(new LiveValues.Ids())
                .description("Run the job when these jobs have ended: whole ids, unique beginnings, @last, or - for one a line on standard input. May come several times."),
            () -> mixin.after,
            value -> mixin.after = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--after-status")
                .type(String.class)
                .paramLabel("HOW")
                .completionCandidates(new LaunchOptions.AfterStatuses())
                .description("How they must have ended: success, or any. Default: success; when one fails, the job is stopped."),
            () -> mixin.afterStatus,
            value -> mixin.afterStatus = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--idempotency-key")
                .type(String.class)
                .paramLabel("KEY")
                .description("A word of your choice: the same submission with the same key, within 24 hours, is the same job.",
            "It has 1 to 255 printable characters; with -f, 200, and each line counts as one of its own."),
            () -> mixin.idempotencyKey,
            value -> mixin.idempotencyKey = value));
  }

  private static void add(CommandSpec spec, LogOptions mixin) {
    mixin.command = spec;
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--tail")
                .type(Integer.class)
                .paramLabel("N")
                .description("Only the last N lines, 0 to 1000000; with -f, of what is there already."),
            () -> mixin.tail,
            value -> mixin.tail = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--since")
                .type(String.class)
                .paramLabel("TIME")
                .description("Only entries of this time or later: how long ago, such as 10m or 2h; a date; or a date and time such as 2026-11-22T09:00, local unless it ends with a zone."),
            () -> mixin.since,
            value -> mixin.since = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--until")
                .type(String.class)
                .paramLabel("TIME")
                .description("Only entries before this time."),
            () -> mixin.until,
            value -> mixin.until = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--attempt")
                .type(String.class)
                .paramLabel("N|N-M|last")
                .description("Only these attempts of the job, counted from 1; 2- is all from the second on."),
            () -> mixin.attempt,
            value -> mixin.attempt = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--level")
                .type(LogLevel.class)
                .paramLabel("LEVEL")
                .converters(new LevelConverter())
                .completionCandidates(new LevelConverter.Words())
                .description("Only entries of this level or a graver one: DEBUG, INFO, WARNING, ERROR, FATAL."),
            () -> mixin.level,
            value -> mixin.level = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--grep")
                .type(String.class)
                .paramLabel("REGEX")
                .description("Only entries of which a line contains this regular expression of Java; (?i) at its beginning is for any case."),
            () -> mixin.grep,
            value -> mixin.grep = value));
  }

  private static void add(CommandSpec spec, OutputOptions mixin) {
    mixin.command = spec;
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-o", "--output")
                .type(Format.class)
                .paramLabel("FORMAT")
                .converters(new Format.Converter())
                .completionCandidates(new Format.Words())
                .description("How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.",
            "With json: the answer of the API on one line; with jsonl: one object a line."),
            () -> mixin.format,
            value -> mixin.format = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--fields")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel("FIELD")
                .splitRegex(",")
                .description("Only these fields, by their names in the API, separated by commas."),
            () -> mixin.fields,
            value -> mixin.fields = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--utc")
                .type(boolean.class)
                .description("Print times in UTC, as is done off a terminal."),
            () -> mixin.utc,
            value -> mixin.utc = value));
  }

  private static void add(CommandSpec spec, ParameterOptions mixin) {
    mixin.command = spec;
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("-p", "--param")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel("KEY=VALUE")
                .completionCandidates(new LiveValues.Parameters())
                .description("A parameter of the job; KEY:=VALUE for text. May be repeated."),
            () -> mixin.pairs,
            value -> mixin.pairs = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--params")
                .type(String.class)
                .paramLabel("JSON|@FILE|-")
                .description("All parameters as a JSON object: as it is, in a file, or on standard input."),
            () -> mixin.whole,
            value -> mixin.whole = value));
  }

  private static void add(CommandSpec spec, WaitOptions mixin) {
    mixin.command = spec;
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--wait")
                .type(boolean.class)
                .description("Wait until the job has ended."),
            () -> mixin.wait,
            value -> mixin.wait = value));
    spec.addOption(
        BoundField.option(
            OptionSpec.builder("--timeout")
                .type(Duration.class)
                .paramLabel("DURATION")
                .converters(new DurationConverter())
                .description("How long to wait at most, such as 90s, 10m or 1h30m. Default: no limit."),
            () -> mixin.timeout,
            value -> mixin.timeout = value));
  }
}
