package io.jobservice.hook;

import io.jobservice.config.AddressRules;
import io.jobservice.config.HookSettings;
import io.jobservice.model.HookUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

/**
 * Sends single posts to addresses that were checked, and nowhere else: plain HTTP goes to the
 * address itself with the header Host of the name, HTTPS to the name through a {@link TlsGate}. A
 * URL whose host is an address needs neither. Safe to share.
 */
final class Wire implements AutoCloseable {

  private static final Duration LONGEST_BODY = Duration.ofMillis(500);

  private final Duration connectTimeout;
  private final Envelope envelope;
  private final CheckedAddresses checked;
  private final Executor executor;
  private final Reasons reasons;
  private final KnownAddresses known = new KnownAddresses();
  private final TlsGate gate;
  private final Optional<Certificates> certificates;
  private Optional<HttpClient> client = Optional.empty();
  private boolean closed;

  Wire(HookSettings settings, Envelope envelope, CheckedAddresses checked, Executor executor)
      throws HookSetupException {
    this.connectTimeout = settings.connectTimeout();
    this.envelope = envelope;
    this.checked = checked;
    this.executor = executor;
    this.reasons = new Reasons(connectTimeout);
    this.gate = new TlsGate(executor, connectTimeout, known);
    this.certificates =
        settings.caFile().isPresent()
            ? Optional.of(Certificates.read(settings.caFile().get()))
            : Optional.empty();
  }

  /** An answer without its body. */
  record Head(int status, HttpHeaders headers) {

    /** Whether it may be followed. */
    boolean redirects() {
      return status == 307 || status == 308;
    }

    /** The URL that it names in the place of the one that was asked. */
    Optional<HookUrl> location(HookUrl asked) {
      return headers.firstValue("Location").flatMap(text -> HookClient.resolved(asked, text));
    }
  }

  /**
   * Posts to a URL.
   *
   * @throws PostException if there is no answer
   * @throws TimeoutException if there is none until the deadline
   */
  Head post(HookRequest request, HookUrl url, Deadline deadline)
      throws PostException, TimeoutException, InterruptedException {
    List<InetAddress> addresses = known.inOrder(url.origin(), checked.of(url, deadline));
    return url.isSecure() && !isAddress(url.host())
        ? throughGate(request, url, addresses, deadline)
        : direct(request, url, addresses, deadline);
  }

  private Head direct(
      HookRequest request, HookUrl url, List<InetAddress> addresses, Deadline deadline)
      throws PostException, TimeoutException, InterruptedException {
    PostException failure = new PostException("its host has no address", true);
    for (InetAddress address : addresses) {
      HttpRequest post =
          isAddress(url.host())
              ? envelope.toHost(request, url)
              : envelope.toAddress(request, url, address);
      try {
        Head head = exchange(post, isKnown(url, address), deadline);
        known.reached(url.origin(), address);
        return head;
      } catch (ExecutionException e) {
        known.failed(url.origin(), address);
        failure = reasons.of(e);
        if (!reasons.isConnection(e)) {
          throw failure;
        }
      }
    }
    throw failure;
  }

  private static boolean isAddress(String host) {
    return AddressRules.literal(host).isPresent();
  }

  private boolean isKnown(HookUrl url, InetAddress address) {
    return known.of(url.origin()).filter(address::equals).isPresent();
  }

  private Head throughGate(
      HookRequest request, HookUrl url, List<InetAddress> addresses, Deadline deadline)
      throws PostException, TimeoutException, InterruptedException {
    try (TlsGate.Pass pass = gate.open(url, addresses)) {
      try {
        boolean reached = known.of(url.origin()).isPresent();
        return exchange(envelope.toHost(request, url), reached, deadline);
      } catch (ExecutionException e) {
        known.of(url.origin()).ifPresent(address -> known.failed(url.origin(), address));
        throw pass.failure().map(why -> new PostException(why, true)).orElse(reasons.of(e));
      } catch (TimeoutException e) {
        if (pass.failure().isPresent()) {
          throw new PostException(pass.failure().get(), true);
        }
        throw e;
      }
    } catch (IOException e) {
      throw new PostException("cannot be sent: " + e.getMessage(), false);
    }
  }

  /**
   * Sends it, and a second time if its connection is lost and may be one that the receiver was
   * closing just then, having been idle.
   */
  private Head exchange(HttpRequest post, boolean reused, Deadline deadline)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      return once(post, deadline);
    } catch (ExecutionException e) {
      if (reused && reasons.isLost(e)) {
        return once(post, deadline);
      }
      throw e;
    }
  }

  private Head once(HttpRequest post, Deadline deadline)
      throws ExecutionException, TimeoutException, InterruptedException {
    CompletableFuture<Head> head = new CompletableFuture<>();
    CompletableFuture<HttpResponse<Void>> whole =
        client()
            .sendAsync(
                post,
                (ResponseInfo info) -> {
                  head.complete(new Head(info.statusCode(), info.headers()));
                  return new BodyDrain();
                });
    try {
      deadline.await(CompletableFuture.anyOf(head, whole));
      awaitBody(whole);
    } catch (ExecutionException | TimeoutException e) {
      if (!head.isDone()) {
        throw e;
      }
    } finally {
      whole.cancel(true);
    }
    return head.join();
  }

  /** Who has answered need not keep other events waiting with a body that does not end. */
  private static void awaitBody(CompletableFuture<?> whole)
      throws ExecutionException, TimeoutException, InterruptedException {
    try (Deadline end = new Deadline(LONGEST_BODY)) {
      end.await(whole);
    }
  }

  private synchronized HttpClient client() {
    if (closed) {
      throw new IllegalStateException("it is closed");
    }
    if (client.isEmpty()) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(connectTimeout)
              .executor(executor)
              .proxy(new GateForNames());
      certificates.ifPresent(own -> builder.sslContext(own.context()));
      client = Optional.of(builder.build());
    }
    return client.get();
  }

  /** No name is ever looked up by the client: it has a proxy for all that is no address. */
  private final class GateForNames extends ProxySelector {

    @Override
    public List<Proxy> select(URI url) {
      return List.of(isAddress(url.getHost()) ? Proxy.NO_PROXY : gate.proxy());
    }

    @Override
    public void connectFailed(URI url, SocketAddress address, IOException failure) {}
  }

  @Override
  public void close() {
    gate.close();
    synchronized (this) {
      closed = true;
      // Who has no owner ends its thread.
      client = Optional.empty();
    }
  }
}
