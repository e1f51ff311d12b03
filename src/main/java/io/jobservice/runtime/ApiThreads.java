package io.jobservice.runtime;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the API: some for requests, and others for what is streamed. Those that have had
 * nothing to do for a while go.
 */
record ApiThreads(ExecutorService requests, ExecutorService streams) {

  private static final int REQUESTS = 32;
  private static final Duration IDLE = Duration.ofSeconds(30);

  static ApiThreads create() {
    return new ApiThreads(
        threads("api", REQUESTS, new LinkedBlockingQueue<>()),
        // The API itself bounds them, since it is to say so to whoever asks for one more.
        unbounded("stream"));
  }

  /** As many threads as there is to do at once. */
  static ExecutorService unbounded(String name) {
    return threads(name, Integer.MAX_VALUE, new SynchronousQueue<>());
  }

  private static ExecutorService threads(String name, int most, BlockingQueue<Runnable> queue) {
    int core = queue instanceof SynchronousQueue ? 0 : most;
    // A job that happens to need the first one must not be taken for having started it.
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            core,
            most,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            queue,
            body -> {
              Thread thread = new Thread(group, body, name);
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  void shutdownNow() {
    requests.shutdownNow();
    streams.shutdownNow();
  }
}
