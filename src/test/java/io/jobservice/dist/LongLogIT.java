package io.jobservice.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.testing.Namespaces;
import io.jobservice.testing.NodeProcess;
import io.jobservice.testing.RawHttp;
import io.jobservice.testing.RedisServer;
import io.jobservice.testing.TestNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log of 2 GiB, read from nodes with a heap of 128 MiB. */
class LongLogIT {

  private static final long SIZE = 2L << 30;
  private static final String ID = "0123456789abcdef01234567";
  private static final Instant BEGIN = Instant.parse("2026-11-22T09:00:00Z");

  @TempDir Path folder;

  @Test
  void itIsReadInBoundedMemory() throws IOException {
    Path file = Files.createDirectories(folder.resolve("one-data/job-logs")).resolve(ID + ".log");
    long lines = write(file);
    try (NodeProcess one =
        new NodeProcess(
            folder, "one", RedisServer.shared().url().toUri(), Namespaces.fresh(), 1, "")) {
      one.start();
      RawHttp http = one.awaitReady();

      long begin = System.nanoTime();
      RawHttp.Answer tail = log(http, "?tail=10");
      long tailed = System.nanoTime();
      assertThat(tail.body()).hasLineCount(10).endsWith("line " + (lines - 1) + "\n");
      RawHttp.Answer since = log(http, "?tail=3&since=" + BEGIN.plusSeconds(lines / 1_000 - 1));
      long searched = System.nanoTime();
      assertThat(since.body()).hasLineCount(3);

      assertThat(read(http, "")).isEqualTo(Files.size(file));
      long whole = System.nanoTime();
      assertThat(one.log()).doesNotContain("OutOfMemory");
      System.out.printf(
          "log of %d MiB, heap 128 MiB: tail=10 %d ms, since %d ms, all of it %d ms%n",
          Files.size(file) >> 20,
          (tailed - begin) / 1_000_000,
          (searched - tailed) / 1_000_000,
          (whole - searched) / 1_000_000);
    }
  }

  private static RawHttp.Answer log(RawHttp http, String query) {
    return http.get("/api/v1/jobs/" + ID + "/log" + query);
  }

  private static long read(RawHttp http, String query) throws IOException {
    HttpURLConnection exchange =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + http.port() + "/api/v1/jobs/" + ID + "/log" + query)
                .toURL()
                .openConnection();
    exchange.setRequestProperty("Authorization", "Harbor-Secret " + TestNode.SECRET);
    long bytes = 0;
    byte[] block = new byte[1 << 16];
    try (InputStream in = exchange.getInputStream()) {
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        bytes += count;
      }
    }
    return bytes;
  }

  /** A second has a thousand lines. */
  private static long write(Path file) throws IOException {
    long size = 0;
    long lines = 0;
    String padding = "x".repeat(400);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      while (size < SIZE) {
        String line =
            BEGIN.plusSeconds(lines / 1_000)
                + " [INFO] [/a/B.java:1]: "
                + padding
                + " line "
                + lines++
                + "\n";
        byte[] bytes = line.getBytes(UTF_8);
        out.write(bytes);
        size += bytes.length;
      }
    }
    return lines;
  }
}
