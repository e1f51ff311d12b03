package io.jobservice.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A time of day, and a clock that goes with it, that pass when told to. Not thread safe. */
final class SetTime implements InstantSource {

  private Instant now;

  SetTime(String now) {
    this.now = Instant.parse(now);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  long nanos() {
    return now.toEpochMilli() * 1_000_000;
  }
}
