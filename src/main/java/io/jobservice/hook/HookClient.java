package io.jobservice.hook;

import io.jobservice.config.AddressRules;
import io.jobservice.config.HookSettings;
import io.jobservice.model.HookUrl;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

/**
 * Posts to receivers, one connection pool for all of them, under the rules for addresses. The
 * status of an answer decides what came of a post, whatever becomes of its body. Redirects are
 * followed with 307 and 308 only, to the same scheme, host and port, at most three times. Safe to
 * share.
 */
public final class HookClient implements AutoCloseable {

  private static final String RESTRICTED = "jdk.httpclient.allowRestrictedHeaders";
  private static final String KEEP_ALIVE = "jdk.httpclient.keepalive.timeout";
  private static final String KEEP_ALIVE_SECONDS = "30";
  private static final String MOST_IDLE = "jdk.httpclient.connectionPoolSize";

  /** With TLS each takes two threads. */
  private static final String MOST_IDLE_CONNECTIONS = "200";

  private static final int MOST_REDIRECTS = 3;

  private final Duration timeout;
  private final InstantSource time;
  private final Wire wire;

  /**
   * A client without connections, threads or sockets: these come with the first post.
   *
   * @param settings the rules
   * @param resolver what finds the addresses of hosts
   * @param executor where its connections are worked on, two threads for each that has TLS; must
   *     run any number of tasks at once
   * @param time the time, for signatures and the times that receivers name
   * @param version of the program, for the header User-Agent
   * @throws HookSetupException if the certificates cannot be read, or a secret or rule is none
   */
  public HookClient(
      HookSettings settings,
      HostResolver resolver,
      Executor executor,
      InstantSource time,
      String version)
      throws HookSetupException {
    prepareProcess();
    this.timeout = settings.timeout();
    this.time = time;
    Envelope envelope = new Envelope(Signature.of(settings.secrets()), time, version);
    CheckedAddresses addresses = new CheckedAddresses(rules(settings), resolver, executor);
    this.wire = new Wire(settings, envelope, addresses, executor);
  }

  private static AddressRules rules(HookSettings settings) throws HookSetupException {
    try {
      return AddressRules.of(settings.allow(), settings.deny());
    } catch (IllegalArgumentException e) {
      throw new HookSetupException("hooks.allow or hooks.deny: " + e.getMessage(), e);
    }
  }

  /**
   * Sets system properties that the platform's HTTP client reads when this process first uses it:
   * that it may send a header Host, since plain HTTP goes to the address that was checked and not
   * to the name; and, unless something else is set, that idle connections end after half a minute,
   * and that a client keeps no more than 200 of them. The constructor does so too; call this
   * earlier if code of others may use that client before.
   */
  public static void prepareProcess() {
    String allowed = System.getProperty(RESTRICTED, "").strip();
    if (!List.of(allowed.toLowerCase(Locale.ROOT).split("\\s*,\\s*")).contains("host")) {
      System.setProperty(RESTRICTED, allowed.isEmpty() ? "host" : allowed + ",host");
    }
    setUnlessSet(KEEP_ALIVE, KEEP_ALIVE_SECONDS);
    setUnlessSet(MOST_IDLE, MOST_IDLE_CONNECTIONS);
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * Posts, and waits for the answer.
   *
   * @param request what
   * @throws InterruptedException if the thread is interrupted; the receiver may have it or not
   */
  Answer post(HookRequest request) throws InterruptedException {
    HookUrl url;
    try {
      url = HookUrl.of(request.url());
    } catch (IllegalArgumentException e) {
      return new Answer.Failed(0, "the URL " + e.getMessage(), Optional.empty(), false);
    }
    try (Deadline deadline = new Deadline(timeout)) {
      return follow(request, url, deadline);
    }
  }

  private Answer follow(HookRequest request, HookUrl first, Deadline deadline)
      throws InterruptedException {
    HookUrl url = first;
    for (int redirects = 0; ; redirects++) {
      try {
        Wire.Head head = wire.post(request, url, deadline);
        if (!head.redirects() || redirects == MOST_REDIRECTS) {
          return answer(url, head);
        }
        Optional<HookUrl> next = head.location(url);
        Optional<String> obstacle = obstacle(url, next);
        if (obstacle.isPresent()) {
          String reason = url + ": answered " + head.status() + obstacle.get();
          return new Answer.Failed(head.status(), reason, Optional.empty(), false);
        }
        url = moved(url, next.orElseThrow());
      } catch (PostException e) {
        return failed(url, e.reason(), e.endpointFailed());
      } catch (TimeoutException e) {
        return failed(url, "no answer within " + Reasons.seconds(timeout), true);
      } catch (RuntimeException e) {
        return failed(url, "cannot be sent: " + e.getClass().getSimpleName(), false);
      }
    }
  }

  /** Why a redirect is not followed: what comes after the status. */
  private static Optional<String> obstacle(HookUrl url, Optional<HookUrl> next) {
    if (next.isEmpty()) {
      return Optional.of(" without a Location that is a URL");
    }
    return next.get().origin().equals(url.origin())
        ? Optional.empty()
        : Optional.of(
            ", a redirect to "
                + next.get()
                + ", which is another host, port or scheme and not followed");
  }

  /** Where a redirect leads. Its credentials are those of the first URL. */
  private static HookUrl moved(HookUrl url, HookUrl next) {
    return new HookUrl(next.scheme(), next.host(), next.port(), next.target(), url.basic());
  }

  private Answer answer(HookUrl url, Wire.Head head) {
    int status = head.status();
    if (status / 100 == 2) {
      return new Answer.Accepted(status);
    }
    if (status == 410) {
      return new Answer.Gone();
    }
    return new Answer.Failed(
        status,
        url + ": answered " + status + detail(url, head),
        head.headers()
            .firstValue("Retry-After")
            .flatMap(value -> RetryAfter.parse(value, time.instant())),
        status == 408 || status == 425 || status == 429 || status / 100 == 5);
  }

  private static String detail(HookUrl url, Wire.Head head) {
    if (head.redirects()) {
      return " after " + MOST_REDIRECTS + " redirects";
    }
    if (!List.of(301, 302, 303).contains(head.status())) {
      return "";
    }
    return ", a redirect"
        + head.location(url).map(to -> " to " + to).orElse("")
        + "; only 307 and 308 are followed";
  }

  private static Answer.Failed failed(HookUrl url, String reason, boolean endpointFailed) {
    return new Answer.Failed(0, url + ": " + reason, Optional.empty(), endpointFailed);
  }

  /** Ends all connections with TLS; others end by themselves. Posts from now on fail. */
  @Override
  public void close() {
    wire.close();
  }

  /** See {@link HookUrl#of(URI)}; a redirect may have any text. */
  static Optional<HookUrl> resolved(HookUrl base, String location) {
    try {
      return Optional.of(HookUrl.of(URI.create(base.origin() + base.target()).resolve(location)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
