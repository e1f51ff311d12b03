package io.jobservice.config;

import io.jobservice.model.Backoff;
import io.jobservice.model.PendingLimits;
import io.jobservice.model.RateLimit;
import io.jobservice.model.TypePolicy;
import java.time.Duration;
import java.util.List;

/** The options that an entry of {@code jobs.types} takes, with paths inside the entry. */
final class TypeOptions {

  static final Option.Value<Integer> MAX_FAILS =
      Option.Value.of(
          "max_fails",
          Kinds.whole(1, TypePolicy.MOST_FAILS),
          "how often a job may fail before it is given up; left out: what the job says, or 4");

  static final Option.Value<Backoff.Kind> BACKOFF_KIND =
      Option.Value.of(
          "backoff.kind",
          Kinds.backoff(),
          "how the wait after a failure grows; required when backoff is there");

  static final Option.Value<Duration> BACKOFF_INITIAL =
      Option.Value.of(
          "backoff.initial", delay(), "of fixed and exponential: the first wait; required there");

  static final Option.Value<Duration> BACKOFF_MAX =
      Option.Value.of(
          "backoff.max",
          delay(),
          "of exponential: the longest wait; left out: 1d, or initial if that is longer");

  static final Option.Value<Double> BACKOFF_JITTER =
      Option.Value.of(
          "backoff.jitter",
          Kinds.fraction(),
          "of fixed and exponential: the part of each wait that is left to chance; left out: 0");

  static final Option.Value<Integer> MAX_CONCURRENCY =
      Option.Value.of(
          "max_concurrency",
          Kinds.whole(0, TypePolicy.MOST_CONCURRENCY),
          "how many jobs may run at once over all nodes, 0 for no limit; left out: what the job"
              + " says");

  static final Option.Value<Integer> PRIORITY =
      Option.Value.of(
          "priority",
          Kinds.whole(1, TypePolicy.MOST_PRIORITY),
          "the weight of the type when a worker is free; left out: 1");

  static final Option.Value<Duration> TIMEOUT =
      Option.Value.of(
          "timeout",
          Kinds.duration(Duration.ofMillis(1), TypePolicy.LONGEST_TIMEOUT, "1ms to 30d"),
          "how long a run may take; left out: for ever");

  static final Option.Value<RateLimit> RATE_LIMIT =
      Option.Value.of(
          "rate_limit",
          Kinds.rateLimit(),
          "how many jobs may start within a period over all nodes; left out: any number");

  static final Option.Value<Integer> MAX_PENDING =
      Option.Value.of(
          "max_pending",
          Kinds.whole(1, PendingLimits.MOST),
          "how many jobs may wait on the queue; more get 429; left out:"
              + " limits.max_pending_per_type");

  /** All of them, in the order of the reference page. */
  static final List<Option> ALL =
      List.of(
          MAX_FAILS,
          BACKOFF_KIND,
          BACKOFF_INITIAL,
          BACKOFF_MAX,
          BACKOFF_JITTER,
          MAX_CONCURRENCY,
          PRIORITY,
          TIMEOUT,
          RATE_LIMIT,
          MAX_PENDING);

  private TypeOptions() {}

  private static Kind<Duration> delay() {
    return Kinds.duration(Duration.ofMillis(1), Backoff.LONGEST, "1ms to 365d");
  }
}
