package io.jobservice.bench;

import io.jobservice.job.Job;
import io.jobservice.job.JobContext;
import io.jobservice.job.JobParameters;
import io.jobservice.job.OpCommand;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Says that it runs, by a datagram to the port that its parameters name; with {@code hold} it waits
 * until it is told something, and says that as well.
 */
public final class PingJob implements Job {

  static final String NAME = "BENCH_PING";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(JobContext context, JobParameters parameters) throws Exception {
    int port = Math.toIntExact(parameters.getLong("port").orElseThrow());
    send(port, "started " + context.jobId());
    if (parameters.getBoolean("hold").orElse(false)) {
      while (context.opCommand() == OpCommand.NONE) {
        context.await(Duration.ofSeconds(10));
      }
      send(port, "told " + context.jobId());
    }
  }

  private static void send(int port, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }
  }
}
