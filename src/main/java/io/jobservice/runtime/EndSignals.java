package io.jobservice.runtime;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jline.utils.Signals;

/**
 * The signals that end the daemon: the first asks it to end in order, a second ends it at once. A
 * shutdown hook could not tell them apart, and would make the exit status that of the signal.
 */
final class EndSignals {

  /** The status of a program that a signal ended is 128 and its number. */
  private static final Map<String, Integer> EXIT_STATUS = Map.of("INT", 130, "TERM", 143);

  private EndSignals() {}

  static void handle(Consumer<String> first) {
    AtomicBoolean seen = new AtomicBoolean();
    EXIT_STATUS.forEach(
        (name, status) ->
            Signals.register(
                name,
                () -> {
                  if (seen.compareAndSet(false, true)) {
                    first.accept("SIG" + name);
                  } else {
                    Runtime.getRuntime().halt(status);
                  }
                }));
  }
}
