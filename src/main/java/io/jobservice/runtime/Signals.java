package io.jobservice.runtime;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The signals that end the daemon: the first asks it to end in order, a second ends it at once. A
 * shutdown hook could not tell them apart, and would make the exit status that of the signal
 * (decision 3).
 */
@SuppressWarnings("sunapi")
final class Signals {

  private static final List<String> NAMES = List.of("TERM", "INT", "HUP");
  private static final int BY_SIGNAL = 128;

  private Signals() {}

  static void handle(Consumer<String> first) {
    AtomicBoolean seen = new AtomicBoolean();
    for (String name : NAMES) {
      sun.misc.Signal.handle(
          new sun.misc.Signal(name),
          signal -> {
            if (seen.compareAndSet(false, true)) {
              first.accept("SIG" + name);
            } else {
              Runtime.getRuntime().halt(BY_SIGNAL + signal.getNumber());
            }
          });
    }
  }
}
