package io.jobservice.chaos;

import io.jobservice.model.JobStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;

/** The loads of our tests. */
final class Mixes {

  private Mixes() {}

  /** A failed job waits for its retry; the standard back-off would outlast the test. */
  private static final String METADATA =
      """
      "max_fails":%d,"backoff":{"kind":"fixed","initial":"1s"}""";

  /**
   * Mostly short jobs, some of a few 100 ms, some that hold two seconds; one in twenty always
   * fails, one in ten is told to stop, one in ten starts later, one in eight is of a limited type.
   */
  static Load.Draw jobs(SplittableRandom random, Path audit) {
    int length = random.nextInt(100);
    int hold = length < 60 ? random.nextInt(20) : length < 88 ? random.nextInt(100, 500) : 2000;
    boolean fails = random.nextInt(20) == 0;
    boolean limited = random.nextInt(8) == 0;
    String kind =
        random.nextInt(10) == 0
            ? "\"Scheduled\",\"schedule_delay\":" + random.nextInt(1, 4)
            : "\"Generic\"";
    Duration stop = random.nextInt(10) == 0 ? Duration.ofMillis(random.nextInt(1, 1500)) : null;
    String body =
        """
        {"job":{"name":"%s","parameters":{"audit":"%s","hold":%d,"fail":%b},
        "metadata":{"kind":%s,%s}}}"""
            .formatted(
                limited ? "CHAOS_LIMITED" : "CHAOS",
                audit,
                hold,
                fails,
                kind,
                METADATA.formatted(random.nextInt(1, 4)));
    return new Load.Draw(body, fails ? JobStatus.ERROR : JobStatus.SUCCESS, stop);
  }

  /** Unique jobs of a few sets of parameters, which fail or are told to stop now and then. */
  static Load.Draw unique(SplittableRandom random, Path audit) {
    int set = random.nextInt(6);
    boolean fails = set == 0;
    Duration stop = random.nextInt(20) == 0 ? Duration.ofMillis(random.nextInt(1, 60)) : null;
    String body =
        """
        {"job":{"name":"CHAOS","parameters":{"audit":"%s","hold_up_to":%d,"key":"k%d","fail":%b},
        "metadata":{"kind":"Generic","unique":true,%s}}}"""
            .formatted(audit, set == 1 ? 1500 : 80, set, fails, METADATA.formatted(2));
    return new Load.Draw(body, fails ? JobStatus.ERROR : JobStatus.SUCCESS, stop);
  }
}
