package io.jobservice.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How status hooks are delivered.
 *
 * @param concurrency how many deliveries of this node may be under way at once, 1 to 1000
 * @param endpointConcurrency how many of them to one endpoint, 1 to 1000
 * @param connectTimeout how long a connection may take to come about, more than zero
 * @param timeout how long a delivery may take as a whole, more than zero
 * @param maxAge how long an event is tried, more than zero
 * @param maxAttempts how often an event is tried at most, 1 or more; empty means any number
 * @param deadRetention how long events are kept that were given up, more than zero
 * @param allow which receivers may be called: addresses, networks, host names; empty means all that
 *     are not denied
 * @param deny which may not, whatever else allows them
 * @param caFile certificates to trust beside those of the system, in PEM
 * @param secrets what deliveries are signed with, the newest first; empty means that they are not
 *     signed
 */
public record HookSettings(
    int concurrency,
    int endpointConcurrency,
    Duration connectTimeout,
    Duration timeout,
    Duration maxAge,
    OptionalInt maxAttempts,
    Duration deadRetention,
    List<String> allow,
    List<String> deny,
    Optional<Path> caFile,
    List<String> secrets) {

  /** Copies the lists. */
  public HookSettings {
    Objects.requireNonNull(connectTimeout);
    Objects.requireNonNull(timeout);
    Objects.requireNonNull(maxAge);
    Objects.requireNonNull(deadRetention);
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
    secrets = List.copyOf(secrets);
  }

  /** What a node takes when the configuration says nothing. */
  public static HookSettings standard() {
    return new HookSettings(
        20,
        4,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofHours(24),
        OptionalInt.empty(),
        Duration.ofDays(7),
        List.of(),
        List.of(
            "169.254.0.0/16",
            "fe80::/10",
            "fd00:ec2::254/128",
            "100.100.100.200/32",
            "168.63.129.16/32",
            "192.0.0.192/32"),
        Optional.empty(),
        List.of());
  }

  @Override
  public String toString() {
    return "HookSettings[concurrency=%d, secrets=%s]"
        .formatted(concurrency, secrets.isEmpty() ? "not set" : "***");
  }
}
