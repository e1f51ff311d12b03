package io.jobservice.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobservice.testing.TestNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Submits jobs over connections that stay open, one request at a time on each. */
final class HttpLoad {

  private static final String LENGTH = "content-length:";

  private final int port;
  private final byte[] request;

  HttpLoad(int port, String job) {
    this.port = port;
    int length = job.getBytes(UTF_8).length;
    this.request =
        """
        POST /api/v1/jobs HTTP/1.1\r
        Host: 127.0.0.1\r
        Authorization: Harbor-Secret %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s"""
            .formatted(TestNode.SECRET, length, job)
            .getBytes(UTF_8);
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
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream(), 4096);
      while (left.decrementAndGet() >= 0) {
        out.write(request);
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 202")) {
          throw new IOException("not accepted: " + status);
        }
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
            length = Integer.parseInt(header.substring(LENGTH.length()).strip());
          }
        }
        in.skipNBytes(length);
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    byte[] text = new byte[512];
    int length = 0;
    int next = in.read();
    while (next != '\n') {
      if (next < 0) {
        throw new IOException("the connection was closed");
      }
      if (next != '\r') {
        text[length++] = (byte) next;
      }
      next = in.read();
    }
    return new String(text, 0, length, ISO_8859_1);
  }
}
