package io.jobservice.jobs;

import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import io.jobservice.model.CommandDefinition;
import io.jobservice.model.ValueJson;
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

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final int LOOKS = 10;

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
      CommandEnding ending = new CommandEnding(definition, host, context, process);
      FutureTask<Void> obedience = task(ending::obey);
      boolean isHurried = false;
      try {
        letGo(process);
        process.waitFor();
      } catch (InterruptedException e) {
        isHurried = true;
        ending.hurry();
        throw e;
      } finally {
        obedience.cancel(true);
        host.guard().leave(process.pid());
        out.letEnd();
        err.letEnd();
        await(outReader, out, isHurried);
        await(errReader, err, isHurried);
      }
      return new End(process.exitValue(), output.lastErrors());
    } finally {
      // Where anything above failed, it may still wait to be let go.
      process.destroyForcibly();
    }
  }

  private static void letGo(Process process) {
    try (Writer in = process.outputWriter()) {
      in.write("go\n");
    } catch (IOException e) {
      // It has ended before it was let go, as one does whose job is told to; its end says how.
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

  /**
   * Waits until all that the program has said is taken down, however long that takes. Somebody who
   * has left the group may hold a pipe open for as long as he likes: he gets a second in which
   * there is nothing to do.
   */
  private void await(FutureTask<Void> reader, Fifo pipe, boolean isHurried)
      throws InterruptedException {
    try {
      int idle = 0;
      while (idle < LOOKS && !endsSoon(reader)) {
        idle += isHurried || pipe.isReading() ? 1 : 0;
      }
      if (idle == LOOKS || pipe.isHeldOpen()) {
        log.warn("something that the command has started goes on, and holds its output open");
      }
    } catch (ExecutionException e) {
      log.warn("the output of the command cannot be read: {}", e.getCause().toString());
    }
  }

  private static boolean endsSoon(FutureTask<Void> reader)
      throws InterruptedException, ExecutionException {
    try {
      reader.get(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }
}
