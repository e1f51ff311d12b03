package io.jobservice.api;

import com.sun.net.httpserver.HttpExchange;
import io.jobservice.core.Intake;
import io.jobservice.core.JobWatch;
import io.jobservice.model.ErrorCode;
import io.jobservice.model.ServiceException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers requests: on their own thread, on that of a stream, or when what they wait for has
 * happened. Safe to share.
 *
 * <p>A thread reads the body before it works, and gives its place among the working up before it
 * writes the answer: no client holds up another one.
 */
final class Exchanges {

  private static final int LARGEST_BODY = 1 << 20;
  private static final int LARGE_ANSWER = 512 << 10;
  private static final int LARGE_AT_ONCE = 32;
  private static final long PATIENCE_SECONDS = 10;
  private static final long POLL_MILLIS = 5;
  private static final int POLLS_AT_CLOSE = 400;

  private final Authenticator authenticator;
  private final Requests requests;
  private final RequestIds ids;
  private final Streams streams;
  private final ThreadWatch watch;
  private final Bodies bodies;
  private final JobWatch jobs;
  private final Executor threads;
  private final Semaphore waits;
  private final int mostWaits;
  private final Semaphore largeAnswers = new Semaphore(LARGE_AT_ONCE);
  private final Admission admission;
  private final ServerTasks tasks = new ServerTasks();
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * Answers.
   *
   * @param jobs where it is waited for jobs
   * @param threads run requests, also those that have waited
   */
  Exchanges(
      Gate gate,
      Requests requests,
      Streams streams,
      ThreadWatch watch,
      JobWatch jobs,
      Executor threads,
      int mostWaits) {
    this.authenticator = gate.authenticator();
    this.ids = gate.ids();
    this.bodies = gate.bodies();
    this.requests = requests;
    this.streams = streams;
    this.watch = watch;
    this.admission = new Admission(watch);
    this.jobs = jobs;
    this.threads = threads;
    this.waits = new Semaphore(mostWaits);
    this.mostWaits = mostWaits;
  }

  /** What each request has to pass. */
  record Gate(Authenticator authenticator, RequestIds ids, Bodies bodies) {}

  /** Runs a task of the platform's server soon. */
  void run(Runnable task) {
    threads.execute(() -> watch.request(() -> tasks.run(task)));
  }

  /**
   * Answers one request, now or later.
   *
   * @throws IOException if the connection is not to be used again: only of an exception does the
   *     platform's server forget it, and it counts those that it remembers
   */
  void handle(HttpExchange exchange) throws IOException {
    Runnable task =
        tasks.current().orElseThrow(() -> new IOException("the connection has broken off"));
    String given = exchange.getRequestHeaders().getFirst(RequestIds.HEADER);
    Call call = new Call(exchange, ids.of(given), watch);
    boolean close = false;
    underWay.incrementAndGet();
    try {
      watch.headIsThere();
      Answer answer = call.guarded(() -> answer(call));
      boolean handedOn = false;
      if (answer instanceof Answer.Later later) {
        CompletableFuture<Boolean> whole = new CompletableFuture<>();
        handedOn = streams.tryRun(() -> later(call, later, whole));
        if (handedOn && !isWhole(whole)) {
          throw new IOException("the stream broke off");
        }
        answer = tooManyStreams();
      } else if (answer instanceof Answer.Waiting waiting) {
        handedOn = waits.tryAcquire() && await(call, waiting, task);
        answer = tooManyWaits();
      }
      if (!handedOn) {
        respond(call, answer);
        close = true;
      }
    } catch (IOException e) {
      call.lost(e);
      throw e;
    } finally {
      if (close) {
        call.close();
      }
      underWay.decrementAndGet();
    }
  }

  /** Readers who take their time hold no more than some large answers in memory. */
  private void respond(Call call, Answer answer) throws IOException {
    if (!(answer instanceof Answer.Json json) || json.body().length() < LARGE_ANSWER) {
      call.respond(answer);
      return;
    }
    if (!isRoomForLarge()) {
      call.respond(Call.busy("too many large answers wait for their readers; try again later"));
      return;
    }
    try {
      call.respond(answer);
    } finally {
      largeAnswers.release();
    }
  }

  private boolean isRoomForLarge() throws IOException {
    return watch.await(ThreadWatch.Wait.OTHERS, () -> acquireLarge() ? 1 : 0) > 0;
  }

