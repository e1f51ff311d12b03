package io.jobservice.hook;

import io.jobservice.config.HookSettings;
import io.jobservice.hook.Holds.Hold;
import io.jobservice.hook.Holds.Seen;
import io.jobservice.metrics.HookMeters;
import io.jobservice.model.HookUrl;
import io.jobservice.redis.HookOutbox;
import io.jobservice.redis.HookOutbox.Claim;
import io.jobservice.redis.HookOutbox.Claimed;
import io.jobservice.redis.HookOutbox.Result;
import io.jobservice.redis.HookOutbox.Wish;
import io.jobservice.redis.RedisClock;
import io.jobservice.redis.RedisUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the events of the outbox, together with the agents of other processes: those of a job in
 * their order, one at a time, jobs side by side. It has no threads of its own: its owner calls
 * {@link #turn} again and again from one thread, {@link #renewTurn} from another every {@link
 * #RENEWAL}, {@link #tidyTurn} every {@link #TIDYING}, and lends threads for deliveries.
 *
 * <p>A delivery whose claim could not be renewed in time is broken off, since another agent may
 * have it by then. When Redis is away the turns fail, and what cannot be settled lapses and is
 * delivered once more.
 */
public final class HookAgent {

  /** How often claims are to be renewed. */
  public static final Duration RENEWAL = HookOutbox.LEASE.dividedBy(3);

  /** How often the outbox is to be tidied. */
  public static final Duration TIDYING = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(HookAgent.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** How many events of a job are delivered in a row; then the others have their turn. */
  private static final int IN_A_ROW = 10;

  private static final int GONE = 410;
  private static final int MOST_TIDY_STEPS = 100;

  /** How long a delivery that was broken off may take to end. */
  private static final Duration BREAKING_OFF = Duration.ofSeconds(1);

  private final String id;
  private final HookSettings settings;
  private final HookOutbox outbox;
  private final HookClient client;
  private final RedisClock clock;
  private final Executor threads;
  private final Holds holds;
  private final Deliverer deliverer;

  /** One claim at a time, so that each knows how much there is to each endpoint. */
  private final ReentrantLock claiming = new ReentrantLock();

  /**
   * What an agent works with.
   *
   * @param outbox where the events are
   * @param client what posts them; the owner closes it
   * @param meters what is measured
   * @param clock Redis' time
   * @param threads runs deliveries; it need not bound them
   * @param random spreads what is tried again; safe to share
   */
  public record Parts(
      HookOutbox outbox,
      HookClient client,
      HookMeters meters,
      RedisClock clock,
      Executor threads,
      RandomGenerator random) {}

  /**
   * An agent that has claimed nothing.
   *
   * @param id of its own, that no other agent has or had
   * @param settings how much at once, and for how long
   * @param parts what it works with
   */
  public HookAgent(String id, HookSettings settings, Parts parts) {
    this.id = id;
    this.settings = settings;
    this.outbox = parts.outbox();
    this.client = parts.client();
    this.clock = parts.clock();
    this.threads = parts.threads();
    this.holds = new Holds(settings.concurrency());
    this.deliverer =
        new Deliverer(
            settings, parts.client(), parts.meters(), parts.clock(), new BackOff(parts.random()));
  }

  /**
   * Claims what is due and hands it out, or waits for something, a second at most.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void turn() throws InterruptedException {
    int free = holds.takeFree(LONGEST_WAIT.toNanos());
    if (free == 0) {
      return;
    }
    Claimed claimed = take(free);
    boolean some = !claimed.claims().isEmpty();
    if (some && claimed.more()) {
      outbox.wake();
    }
    if (claimed.claims().size() < free && !holds.isClosed()) {
      Duration next = claimed.next().orElse(LONGEST_WAIT);
      outbox.await(next.compareTo(LONGEST_WAIT) < 0 ? next : LONGEST_WAIT);
    }
  }

  /** Ends the wait of a turn, soon and as a rule. */
  public void wake() {
    outbox.wake();
  }

  /** Claims into slots that were taken, and frees those that are left over. */
  private Claimed take(int slots) {
    int unused = slots;
    try {
      long until = clock.monotonicNanos() + HookOutbox.LEASE.toNanos();
      Claimed claimed;
      List<Hold> fresh;
      claiming.lock();
      try {
        claimed = outbox.claim(wish(slots));
        fresh = added(claimed.claims(), until);
      } finally {
        claiming.unlock();
      }
      for (Hold hold : fresh) {
        unused--;
        start(hold);
      }
      return claimed;
    } finally {
      holds.free(unused);
    }
  }

  private Wish wish(int slots) {
    return new Wish(id, slots, settings.endpointConcurrency(), holds.busy());
  }

  private List<Hold> added(List<Claim> claims, long until) {
    return claims.stream().flatMap(claim -> holds.add(claim, until).stream()).toList();
  }

  /** Without a thread the claim lapses: one that nobody works on must not be renewed. */
  private void start(Hold hold) {
    try {
      threads.execute(() -> deliver(hold));
    } catch (RuntimeException | Error e) {
      holds.remove(hold);
      holds.free(1);
      if (!holds.isClosed()) {
        LOG.warn("no thread for a delivery, it is tried again in some seconds: {}", e.toString());
      }
    }
  }

  /** What a thread does: a job, and then another one in the same slot, until none is due. */
  private void deliver(Hold first) {
    try {
      Optional<Hold> hold = Optional.of(first);
      while (hold.isPresent()) {
        deliverJob(hold.get());
        hold = holds.isClosed() ? Optional.empty() : another();
      }
    } catch (RedisUnavailableException e) {
      LOG.debug("a delivery is not settled: {}", e.toString());
    } catch (RuntimeException | Error e) {
      LOG.error("a delivery failed, it is tried again", e);
    } finally {
      holds.free(1);
    }
  }

  private Optional<Hold> another() {
    long until = clock.monotonicNanos() + HookOutbox.LEASE.toNanos();
    claiming.lock();
    try {
      Claimed claimed = outbox.claim(wish(1));
      return added(claimed.claims(), until).stream().findFirst();
    } finally {
      claiming.unlock();
    }
  }

  private void deliverJob(Hold hold) {
    try {
      boolean goesOn = true;
      for (int events = 1; goesOn; events++) {
        Optional<Result> result = post(hold);
        goesOn = result.isPresent() && settle(hold, result.get(), events);
      }
    } finally {
      holds.remove(hold);
    }
  }

  /** Empty if the claim got lost meanwhile. */
  private Optional<Result> post(Hold hold) {
    if (!hold.begin()) {
      return Optional.empty();
    }
    try {
      return Optional.of(deliverer.deliver(hold.claim()));
    } catch (InterruptedException e) {
      return Optional.empty();
    } finally {
      hold.end();
    }
  }

  /** Whether the job has another event for this thread. */
  private boolean settle(Hold hold, Result result, int events) {
    Claim claim = hold.claim();
    boolean goOn = !holds.isClosed() && events < IN_A_ROW;
    long until = clock.monotonicNanos() + HookOutbox.LEASE.toNanos();
    Optional<Claim> next = outbox.settle(id, claim, result, goOn);
    deliverer.tell(claim, result);
    return next.isPresent() && hold.next(next.get(), until);
  }

  /**
   * What came of a sample.
   *
   * @param delivered whether the receiver took it
   * @param status its answer, 0 if there was none
   * @param time how long that took
   * @param error why it was not taken, one line without secrets; empty if it was
   */
  public record Trial(boolean delivered, int status, Duration time, String error) {}

  /**
   * Sends a sample event at once, past the outbox, and waits for the answer.
   *
   * @param receiver where to
   * @throws InterruptedException if the thread is interrupted
   */
  public Trial trial(URI receiver) throws InterruptedException {
    HookRequest request;
    try {
      request = SampleEvent.request(receiver, clock.seconds());
    } catch (IllegalArgumentException e) {
      return new Trial(false, 0, Duration.ZERO, String.valueOf(e.getMessage()));
    }
    long begun = clock.monotonicNanos();
    Answer answer = client.post(request);
    Duration time = Duration.ofNanos(clock.monotonicNanos() - begun);
    if (answer instanceof Answer.Accepted accepted) {
      return new Trial(true, accepted.status(), time, "");
    }
    return answer instanceof Answer.Failed failed
        ? new Trial(false, failed.status(), time, failed.reason())
        : new Trial(false, GONE, time, HookUrl.of(receiver) + ": it wants no more events");
  }

  /** Renews all claims, and breaks off the deliveries of those that are lost. */
  public void renewTurn() {
    List<Seen> seen = holds.seen();
    try {
      if (!seen.isEmpty()) {
        long until = clock.monotonicNanos() + HookOutbox.LEASE.toNanos();
        List<String> kept = outbox.renew(id, seen.stream().map(Seen::claim).toList());
        holds.renewed(seen, new HashSet<>(kept), until);
      }
    } finally {
      holds.loseLapsed(clock.monotonicNanos());
    }
  }

  private void giveUpOld() {
    int total = outbox.giveUp(settings.maxAge());
    if (total > 0) {
      deliverer.tellGivenUp(total);
    }
  }

  /** Tidies the outbox, and gives up what became too old while its receiver was away. */
  public void tidyTurn() {
    deliverer.tellTurn();
    giveUpOld();
    for (int i = 0; i < MOST_TIDY_STEPS && outbox.tidy(settings.deadRetention()); i++) {
      LOG.debug("tidied some of the outbox, there is more");
    }
  }

  /**
   * Ends in order, when its turns have ended and while claims are still renewed: takes what is due
   * for a while, lets what is under way finish, breaks off the rest and gives it back. Ends early
   * when nothing is left, or when the thread is interrupted.
   *
   * @param taking how long events are still taken
   * @param most how long deliveries may go on, {@code taking} included
   */
  public void drain(Duration taking, Duration most) {
    long begun = clock.monotonicNanos();
    try {
      int free = holds.takeFree(0);
      if (free > 0) {
        take(free);
      }
      holds.awaitIdle(taking.toNanos());
    } catch (RedisUnavailableException e) {
      LOG.debug("nothing is taken at the end: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    holds.close();
    try {
      holds.awaitIdle(begun + most.toNanos() - clock.monotonicNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    giveBack(holds.cancelAll());
    deliverer.tellRest();
  }

  private void giveBack(List<Claim> claims) {
    try {
      holds.awaitIdle(BREAKING_OFF.toNanos());
      outbox.release(id, claims);
    } catch (RedisUnavailableException e) {
      LOG.debug("claims are not given back, they lapse: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
