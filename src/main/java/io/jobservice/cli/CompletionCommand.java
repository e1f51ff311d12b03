package io.jobservice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code admin completion}: what teaches a shell our command line. */
@Command(
    name = "completion",
    description = "Print the script that teaches a shell to complete jobservice.",
    footer = {
      "",
      "It completes commands, options, their values and file names, and asks the service for ids of"
          + " jobs, job types and queues. When that does not answer within a fifth of a second,"
          + " nothing is offered.",
      "",
      "Examples:",
      "  source <(jobservice admin completion bash)",
      "  jobservice admin completion zsh > ~/.zfunc/_jobservice",
      "  jobservice admin completion fish > ~/.config/fish/completions/jobservice.fish"
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(
      paramLabel = "SHELL",
      converter = CompletionScript.Converter.class,
      completionCandidates = CompletionScript.Words.class,
      description = "Which shell: ${COMPLETION-CANDIDATES}.")
  CompletionScript script;

  CompletionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    try (InputStream text = script.open()) {
      text.transferTo(shell.out().bytes());
    }
    shell.out().flush();
    return ExitCode.OK.code();
  }
}
