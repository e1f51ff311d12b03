package io.jobservice.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Submits jobs over connections that stay open, one request at a time on each. */
final class HttpLoad {

  private final int port;
  private final byte[] request;

  HttpLoad(int port, String job) {
    this.port = port;
    this.request = HttpConnection.post("/api/v1/jobs", job);
  }

  /** Submits so many jobs over so many connections; all must be accepted. Gives the seconds. */
  double run(int jobs, int connections) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      AtomicInteger left = new AtomicInteger(jobs);
      List<Future<?>> running = new ArrayList<>();
      long from = System.nanoTime();
      for (int i = 0; i < connections; i++) {
        running.add(
            threads.submit(
                () -> {
                  submit(left);
                  return null;
                }));
      }
      for (Future<?> thread : running) {
        thread.get();
      }
      return (System.nanoTime() - from) / 1e9;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private void submit(AtomicInteger left) throws IOException {
    try (HttpConnection connection = new HttpConnection(port)) {
      while (left.decrementAndGet() >= 0) {
        connection.send(request, 202);
      }
    }
  }
}
