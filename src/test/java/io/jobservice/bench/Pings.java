package io.jobservice.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Receives what {@link PingJob}s say, one at a time. */
final class Pings implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private final DatagramSocket socket;
  private final DatagramPacket packet = new DatagramPacket(new byte[256], 256);

  Pings() throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Waits for a word about a job. */
  void await(String word, String id) throws IOException {
    String expected = word + " " + id;
    while (!next().equals(expected)) {
      // Of an earlier job.
      packet.setLength(256);
    }
  }

  /** Waits for a word about any job. */
  String next() throws IOException {
    packet.setLength(256);
    socket.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    socket.close();
  }
}
