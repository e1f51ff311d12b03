package io.jobservice.worker;

import java.util.Optional;
import java.util.Set;

/** The place in a program from which it ends its process, by {@code System.exit}. */
public final class ExitCall {

  private static final Set<String> WAY =
      Set.of("java.lang.Shutdown", "java.lang.Runtime", "java.lang.System");

  private ExitCall() {}

  /**
   * Looks for the call in the stack of a thread.
   *
   * @param stack the stack, the innermost call first
   * @return who called; empty if the thread does something else
   */
  public static Optional<StackTraceElement> in(StackTraceElement[] stack) {
    boolean exits = false;
    for (StackTraceElement element : stack) {
      boolean onTheWay = WAY.contains(element.getClassName());
      if (exits && !onTheWay) {
        return Optional.of(element);
      }
      exits |= onTheWay && element.getMethodName().equals("exit");
    }
    return Optional.empty();
  }

  /** Looks in all threads of a group. */
  static Optional<StackTraceElement> in(ThreadGroup group) {
    Thread[] threads = new Thread[group.activeCount() + 16];
    int found = group.enumerate(threads);
    for (int i = 0; i < found; i++) {
      Optional<StackTraceElement> call = in(threads[i].getStackTrace());
      if (call.isPresent()) {
        return call;
      }
    }
    return Optional.empty();
  }
}
