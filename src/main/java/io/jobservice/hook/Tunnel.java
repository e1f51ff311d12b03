package io.jobservice.hook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection through a {@link TlsGate}. */
final class Tunnel implements Runnable, AutoCloseable {

  private static final int LONGEST_HEAD = 8192;
  private static final int BUFFER = 8192;
  private static final String HEAD_END = "\r\n\r\n";
  private static final Pattern CONNECT = Pattern.compile("CONNECT (\\S+) HTTP/1\\.[01]\r\n");

  private final Socket client;
  private final TlsGate gate;
  private final Executor executor;
  private volatile Optional<Socket> receiver = Optional.empty();
  private volatile boolean closed;

  /** A connection that the client has made; {@link #run} does the rest. */
  Tunnel(Socket client, TlsGate gate, Executor executor) {
    this.client = client;
    this.gate = gate;
    this.executor = executor;
  }

  @Override
  public void run() {
    try {
      client.setTcpNoDelay(true);
      client.setSoTimeout(gate.patience());
      Optional<String> authority = readHead();
      if (authority.isEmpty()) {
        answer("400 Bad Request");
        return;
      }
      Socket other = connect(authority.get());
      client.setSoTimeout(0);
      answer("200 OK");
      executor.execute(() -> carryAnswers(other));
      carry(client, other);
    } catch (IOException | RejectedExecutionException e) {
      // The post on the other side sees that its connection ends, and the gate has said why.
    } finally {
      close();
    }
  }

  private Socket connect(String authority) throws IOException {
    try {
      Socket other = gate.connect(authority);
      receiver = Optional.of(other);
      if (closed) {
        close();
      }
      return other;
    } catch (IOException e) {
      answer("502 Bad Gateway");
      throw e;
    }
  }

  private void answer(String status) throws IOException {
    client.getOutputStream().write(("HTTP/1.1 " + status + HEAD_END).getBytes(ISO_8859_1));
  }

  /** Where the client wants to go; nothing follows until it has its answer. */
  private Optional<String> readHead() throws IOException {
    InputStream in = client.getInputStream();
    byte[] bytes = new byte[LONGEST_HEAD];
    int length = 0;
    while (length < bytes.length) {
      int read = in.read(bytes, length, bytes.length - length);
      if (read < 0) {
        return Optional.empty();
      }
      length += read;
      String head = new String(bytes, 0, length, ISO_8859_1);
      if (head.endsWith(HEAD_END)) {
        Matcher line = CONNECT.matcher(head);
        return line.lookingAt()
            ? Optional.of(line.group(1).toLowerCase(Locale.ROOT))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** What has come may still be on its way when the receiver ends: the client closes then. */
  private void carryAnswers(Socket from) {
    try {
      carry(from, client);
      client.shutdownOutput();
    } catch (IOException e) {
      close();
    }
  }

  private static void carry(Socket from, Socket to) throws IOException {
    byte[] bytes = new byte[BUFFER];
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
      out.write(bytes, 0, read);
    }
  }

  @Override
  public void close() {
    closed = true;
    TlsGate.shut(client);
    receiver.ifPresent(TlsGate::shut);
    gate.left(this);
  }
}
