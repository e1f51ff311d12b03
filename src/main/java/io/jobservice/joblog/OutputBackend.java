package io.jobservice.joblog;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;

/**
 * Lines on the output of the process: settings {@code output} ({@code std_out}, the default, or
 * {@code std_err}) and {@code format}. Entries are whole; what they are of is not said. It cannot
 * be read back.
 */
final class OutputBackend implements LogBackend {

  @Override
  public String name() {
    return "STD_OUTPUT";
  }

  @Override
  public LogStore open(LogSettings settings) throws LogSettingsException {
    LogFormat format = LogFormat.of(settings);
    String output = settings.get("output").orElse("std_out");
    return switch (output) {
      case "std_out" -> run -> new Writer(run, format, System.out);
      case "std_err" -> run -> new Writer(run, format, System.err);
      default ->
          throw new LogSettingsException("output", "is not known; allowed are std_out, std_err");
    };
  }

  private record Writer(LogRun run, LogFormat format, PrintStream to) implements LogWriter {

    @Override
    public void write(List<LogEntry> entries) {
      StringBuilder text = new StringBuilder();
      for (LogEntry entry : entries) {
        text.setLength(0);
        format.entry(run, entry, text);
        to.print(text);
      }
      to.flush();
    }

    @Override
    public void lost(Instant at, long lines, String why) {
      StringBuilder text = new StringBuilder();
      format.notice(at, "job " + run.jobId() + ": " + LostLines.text(lines, why), text);
      to.print(text);
      to.flush();
    }
  }
}
