package io.jobservice.runtime;

import java.io.PrintStream;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The back end STD_OUTPUT: standard output or standard error, each event in one print.
 *
 * @param stream where to; asked each time, as the stream may be another one by then
 * @param format makes the lines
 */
record LogConsole(Supplier<PrintStream> stream, Function<ServiceEvent, String> format)
    implements LogOutlet {

  @Override
  public void write(ServiceEvent event) {
    PrintStream out = stream.get();
    out.print(format.apply(event));
    out.flush();
  }
}
