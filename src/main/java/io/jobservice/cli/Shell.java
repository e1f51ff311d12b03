package io.jobservice.cli;

import io.jobservice.client.Ticker;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * What the process was started with. Commands see the world through it alone.
 *
 * @param directory the working folder
 * @param env the environment
 * @param in standard input
 * @param out standard output
 * @param err standard error, flushed at each line
 * @param terminal which of the three are a terminal
 * @param ticker the passing of time
 * @param interrupts Ctrl-C
 * @param helpers runs what is to be done beside the command's own thread; it keeps no process alive
 */
record Shell(
    Path directory,
    Map<String, String> env,
    InputStream in,
    Output out,
    PrintStream err,
    Terminal terminal,
    Ticker ticker,
    Interrupts interrupts,
    Executor helpers) {

  /** The same with another output, on a terminal of this width. */
  Shell on(Output output, int columns) {
    Terminal sized =
        new Terminal(terminal.in(), terminal.out(), terminal.err(), columns, terminal.zone());
    return new Shell(directory, env, in, output, err, sized, ticker, interrupts, helpers);
  }
}
