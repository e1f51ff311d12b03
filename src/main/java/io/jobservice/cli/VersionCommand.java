package io.jobservice.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code version}: which program this is, and what it runs on. */
@Command(
    name = "version",
    description = "Show the version of the program, and of the Java that it runs on.",
    mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer> {

  private final Shell shell;

  VersionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    shell.out().line("jobservice " + Version.number());
    shell
        .out()
        .line("java " + System.getProperty("java.version") + " " + System.getProperty("java.home"));
    shell.out().flush();
    return ExitCode.OK.code();
  }
}
