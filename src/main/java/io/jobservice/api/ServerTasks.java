package io.jobservice.api;

import java.util.Optional;

/**
 * The tasks of the platform's server. Each serves the next request of one connection, on whichever
 * thread runs it. Safe to share.
 *
 * <p>The server forgets a connection that breaks off only when that shows in such a task, and
 * counts for good those that it has not forgotten. An answer that is sent later, from another
 * thread, may break off too: then the task is run once more, and finds its connection at an end.
 */
final class ServerTasks {

  // A static one would be shared by servers, of which there are as many as nodes in this process.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<Runnable> current = new ThreadLocal<>();

  void run(Runnable task) {
    current.set(task);
    try {
      task.run();
    } finally {
      current.remove();
    }
  }

  /** What this thread runs; empty while it runs something to let its connection be forgotten. */
  Optional<Runnable> current() {
    return Optional.ofNullable(current.get());
  }

  /** Lets the server forget the connection of a task that has been run, and has broken off. */
  void forget(Runnable task) {
    task.run();
  }
}
