package io.jobservice.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobservice.chaos.Incident.Kind;
import io.jobservice.model.JobStats;
import io.jobservice.testing.Namespaces;
import io.jobservice.testing.RedisProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.core.ConditionTimeoutException;

/** A load on a cluster, a disturbance meanwhile, and what must hold afterwards. */
final class ChaosRun implements AutoCloseable {

  private static final int NODES = 3;
  private static final int CLIENTS = 6;
  private static final Duration SETTLING = Duration.ofSeconds(60);
  private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(12);
  private static final Duration THREAD_END = Duration.ofSeconds(90);

  private final Path audit;
  private final Cluster cluster;
  private final RedisProbe probe;
  private final SplittableRandom random;
  private final ChaosReport report = new ChaosReport();
  private Thread disturber;
  private Thread watcher;
  private FenceWatch watch;

  /**
   * Starts a cluster.
   *
   * @param name of the run, for the report
   * @param folder for all its files
   * @param seed of all that is drawn
   */
  ChaosRun(String name, Path folder, long seed) {
    this(name, folder, seed, "");
  }

  /** The same, with further lines of configuration. */
  ChaosRun(String name, Path folder, long seed, String more) {
    String title = name + ", seed " + seed;
    ChaosReport.print(title);
    report.add(title);
    this.audit = folder.resolve("audit");
    this.random = new SplittableRandom(seed);
    this.cluster = new Cluster(folder, Namespaces.fresh(), NODES, Cluster.WORKERS, more);
    this.probe = cluster.probe();
    cluster.start();
  }

  /** What was found in the end. */
  record Found(Load load, Map<String, JobStats> jobs, Audit audit, Chronicle chronicle) {}

  /** A disturbance that has not begun. */
  Script script(Duration length) {
    return new Script(cluster, random.nextLong(), length);
  }

  /** Runs it all, waits until everything is done, prints the report, and checks what must hold. */
  Found run(Load.Mix mix, int submissions, Duration length, Script script)
      throws IOException, InterruptedException {
    Load load = new Load(cluster, mix, audit);
    watch = new FenceWatch(probe, () -> load.accepted().keySet());
    watcher = start("watch", watch);
    disturber = start("disturbance", script);
    load.runAll(random, CLIENTS, submissions, length);
    assertThat(ended(disturber)).as("the disturbance has come to its end").isTrue();
    long since = System.nanoTime();
    boolean settled = settles(load);
    long settling = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    watch.quit();
    assertThat(ended(watcher)).isTrue();
    return judge(load, script, settled, settling);
  }

  private boolean settles(Load load) {
    try {
      await()
          .atMost(SETTLING)
          .pollInterval(Duration.ofMillis(300))
          .until(
              () -> {
                Map<String, JobStats> jobs = Records.jobs(probe);
                return jobs.values().stream().allMatch(JobCheck::isOver)
                    && JobCheck.lost(jobs, load.accepted()).isEmpty()
                    && NamespaceCheck.violations(probe, jobs, cluster.pids()).isEmpty();
              });
      return true;
    } catch (ConditionTimeoutException e) {
      // What is not as it must be is told below.
      return false;
    }
  }

  private Found judge(Load load, Script script, boolean settled, long settlingMillis)
      throws IOException {
    Map<String, JobStats> jobs = Records.jobs(probe);
    Audit runs = Audit.read(audit);
    Chronicle chronicle = cluster.chronicle();
    List<String> lost = JobCheck.lost(jobs, load.accepted());
    Repeats repeats = Repeats.of(runs, chronicle);
    report
        .incidents(chronicle)
        .load(load, jobs.values(), lost)
        .repeats(repeats)
        .add("all done %.1f s after the last disturbance".formatted(settlingMillis / 1e3))
        .print();
    SoftAssertions softly = new SoftAssertions();
    softly.assertThat(lost).as("lost").isEmpty();
    softly
        .assertThat(jobs.values().stream().filter(job -> !JobCheck.isOver(job)))
        .extracting(JobStats::fields)
        .as("not done")
        .isEmpty();
    softly.assertThat(settled).as("all is settled").isTrue();
    softly
        .assertThat(jobs.size())
        .as("jobs that nobody submitted")
        .isLessThanOrEqualTo(load.accepted().size() + load.unanswered());
    softly
        .assertThat(new JobCheck(jobs, load.accepted(), runs, chronicle).violations())
        .as("the end of each job")
        .isEmpty();
    softly
        .assertThat(NamespaceCheck.violations(probe, jobs, cluster.pids()))
        .as("what is left in Redis")
        .isEmpty();
    softly.assertThat(watch.violations()).as("what was seen meanwhile").isEmpty();
    softly
        .assertThat(repeats.slowestRecoveryMicros())
        .as("recovery")
        .isLessThan(LONGEST_RECOVERY.toNanos() / 1000);
    softly.assertThat(repeats.unexplained()).as("run twice without a cause").isEmpty();
    softly
        .assertThat(repeats.byCause())
        .as("neither Redis nor the network makes a job run twice")
        .doesNotContainKeys(Kind.REDIS, Kind.REPLY);
    softly.assertThat(load.surprises()).as("answers").isEmpty();
    softly.assertThat(script.surprises()).as("nodes").isEmpty();
    softly.assertThat(cluster.stop()).as("the nodes end in order").containsOnly(0);
    softly
        .assertThat(NamespaceCheck.violations(probe, jobs, List.of()))
        .as("what is left in Redis when all nodes have ended")
        .isEmpty();
    softly.assertAll();
    return new Found(load, jobs, runs, chronicle);
  }

  private static Thread start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static boolean ended(Thread thread) throws InterruptedException {
    thread.join(THREAD_END.toMillis());
    return !thread.isAlive();
  }

  @Override
  public void close() throws IOException {
    if (watch != null) {
      watch.quit();
    }
    if (disturber != null) {
      // It must not start what is being closed.
      disturber.interrupt();
      try {
        disturber.join(THREAD_END.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    probe.close();
    cluster.close();
  }
}
