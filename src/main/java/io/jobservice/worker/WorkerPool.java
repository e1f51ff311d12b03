package io.jobservice.worker;

import io.jobservice.core.SubJobs;
import io.jobservice.job.OpCommand;
import io.jobservice.job.SystemState;
import io.jobservice.joblog.JobLogs;
import io.jobservice.joblog.LogRun;
import io.jobservice.redis.Attempt;
import io.jobservice.redis.IndexStore;
import io.jobservice.redis.Outcome;
import io.jobservice.redis.PoolStore;
import io.jobservice.redis.PoolStore.TypeRules;
import io.jobservice.redis.QueueStore;
import io.jobservice.redis.RedisClock;
import io.jobservice.redis.UpkeepStore;
import io.jobservice.registry.JobRegistry;
import io.jobservice.registry.JobType;
import io.jobservice.registry.TypeFacts;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool of workers: fetches jobs, runs them, writes how they ended. It has no threads of its own;
 * its owner calls each {@code ...Turn} method again and again from one thread each, and {@link
 * #workTurn} from one thread for each worker.
 *
 * <p>Order of life: {@link #join}, the turns, then an end to the dispatcher's turns, {@link
 * #drain}, {@link #leave}.
 */
public final class WorkerPool {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);
  private static final Duration UNWIND = Duration.ofSeconds(1);
  private static final Duration LAST_WRITE = Duration.ofSeconds(10);
  private static final Duration FRESH_BEAT = Heart.PERIOD.multipliedBy(2);
  private static final long POLL_MILLIS = 5;

  private final PoolIdentity identity;
  private final QueueStore queues;
  private final JobLogs logs;
  private final RedisClock clock;
  private final Function<String, Optional<String>> properties;
  private final RunContext.Node node;
  private final RunningJobs running = new RunningJobs();
  private final BlockingQueue<RunContext> ready = new LinkedBlockingQueue<>();
  private final LeftThreads leftThreads;
  private final JobRunner runner;
  private final Dispatcher dispatcher;
  private final Committer committer;
  private final Heart heart;
  private final Reaper reaper;
  private final WorkerBoard board;
  private final Timeouts timeouts;
  private final Upkeep upkeep;
  private final Tidying tidying;
  private final LateSaves lateSaves;
  private volatile boolean draining;
  private final AtomicInteger replaced = new AtomicInteger();
  private volatile IntConsumer replaceWorker = worker -> {};

  /**
   * What a pool works with.
   *
   * @param queues the queues
   * @param pools the pools
   * @param upkeep what keeps the namespace in order
   * @param index the time index
   * @param clock Redis' time
   * @param registry the job types of this node
   * @param logs where jobs log
   * @param properties what jobs may ask for, by name; safe to share
   * @param random the draw of types; safe to share
   * @param subJobs what launches sub-jobs
   * @param deepest how deep these may be nested, 1 or more
   */
  public record Parts(
      QueueStore queues,
      PoolStore pools,
      UpkeepStore upkeep,
      IndexStore index,
      RedisClock clock,
      JobRegistry registry,
      JobLogs logs,
      Function<String, Optional<String>> properties,
      RandomGenerator random,
      SubJobs subJobs,
      int deepest) {}

  /**
   * A pool that has not joined yet.
   *
   * @param identity who it is
   * @param parts what it works with
   */
  public WorkerPool(PoolIdentity identity, Parts parts) {
    this.identity = identity;
    this.queues = parts.queues();
    this.logs = parts.logs();
    this.clock = parts.clock();
    this.properties = parts.properties();
    this.node = new RunContext.Node(parts.subJobs(), parts.deepest(), this::state);
    Map<String, TypeRules> rules = new TreeMap<>();
    parts.registry().types().forEach((name, type) -> rules.put(name, rules(type)));
    this.leftThreads = new LeftThreads(clock::monotonicNanos);
    this.runner = new JobRunner(parts.registry(), parts.random(), clock::monotonicNanos);
    this.dispatcher =
        new Dispatcher(
            queues,
            identity,
            rules.keySet(),
            parts.random(),
            clock::monotonicNanos,
            running,
            this::start);
    this.lateSaves = new LateSaves(queues, clock);
    this.committer = new Committer(queues, type -> rules.get(type).limit() != 0, this::written);
    this.heart = new Heart(parts.pools(), queues, clock, identity, rules, running, replaced::get);
    this.reaper =
        new Reaper(
            parts.pools(),
            clock,
            identity.pool(),
            () -> heart.hasBeatenWithin(FRESH_BEAT),
            new LocalProcesses(identity.process().hostId())::isGone);
    this.board = new WorkerBoard(parts.pools(), identity);
    this.timeouts = new Timeouts(clock, parts.registry(), running, this::giveUp);
    this.tidying = new Tidying(parts.index(), clock::monotonicNanos);
    this.upkeep = new Upkeep(parts.upkeep(), clock, rules.keySet());
  }

  private static TypeRules rules(JobType type) {
    return new TypeRules(
        type.maxConcurrency(), type.priority(), type.rateLimit(), TypeFacts.of(type));
  }

  private SystemState state() {
    return new SystemState(identity.node(), draining);
  }

  /** How many workers there are. */
  public int workers() {
    return identity.workers().size();
  }

  /** How many jobs are held: running, or ended and not yet written. */
  public int held() {
    return running.size();
  }

  /**
   * Whether a job is held here: runs, or has ended and is not yet written.
   *
   * @param id the id of its stats
   */
  public boolean holds(String id) {
    return !running.of(id).isEmpty();
  }

  /** Makes the pool known. To be called before the first turn. */
  public void join() {
    heart.join();
  }

  /**
   * Fetches once, or waits up to a second for work.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void dispatchTurn() throws InterruptedException {
    dispatcher.turn();
  }

  /** Ends the wait of a dispatcher whose turns are to end. */
  public void wakeDispatcher() {
    queues.wake(identity.pool());
  }

  /**
   * Writes the outcomes at hand, or waits up to a second for one.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void commitTurn() throws InterruptedException {
    committer.turn();
  }

  /** Beats. To be called every {@link #beatPeriod}. */
  public void beatTurn() {
    heart.turn();
    dispatcher.reconcileSoon();
  }

  /** How often the pool beats. */
  public static Duration beatPeriod() {
    return Heart.PERIOD;
  }

  /** Looks for dead pools. To be called every second. */
  public void reapTurn() {
    reaper.turn();
  }

  /** Shows what workers run, and says what they left behind. To be called every second. */
  public void boardTurn() {
    board.turn();
    leftThreads.turn();
  }

  /** Ends jobs that take too long. To be called every {@link #timeoutPeriod}. */
  public void timeoutTurn() {
    timeouts.turn();
  }

  /** How often to look for jobs that take too long. */
  public static Duration timeoutPeriod() {
    return Timeouts.PERIOD;
  }

  /**
   * Moves what is due, and waits for the next second.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void dueTurn() throws InterruptedException {
    upkeep.dueTurn();
  }

  /**
   * Says what to do when executions of policies were missed, which are left to their policies.
   *
   * @param action called on the thread of {@link #dueTurn}; it must not wait
   */
  public void onMissed(Runnable action) {
    upkeep.onMissed(action);
  }

  /** Keeps the namespace in order. To be called every {@link #upkeepPeriod}. */
  public void upkeepTurn() {
    upkeep.turn();
  }

  /** How often the namespace is looked after. */
  public static Duration upkeepPeriod() {
    return Upkeep.PERIOD;
  }

  /**
   * Takes out of the index what has expired, and looks once more after jobs that began without
   * stats. To be called every {@link #tidyPeriod}.
   */
  public void tidyTurn() {
    tidying.turn();
    lateSaves.turn();
  }

  /** How often to tidy. */
  public static Duration tidyPeriod() {
    return Tidying.PERIOD;
  }

  /**
   * Says how to get another thread for a worker whose thread does not come back from a job.
   *
   * @param replacement called with the number of the worker; its old thread is to take no more
   *     turns
   */
  public void onStuckWorker(IntConsumer replacement) {
    replaceWorker = replacement;
  }

  /**
   * Runs one job, or waits up to a second for one.
   *
   * @param worker which worker, from 0
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void workTurn(int worker) throws InterruptedException {
    RunContext context = ready.poll(1, TimeUnit.SECONDS);
    if (context == null) {
      return;
    }
    board.set(worker, context);
    Outcome outcome;
    try {
      outcome = run(context);
    } finally {
      board.clear(worker, context);
    }
    end(context, () -> outcome);
    leftThreads.look(context.jobName());
  }

  /** A worker never loses an outcome, not even to a fault of the runner. */
  private Outcome run(RunContext context) {
    try {
      return runner.run(context);
    } catch (Throwable e) {
      LOG.error("job {}: running it failed: {}", context.jobId(), e.getClass().getName());
      return Outcome.failure(context.fenced(), e.getClass().getName(), OptionalLong.empty());
    }
  }

  /** The job of a thread that obeys nothing has failed, and its worker gets another thread. */
  private void giveUp(RunContext context) {
    Duration after = context.timedOutAfter().orElseThrow();
    if (leave(context, () -> runner.timedOut(context, after))) {
      LOG.error(
          "job {}: obeys neither stop nor interrupt; its worker gets another thread",
          context.jobId());
    }
  }

  /**
   * Ends the jobs that have called {@code System.exit}, as failed for good: else each would end one
   * node after another. To be called while the process ends; the call itself does not come back.
   */
  public void endThoseThatExit() {
    for (RunContext context : running.all()) {
      context
          .exitCall()
          .ifPresent(
              call -> {
                String error = "it called System.exit at " + call + ", which ends its node";
                context.logger().error("Job {}: {}", context.jobId(), error);
                if (leave(
                    context,
                    () -> Outcome.failure(context.fenced(), error, OptionalLong.empty()))) {
                  LOG.error("job {}: {}; it is not tried again", context.jobId(), error);
                }
              });
    }
  }

  /** Ends a job whose thread does not come back; says whether nobody else has. */
  private boolean leave(RunContext context, Supplier<Outcome> outcome) {
    int worker = board.workerOf(context);
    if (worker < 0 || !end(context, outcome)) {
      return false;
    }
    replaced.incrementAndGet();
    board.clear(worker, context);
    replaceWorker.accept(worker);
    return true;
  }

  /**
   * The first to say how an attempt ended is heard. Its worker is idle from then on, and may have
   * the next job while the end of this one is being written.
   */
  private boolean end(RunContext context, Supplier<Outcome> outcome) {
    if (!context.end()) {
      return false;
    }
    Outcome said = outcome.get();
    try {
      // Who sees that a job has ended finds all of its log.
      context.closeLog();
    } finally {
      // Whatever a log dies of, the end of the job counts.
      committer.submit(said);
      dispatcher.release();
    }
    return true;
  }

  /**
   * Tells a job something, if it runs here.
   *
   * @param id the id of its stats
   * @param command what it is told
   */
  public void tell(String id, OpCommand command) {
    running.of(id).forEach(context -> context.tell(command));
  }

  /**
   * Waits for the running jobs; those that have not ended in time are told to stop, interrupted,
   * and put back on their queues. The turns of the workers, of the heart and of the committer must
   * go on meanwhile, those of the dispatcher have ended.
   *
   * @param grace how long jobs may go on
   * @throws InterruptedException if the thread is interrupted
   */
  public void drain(Duration grace) throws InterruptedException {
    draining = true;
    heart.draining();
    if (running.size() > 0) {
      LOG.info("waiting up to {} s for {} running jobs", grace.toSeconds(), running.size());
    }
    if (!becomesEmpty(grace)) {
      LOG.warn("{} jobs have not ended in time and go back to their queues", running.size());
      running.all().forEach(RunContext::giveBack);
      if (!becomesEmpty(UNWIND)) {
        running.all().forEach(this::putBack);
      }
      if (!becomesEmpty(LAST_WRITE)) {
        LOG.error("{} jobs could not be put back; another node will do it", running.size());
      }
    }
  }

  private void putBack(RunContext context) {
    end(context, () -> Outcome.of(context.fenced(), Outcome.End.RETURNED));
  }

  /** Leaves the set of pools, when nothing is in progress any more. */
  public void leave() {
    board.clear();
    heart.leave();
  }

  private boolean becomesEmpty(Duration time) throws InterruptedException {
    long deadline = clock.monotonicNanos() + time.toNanos();
    while (running.size() > 0) {
      if (clock.monotonicNanos() - deadline >= 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return true;
  }

  private void start(Attempt attempt) {
    LogRun run =
        new LogRun(
            attempt.id(), attempt.type(), attempt.number(), identity.node(), identity.pool());
    RunContext context =
        new RunContext(attempt, queues, logs.open(run), properties, clock::seconds, node);
    running.add(context);
    ready.add(context);
  }

  private void written(Outcome outcome) {
    lateSaves.note(outcome);
    running.remove(outcome.attempt());
  }
}
