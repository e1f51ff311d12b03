package io.jobservice.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The table of the options of status hooks. */
final class HookOptions {

  static final Option.Value<Integer> CONCURRENCY =
      Option.Value.of(
              "hooks.concurrency",
              Kinds.whole(1, 1000),
              "how many status hooks this node delivers at once")
          .preset("20");

  static final Option.Value<Integer> ENDPOINT_CONCURRENCY =
      Option.Value.of(
              "hooks.endpoint_concurrency",
              Kinds.whole(1, 1000),
              "how many of them to one receiver")
          .preset("4");

  static final Option.Value<Duration> CONNECT_TIMEOUT =
      Option.Value.of(
              "hooks.connect_timeout",
              Kinds.duration(Duration.ofMillis(1), Duration.ofMinutes(5), "1ms to 5m"),
              "how long a connection to a receiver may take to come about")
          .preset("5s");

  static final Option.Value<Duration> TIMEOUT =
      Option.Value.of(
              "hooks.timeout",
              Kinds.duration(Duration.ofMillis(1), Duration.ofMinutes(5), "1ms to 5m"),
              "how long a delivery may take as a whole")
          .preset("30s");

  static final Option.Value<Duration> MAX_AGE =
      Option.Value.of(
              "hooks.max_age",
              Kinds.duration(Duration.ofSeconds(1), Duration.ofDays(30), "1s to 30d"),
              "how long an event is tried before it is given up")
          .preset("24h");

  static final Option.Value<Integer> MAX_ATTEMPTS =
      Option.Value.of(
          "hooks.max_attempts",
          Kinds.whole(1, 1_000_000),
          "how often an event is tried before it is given up; left out: any number of times");

  static final Option.Value<Duration> DEAD_RETENTION =
      Option.Value.of(
              "hooks.dead_retention",
              Kinds.duration(Duration.ofSeconds(1), Duration.ofDays(365), "1s to 365d"),
              "how long events are kept that were given up")
          .preset("7d");

  static final Option.Tree ALLOW =
      new Option.Tree(
          "hooks.allow",
          "the receivers that may be called: addresses, networks, host names, *.example.com; left"
              + " out: all that deny does not name");

  static final Option.Tree DENY =
      new Option.Tree(
          "hooks.deny",
          "those that may not, whatever allow says; left out: link-local and metadata addresses");

  static final Option.Value<Path> CA_FILE =
      Option.Value.of(
          "hooks.ca_file", Kinds.path(), "certificates in PEM to trust beside those of the JVM");

  static final Option.Tree SECRET =
      new Option.Tree(
          "hooks.secret",
          Optional.of("HOOK_SECRET"),
          "what deliveries are signed with, a text or a list of texts, the newest first; in the"
              + " variable several have white space or commas between them; left out: not signed");

  private HookOptions() {}
}
