package io.jobservice.jobs;

import io.jobservice.job.InvalidParametersException;
import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import io.jobservice.job.Parameter;
import io.jobservice.model.CommandDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A job that is a program, as the configuration defines it. */
public final class CommandJob implements Job {

  private static final int BY_SIGNAL = 128;

  private static final Map<Integer, String> SIGNALS =
      Map.ofEntries(
          Map.entry(1, "HUP"),
          Map.entry(2, "INT"),
          Map.entry(3, "QUIT"),
          Map.entry(4, "ILL"),
          Map.entry(6, "ABRT"),
          Map.entry(8, "FPE"),
          Map.entry(9, "KILL"),
          Map.entry(11, "SEGV"),
          Map.entry(13, "PIPE"),
          Map.entry(14, "ALRM"),
          Map.entry(15, "TERM"));

  private final CommandDefinition definition;
  private final CommandHost host;
  private OptionalInt exitCode = OptionalInt.empty();

  /**
   * The job of one execution.
   *
   * @param definition what the configuration says
   * @param host what programs are run with
   */
  public CommandJob(CommandDefinition definition, CommandHost host) {
    this.definition = definition;
    this.host = host;
  }

  @Override
  public String name() {
    return definition.name();
  }

  @Override
  public int maxFails() {
    return definition.maxFails().orElse(0);
  }

  @Override
  public int maxConcurrency() {
    return definition.maxConcurrency().orElse(0);
  }

  @Override
  public String description() {
    return definition.description();
  }

  @Override
  public List<Parameter> parameters() {
    return definition.parameters();
  }

  @Override
  public boolean shouldRetry() {
    return definition
        .retryExitCodes()
        .map(codes -> exitCode.isPresent() && codes.contains(exitCode.getAsInt()))
        .orElse(true);
  }

  @Override
  public void validate(JobParameters parameters) throws InvalidParametersException {
    CommandInput.command(definition, parameters);
  }

  @Override
  public void run(JobContext context, JobParameters parameters) throws Exception {
    List<String> command = CommandInput.command(definition, parameters);
    if (!Files.isDirectory(definition.cwd())) {
      throw new CommandFailedException("cwd " + definition.cwd() + ": there is no such folder");
    }
    requireProgram(command.get(0));
    CommandRun.End end = new CommandRun(definition, host, context).execute(command, parameters);
    exitCode = OptionalInt.of(end.code());
    context.throwIfStopped();
    if (!definition.successExitCodes().contains(end.code())) {
      throw new CommandFailedException(failure(end));
    }
  }

  private static String failure(CommandRun.End end) {
    String signal = SIGNALS.get(end.code() - BY_SIGNAL);
    String how =
        signal == null
            ? "the command exited with code " + end.code()
            : "the command was killed by SIG" + signal + " (exit code " + end.code() + ")";
    return end.lastErrors().isEmpty() ? how : how + ":\n" + end.lastErrors();
  }

  /** Says plainly what would otherwise be a number, and a line of a program in between. */
  private void requireProgram(String program) throws CommandFailedException {
    if (program.contains("/")) {
      Path file = definition.cwd().resolve(program);
      if (Files.isDirectory(file)) {
        throw refused(program, "is a folder");
      }
      if (!Files.exists(file)) {
        throw refused(program, "no such file");
      }
      if (!Files.isExecutable(file)) {
        throw refused(program, "is not executable");
      }
      return;
    }
    String path = Optional.ofNullable(definition.env().get("PATH")).orElse(host.path());
    List<Path> found =
        Stream.of(path.split(":", -1))
            .map(folder -> definition.cwd().resolve(folder).resolve(program))
            .filter(Files::isRegularFile)
            .toList();
    if (found.isEmpty()) {
      throw refused(program, "no such file in the folders of PATH, " + path);
    }
    if (found.stream().noneMatch(Files::isExecutable)) {
      throw refused(program, "is not executable");
    }
  }

  private static CommandFailedException refused(String program, String why) {
    return new CommandFailedException("command '" + program + "': " + why);
  }
}
