package io.jobservice.cli;

import io.jobservice.client.ClientException;
import io.jobservice.model.TypePolicy;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where exceptions become words on standard error and an exit code. */
final class Failures {

  /** What picocli says of text that is no number, or too large for one. */
  private static final Pattern NO_INT = Pattern.compile("(?s).*?: ('.*') is not an int");

  /** What options with numbers allow. */
  private static final Map<String, String> NUMBERS =
      Map.of(
          "--tail", "a number of lines from 0 to 1000000",
          "--limit", "a number of jobs, 0 for all",
          "--next", "a number of instants from 0 to 1000",
          "--max-fails", "a number of attempts from 1 to " + TypePolicy.MOST_FAILS);

  /** What is looked for in a group, and is elsewhere. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "schedule stop", "; a periodic job is ended with 'jobservice stop ID'",
          "schedule delete", "; a periodic job is ended with 'jobservice stop ID'",
          "schedule remove", "; a periodic job is ended with 'jobservice stop ID'",
          "schedule rm", "; a periodic job is ended with 'jobservice stop ID'",
          "schedule cancel", "; a periodic job is ended with 'jobservice cancel ID'",
          "schedule create", "; one is submitted with 'jobservice submit NAME --cron LINE'",
          "schedule add", "; one is submitted with 'jobservice submit NAME --cron LINE'",
          "schedule ls", "; did you mean 'list'?",
          "queue ls", "; did you mean 'list'?",
          "hook ls", "; did you mean 'list'?");

  private final PrintStream err;
  private final UnaryOperator<String> loud;

  Failures(PrintStream err) {
    this(err, UnaryOperator.identity());
  }

  Failures(PrintStream err, Console console) {
    this(err, text -> console.paintedMessage(text, Paint.RED));
  }

  private Failures(PrintStream err, UnaryOperator<String> loud) {
    this.err = err;
    this.loud = loud;
  }

  /** Reports what a command threw, with its stack trace if asked for. */
  int report(Exception e, boolean verbose) {
    if (e instanceof ClientException failure) {
      say(failure.getMessage(), failure.advice());
    } else if (e instanceof CommandFailure failure) {
      say(failure.getMessage(), failure.advice());
    } else if (e instanceof IOException) {
      reportOutput(e);
    } else if (!(e instanceof InterruptedException)) {
      say("unexpected error: " + e, Optional.of("Run it again with -v to see where."));
    }
    if (verbose) {
      e.printStackTrace(err);
    }
    return code(e).code();
  }

  /** The exit code that goes with what a command threw. */
  ExitCode code(Exception e) {
    if (e instanceof ClientException failure) {
      return exitCode(failure.kind());
    }
    if (e instanceof CommandFailure failure) {
      return failure.exitCode();
    }
    return e instanceof InterruptedException ? ExitCode.INTERRUPTED : ExitCode.ERROR;
  }

  /** Reports a command line that could not be understood. */
  int reportUsage(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String program = command.getCommandSpec().qualifiedName();
    boolean unmatched = e instanceof UnmatchedArgumentException;
    boolean beforeCommand =
        e instanceof UnmatchedArgumentException word
            && word.isUnknownOption()
            && command.getParent() == null;
    say(
        unmatched ? unknown((UnmatchedArgumentException) e) : wrong(e),
        Optional.of(
            (beforeCommand ? "Options come after the command. " : "")
                + "Try '"
                + program
                + " --help'."));
    return ExitCode.USAGE.code();
  }

  /** Commands turn what fails on their inputs into failures of their own: this is the output's. */
  private void reportOutput(Exception e) {
    String reason = String.valueOf(e.getMessage());
    // Who pipes into head has seen enough, and wants no message about it.
    if (!reason.contains("Broken pipe")) {
      say("cannot write the output: " + reason, Optional.empty());
    }
  }

  private void say(String message, Optional<String> advice) {
    err.println(loud.apply("jobservice:") + " " + Printable.lines(message));
    advice.ifPresent(line -> err.println(Printable.lines(line)));
  }

  private static String unknown(UnmatchedArgumentException e) {
    CommandLine command = e.getCommandLine();
    String word = e.getUnmatched().get(0);
    if (e.isUnknownOption()) {
      String name = word.replaceFirst("=.*", "");
      if ((name.equals(DirectOptions.REDIS) || name.equals(DirectOptions.DIRECT))
          && command.getCommandSpec().optionsMap().containsKey("--url")) {
        return "'" + command.getCommandName() + "' goes over the API only: use --url, not " + name;
      }
      return "unknown option '"
          + name
          + "'"
          + Suggestion.among(command.getCommandSpec().optionsMap().keySet(), name);
    }
    return command.getSubcommands().isEmpty()
        ? "one argument too many: '" + word + "'" + (hasLine(command) ? "; put LINE in quotes" : "")
        : "unknown command '"
            + word
            + "'"
            + ELSEWHERE.getOrDefault(
                command.getCommandName() + " " + word,
                Suggestion.among(command.getSubcommands().keySet(), word));
  }

  /** Whether a cron line was given, of which the shell may have made several words. */
  private static boolean hasLine(CommandLine command) {
    return command.getCommandSpec().args().stream()
        .anyMatch(arg -> arg.paramLabel().equals("LINE") && arg.getValue() != null);
  }

  private static String wrong(ParameterException e) {
    Matcher number = NO_INT.matcher(e.getMessage());
    if (number.matches() && e.getArgSpec() instanceof OptionSpec option) {
      String allowed = NUMBERS.getOrDefault(option.longestName(), "a whole number");
      return option.longestName() + " must be " + allowed + ", not " + number.group(1);
    }
    return decapitalized(e.getMessage());
  }

  /** As our own messages are: they follow a colon and have no full stop. */
  private static String decapitalized(String message) {
    return message.isEmpty()
        ? message
        : Character.toLowerCase(message.charAt(0)) + message.substring(1).replaceFirst("\\.$", "");
  }

  /** The exit code that goes with a sort of failure. */
  static ExitCode exitCode(ClientException.Kind kind) {
    return switch (kind) {
      case BAD_REQUEST, FAILED -> ExitCode.ERROR;
      case NOT_FOUND -> ExitCode.NOT_FOUND;
      case NOT_ALLOWED -> ExitCode.NOT_ALLOWED;
      case CONFLICT -> ExitCode.CONFLICT;
      case UNAVAILABLE, BUSY -> ExitCode.UNAVAILABLE;
      case TIMED_OUT -> ExitCode.TIMED_OUT;
      case CONFIGURATION -> ExitCode.CONFIGURATION;
    };
  }
}
