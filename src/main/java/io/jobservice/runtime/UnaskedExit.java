package io.jobservice.runtime;

import io.jobservice.worker.ExitCall;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of the daemon when code in its process calls {@code System.exit}, as only a job or
 * another part of a plugin does: the job has failed, the node ends in order without a grace, and
 * the status is {@link #STATUS}.
 *
 * <p>The call waits, with the lock of the JVM's end held, until our hook is through; so the thread
 * that called is never waited for, and the end comes from the hook itself, before the hooks of
 * plugins can hold it up. Safe to share.
 */
final class UnaskedExit {

  /** The status of a daemon that was ended so. */
  static final int STATUS = 70;

  private static final Logger LOG = LoggerFactory.getLogger(UnaskedExit.class);
  private static final Duration TO_CLOSE = Duration.ofSeconds(30);
  private static final Duration FOR_OTHER_HOOKS = Duration.ofSeconds(5);

  private enum Phase {
    SERVING,
    /** A signal has come, or the start has failed. */
    ENDING,
    /** The hook is at work. */
    TAKEN,
    /** What is left is the JVM's business. */
    ENDED
  }

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.SERVING);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);
  private volatile Runnable closeLog = () -> {};
  private volatile Optional<JobService> service = Optional.empty();
  private volatile Duration grace = Duration.ZERO;
  private volatile int status = STATUS;

  private UnaskedExit() {}

  /** Watches over this process from now on. */
  static UnaskedExit watch() {
    UnaskedExit exit = new UnaskedExit();
    Runtime.getRuntime().addShutdownHook(new Thread(exit::run, "unasked-exit"));
    return exit;
  }

  /** Tells it how the rest of the log is written. */
  void closesFirst(Runnable log) {
    closeLog = log;
  }

  /** Tells it the node that runs, and how long its jobs may go on in the end. */
  void serves(JobService node, Duration shutdownGrace) {
    grace = shutdownGrace;
    service = Optional.of(node);
  }

  /** The caller closes the node now; it does not return if that is being done for an exit. */
  void endInOrder() throws InterruptedException {
    if (!phase.compareAndSet(Phase.SERVING, Phase.ENDING)) {
      never.await();
    }
  }

  /** Everything has been closed, and the process is to end with this status. */
  void ended(int exitStatus) {
    status = exitStatus;
    if (phase.get() != Phase.TAKEN) {
      phase.set(Phase.ENDED);
    }
    ended.countDown();
  }

  private void run() {
    if (phase.compareAndSet(Phase.SERVING, Phase.TAKEN)) {
      endWithin(TO_CLOSE);
      tell();
      service.ifPresent(JobService::closeForExit);
      closeLog.run();
      Runtime.getRuntime().halt(STATUS);
    }
    if (phase.get() == Phase.ENDING) {
      endWithin(grace.plus(TO_CLOSE));
      tell();
      service.ifPresent(JobService::endThoseThatExit);
      awaitEnd();
      Runtime.getRuntime().halt(status);
    }
    endWithin(FOR_OTHER_HOOKS);
  }

  private static void tell() {
    for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
      ExitCall.in(thread.getValue())
          .ifPresent(
              call ->
                  LOG.error(
                      "System.exit was called at {}, in the thread '{}': the service ends",
                      call,
                      thread.getKey().getName()));
    }
  }

  private void awaitEnd() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever hangs, the process ends. */
  private void endWithin(Duration time) {
    Thread last =
        new Thread(
            () -> {
              try {
                TimeUnit.MILLISECONDS.sleep(time.toMillis());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(status);
            },
            "last-resort");
    last.setDaemon(true);
    last.start();
  }
}
