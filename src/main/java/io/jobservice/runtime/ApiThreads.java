package io.jobservice.runtime;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The threads of the API: some for requests, and very many more when those are sent or taken
 * slowly, and others for what is streamed. Those that have had nothing to do for a while go.
 */
record ApiThreads(RequestThreads requests, ExecutorService streams) {

  private static final int REQUESTS_AT_ONCE = 32;
  private static final int REQUESTS = 2048;
  private static final Duration IDLE = Duration.ofSeconds(30);

  static ApiThreads create() {
    return new ApiThreads(
        new RequestThreads(REQUESTS_AT_ONCE, REQUESTS, IDLE, factory("api")),
        // The API itself bounds them, since it is to say so to whoever asks for one more.
        unbounded("stream"));
  }

  /** As many threads as there is to do at once. */
  static ExecutorService unbounded(String name) {
    Function<Runnable, Thread> factory = factory(name);
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE.toSeconds(),
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        factory::apply);
  }

  private static Function<Runnable, Thread> factory(String name) {
    // A job that happens to need the first one must not be taken for having started it.
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    return body -> {
      Thread thread = new Thread(group, body, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  void shutdownNow() {
    requests.shutdownNow();
    streams.shutdownNow();
  }
}
