package io.jobservice.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that has others below it: without one of these it is a mistake, which help answers. */
abstract class Group implements Runnable {

  @Spec CommandSpec spec;

  @Override
  public final void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
