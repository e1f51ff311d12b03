package io.jobservice.worker;

import java.lang.Thread.UncaughtExceptionHandler;

/** What a job may change about the thread that it runs on. */
record ThreadState(
    String name, int priority, ClassLoader classes, UncaughtExceptionHandler handler) {

  static ThreadState of(Thread thread) {
    return new ThreadState(
        thread.getName(),
        thread.getPriority(),
        thread.getContextClassLoader(),
        thread.getUncaughtExceptionHandler());
  }

  /** Puts back what has changed; what has not costs next to nothing. */
  @SuppressWarnings("ThreadPriorityCheck") // It is as it was, and not ours to choose.
  void restore(Thread thread) {
    if (!thread.getName().equals(name)) {
      thread.setName(name);
    }
    if (thread.getPriority() != priority) {
      thread.setPriority(priority);
    }
    thread.setContextClassLoader(classes);
    if (thread.getUncaughtExceptionHandler() != handler) {
      thread.setUncaughtExceptionHandler(handler);
    }
  }
}
