package io.jobservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobservice.client.Ticker;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import picocli.CommandLine;

/** The entry point of the program. */
public final class Main {

  /** Set by the launcher: a letter for each of the standard streams that is a terminal. */
  private static final String TERMINAL = "jobservice.terminal";

  /** Set by the launcher: how wide the terminal is. */
  private static final String COLUMNS = "jobservice.columns";

  /** The age, in milliseconds, by which the answer to a shell's completion ends the process. */
  private static final String ANSWER_MILLIS = "jobservice.completion.millis";

  /** How long a launcher and a JVM need to come to us, where the system does not tell. */
  private static final long USUAL_START_MILLIS = 60;

  private Main() {}

  /**
   * Runs the command line and ends the process with its exit code.
   *
   * @param args its words
   */
  public static void main(String[] args) {
    if (LiveAnswer.isWanted(args)) {
      answerAShell(args);
    }
    if (args.length == 0 || !args[0].equals("serve")) {
      keepLogsOff();
    }
    if (args.length == 1 && args[0].equals(ArchiveRehearsal.WORD)) {
      System.exit(rehearse());
    }
    Shell shell =
        shell(
            Path.of(""),
            System.getenv(),
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err));
    System.exit(run(args, shell));
  }

  private static Shell shell(
      Path directory, Map<String, String> env, OutputStream out, OutputStream err) {
    return new Shell(
        directory,
        env,
        System.in,
        new Output(out),
        new PrintStream(err, true, UTF_8),
        Terminal.of(
            System.getProperty(TERMINAL, ""),
            Integer.getInteger(COLUMNS, 0),
            ZoneId::systemDefault),
        new Ticker(
            Clock::systemDefaultZone, System::nanoTime, time -> Thread.sleep(time.toMillis())),
        new KeyboardInterrupts(),
        Main::startDaemon);
  }

  private static int rehearse() {
    ArchiveRehearsal rehearsal =
        new ArchiveRehearsal(
            (words, directory, env) ->
                run(
                    words,
                    shell(
                        directory,
                        env,
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream())),
            Main::startDaemon);
    try {
      return rehearsal.run().code();
    } catch (IOException e) {
      return ExitCode.ERROR.code();
    }
  }

  /**
   * Tells the completion of a shell what it asks for, and ends the process: soon after it began,
   * whatever happens, because somebody waits at the keyboard.
   */
  private static void answerAShell(String[] args) {
    long age = ProcessAge.millis(Path.of("/proc"), USUAL_START_MILLIS);
    long left = Math.max(1, Integer.getInteger(ANSWER_MILLIS, 190) - age);
    Thread end = new Thread(() -> endAfter(left));
    end.setDaemon(true);
    end.start();
    Duration patience = Duration.ofMillis(left);
    String answer = new LiveAnswer(Path.of(""), System.getenv(), patience).text(args);
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      out.write(answer.getBytes(UTF_8));
    } catch (IOException e) {
      // The shell has gone; nobody else is there to be told.
      Runtime.getRuntime().halt(0);
    }
    Runtime.getRuntime().halt(0);
  }

  private static void endAfter(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }

  private static void startDaemon(Runnable task) {
    Thread thread = new Thread(task, "helper");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * A client's output is its own: without a word to Logback its first logger would print all of
   * what the way to Redis has to tell. Only the process's entry may do this, since it holds for the
   * whole process; who looks for a fault can name another provider in {@code JOBSERVICE_OPTS}.
   */
  private static void keepLogsOff() {
    if (System.getProperty("slf4j.provider") == null) {
      System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
      // Else SLF4J tells that it was given a provider.
      System.setProperty("slf4j.internal.verbosity", "ERROR");
    }
  }

  /** Runs the command line and returns its exit code. */
  static int run(String[] args, Shell shell) {
    Failures failures = new Failures(shell.err());
    int code;
    try {
      code =
          args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))
              ? printVersion(shell)
              : execute(args, shell, failures);
      if (code == 0) {
        // What help could not write, and a command did not flush, fails here. Others have flushed.
        shell.out().flush();
      }
    } catch (IOException e) {
      code = failures.report(e, false);
    }
    return code;
  }

  /** Without the command model: it takes as long to build as the JVM takes to start. */
  private static int printVersion(Shell shell) throws IOException {
    shell.out().line("jobservice " + Version.number());
    return ExitCode.OK.code();
  }

  private static int execute(String[] args, Shell shell, Failures failures) {
    CommandLine program = Commands.forWords(args, shell);
    program
        .setOut(new PrintWriter(new OutputStreamWriter(shell.out().bytes(), UTF_8), true))
        .setErr(new PrintWriter(new OutputStreamWriter(shell.err(), UTF_8), true))
        .setParameterExceptionHandler((e, words) -> failures.reportUsage(e))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> failures.report(e, CommonOptions.verbose(parsed)));
    return program.execute(args);
  }
}
