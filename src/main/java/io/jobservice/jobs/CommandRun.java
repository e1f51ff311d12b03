package io.jobservice.jobs;

import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import io.jobservice.job.OpCommand;
import io.jobservice.model.CommandDefinition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * One run of a program: starts it, reads what it says, tells it to end when its job is told to, and
 * leaves nothing of it behind. For one use.
 */
final class CommandRun {

  private static final Duration LAST_OUTPUT = Duration.ofSeconds(1);
  private static final Duration TOLD_TURN = Duration.ofHours(1);

  /** A node that shuts down gives a job one second to come back. */
  private static final Duration INTERRUPTED_GRACE = Duration.ofMillis(400);

  private static final Duration INTERRUPTED_KILL = Duration.ofMillis(200);

  private final CommandDefinition definition;
  private final CommandHost host;
  private final JobContext context;
  private final Logger log;

  CommandRun(CommandDefinition definition, CommandHost host, JobContext context) {
    this.definition = definition;
    this.host = host;
    this.context = context;
    this.log = context.logger();
  }

  /**
   * How a program has ended.
   *
   * @param code its exit code; 128 and the number of the signal when it was killed by one
   * @param lastErrors the last lines of its standard error
   */
  record End(int code, String lastErrors) {}

  /**
   * Runs it to its end.
   *
   * @param command the program and its arguments
   * @throws CommandFailedException if it could not be started
   * @throws InterruptedException if the thread was interrupted; the program is gone then too
   */
  End execute(List<String> command, JobParameters parameters)
      throws CommandFailedException, InterruptedException, IOException {
    Path folder = host.newRun();
    try {
      Path input = folder.resolve("stdin");
      write(input, definition.jsonOnStdin() ? ValueJson.text(parameters.asMap()) : "");
      Map<String, String> environment =
          CommandInput.environment(definition, context, parameters, log::warn);
      Path script = folder.resolve("start");
      write(script, StartScript.text(folder, host.session(), user(), environment, input, command));
      return run(start(script, folder.resolve("trouble")), folder);
    } finally {
      CommandHost.delete(folder);
    }
  }

  /** What is no character, such as half of a pair, becomes a question mark. */
  private static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<StartScript.OtherUser> user() throws CommandFailedException {
    if (definition.user().isEmpty()) {
      return Optional.empty();
    }
    String name = definition.user().get();
    String setpriv =
        host.program("setpriv")
            .orElseThrow(
                () ->
                    new CommandFailedException(
                        "user " + name + ": there is no setpriv here, which changes users"));
    return Optional.of(new StartScript.OtherUser(name, setpriv));
  }

  private Process start(Path script, Path trouble) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", script.toString())
            .directory(definition.cwd().toFile())
            .redirectError(trouble.toFile());
    host.environment().clean(builder.environment());
    return builder.start();
  }

  private End run(Process process, Path folder)
      throws CommandFailedException, InterruptedException, IOException {
    String ready;
    try (BufferedReader out = process.inputReader()) {
      ready = out.readLine();
    }
    if (!StartScript.READY.equals(ready)) {
      process.waitFor();
      String trouble = Files.readString(folder.resolve("trouble")).strip();
      throw new CommandFailedException("the command could not be started: " + trouble);
    }
    try (Fifo out = Fifo.open(folder.resolve("out"));
        Fifo err = Fifo.open(folder.resolve("err"));
        Answers answers = Answers.open(host.threads(), folder.resolve("answers"))) {
      CommandOutput output = new CommandOutput(context, answers::add);
      host.guard().enter(process.pid());
      FutureTask<Void> outReader = reader(out, output::line);
      FutureTask<Void> errReader = reader(err, output::error);
      FutureTask<Void> obedience = task(() -> obey(process));
      try {
        letGo(process);
        process.waitFor();
      } catch (InterruptedException e) {
        endNow(process);
        throw e;
      } finally {
        obedience.cancel(true);
        host.guard().leave(process.pid());
        out.letEnd();
        err.letEnd();
        await(outReader);
        await(errReader);
      }
      return new End(process.exitValue(), output.lastErrors());
    } finally {
      // Where anything above failed, it may still wait to be let go.
      process.destroyForcibly();
    }
  }

  private static void letGo(Process process) throws IOException {
    try (Writer in = process.outputWriter()) {
      in.write("go\n");
    }
  }

  private FutureTask<Void> reader(Fifo pipe, Consumer<String> lines) {
    return task(
        () -> {
          OutputLines cutter = new OutputLines(lines);
          try {
            pipe.readAll(cutter::accept);
          } finally {
            cutter.end();
          }
        });
  }

  /** What a thread does beside that of the job. */
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private FutureTask<Void> task(Work work) {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              work.run();
              return null;
            });
    host.threads().execute(task);
    return task;
  }

  /** Somebody who has left the group may hold a pipe open for as long as he likes. */
  private void await(FutureTask<Void> reader) throws InterruptedException {
    try {
      reader.get(LAST_OUTPUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.warn("something that the command has started goes on, and holds its output open");
    } catch (ExecutionException e) {
      log.warn("the output of the command cannot be read: {}", e.getCause().toString());
    }
  }

  /** Waits until the job is told to end, and sees to it. Ends by an interrupt otherwise. */
  private void obey(Process process) throws IOException, InterruptedException {
    OpCommand told = OpCommand.NONE;
    while (told == OpCommand.NONE) {
      told = context.await(TOLD_TURN);
    }
    if (!process.isAlive()) {
      return;
    }
    Duration grace = definition.stopGrace();
    host.guard().signal(process.pid(), definition.stopSignal());
    if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
      log.warn("the command has not ended after SIG{}; it is killed", definition.stopSignal());
      kill(process);
    }
  }

  private void endNow(Process process) throws IOException, InterruptedException {
    host.guard().signal(process.pid(), definition.stopSignal());
    if (!process.waitFor(INTERRUPTED_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
      kill(process);
      process.waitFor(INTERRUPTED_KILL.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void kill(Process process) throws IOException {
    if (!host.session().isGroup()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
    }
    host.guard().signal(process.pid(), "KILL");
  }
}
