package io.jobservice.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/** Ctrl-C of the process, which the terminal sends as the signal INT. */
final class KeyboardInterrupts implements Interrupts {

  private static final String SIGNAL = "INT";

  @Override
  public Watch onFirst(Runnable action) {
    AtomicBoolean seen = new AtomicBoolean();
    Object before =
        Signals.register(
            SIGNAL,
            () -> {
              if (seen.compareAndSet(false, true)) {
                action.run();
              } else {
                // Not halt: a terminal that was taken over is given back on the way.
                System.exit(ExitCode.INTERRUPTED.code());
              }
            });
    return () -> Signals.unregister(SIGNAL, before);
  }
}