  private boolean acquireLarge() {
    try {
      return largeAnswers.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isWhole(CompletableFuture<Boolean> stream) throws IOException {
    return watch.await(ThreadWatch.Wait.OTHERS, () -> stream.join() ? 1 : 0) > 0;
  }

  /** The thread of the request waits meanwhile, to end the connection if this breaks off. */
  private void later(Call call, Answer.Later later, CompletableFuture<Boolean> whole) {
    boolean sent = false;
    try {
      Answer answer = call.guarded(later.work());
      if (later.readsBody() && answer instanceof Answer.Stream) {
        call.leaveBody();
      }
      call.respond(answer);
      call.close();
      sent = true;
    } catch (IOException e) {
      call.lost(e);
    } finally {
      whole.complete(sent);
    }
  }

  private boolean await(Call call, Answer.Waiting waiting, Runnable task) {
    jobs.await(
        waiting.id(),
        waiting.was(),
        waiting.longest(),
        () -> {
          waits.release();
          underWay.incrementAndGet();
          boolean taken = false;
          try {
            threads.execute(() -> watch.request(() -> resume(call, waiting, task)));
            taken = true;
          } catch (RejectedExecutionException e) {
            // It is being shut down.
          } finally {
            if (!taken) {
              underWay.decrementAndGet();
              call.close();
            }
          }
        });
    return true;
  }

  private void resume(Call call, Answer.Waiting waiting, Runnable task) {
    boolean sent = false;
    try {
      watch.headIsThere();
      respond(call, call.guarded(() -> worked(0, waiting.work())));
      sent = true;
    } catch (IOException e) {
      call.lost(e);
    } finally {
      call.close();
      if (!sent) {
        forget(task);
      }
      underWay.decrementAndGet();
    }
  }

  /** As a request of its own: there may be a client who keeps it waiting for an end. */
  private void forget(Runnable task) {
    try {
      threads.execute(() -> watch.request(() -> tasks.forget(task)));
    } catch (RejectedExecutionException e) {
      // The server is at its end, and forgets all.
    }
  }

  private Answer tooManyStreams() {
    return Call.busy(
        "as many answers are being streamed and receivers of hooks tried as api.max_streams lets, "
            + streams.most()
            + "; try again later");
  }

  private Answer tooManyWaits() {
    return Call.busy(
        "as many requests wait for jobs as api.max_waits lets, "
            + mostWaits
            + "; try again later, or without 'wait'");
  }

  private Answer answer(Call call) throws ServiceException, IOException {
    HttpExchange exchange = call.exchange();
    Optional<Answer> broken = RequestRules.refusal(exchange);
    if (broken.isPresent()) {
      return broken.get();
    }
    Optional<Route.Match> match = Route.find(call.path());
    boolean open = match.isPresent() && match.get().route() == Route.STATS;
    if (!open) {
      Optional<String> refusal =
          authenticator.refuse(exchange.getRequestHeaders().getFirst("Authorization"));
      if (refusal.isPresent()) {
        Map<String, String> headers = Map.of("WWW-Authenticate", "Harbor-Secret");
        return Answer.error(ErrorCode.UNAUTHORIZED, refusal.get(), headers);
      }
    }
    if (match.isEmpty()) {
      return Answer.error(ErrorCode.NO_ROUTE, "there is no " + call.path());
    }
    String method = exchange.getRequestMethod();
    Route route = match.get().route();
    if (!route.has(method)) {
      String allowed = route.methods();
      return Answer.error(ErrorCode.NO_METHOD, "allowed are " + allowed, Map.of("Allow", allowed));
    }
    if (!method.equals("POST") || isStreamed(route, exchange)) {
      return worked(0, () -> requests.answer(match.get(), exchange));
    }
    boolean list = route == Route.JOBS || route == Route.DRY_RUN;
    int most = list ? Intake.LARGEST_BODY : LARGEST_BODY;
    try (Bodies.Held body = call.readBody(bodies, most)) {
      return worked(body.bytes().length, () -> requests.answer(match.get(), exchange));
    }
  }

  /** Lines of JSON are read as they come, by whoever answers; nothing else is. */
  private static boolean isStreamed(Route route, HttpExchange exchange) {
    return route == Route.JOBS && Submissions.isLines(exchange);
  }

  private Answer worked(long bodyLength, Answer.Work work) throws ServiceException, IOException {
    Admission.Place place = admission.enter(bodyLength);
    try {
      return work.answer();
    } finally {
      place.leave();
    }
  }

  /** Waits until all that is under way is answered, or two seconds. */
  void drain() {
    for (int i = 0; i < POLLS_AT_CLOSE && underWay.get() > 0; i++) {
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
