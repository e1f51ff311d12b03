package io.jobservice.api;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The ids by which requests are found again in answers and logs: those that clients give, or our
 * own, which differ from those of other nodes and of other starts. Safe to share.
 */
final class RequestIds {

  /** The header that carries them, both ways. */
  static final String HEADER = "X-Request-Id";

  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

  private final String beginning;
  private final AtomicLong last = new AtomicLong();

  RequestIds(RandomGenerator random) {
    this.beginning = "%012x-".formatted(random.nextLong() & 0xffff_ffff_ffffL);
  }

  /** The id that a client gave, if it is well formed; else a new one. */
  String of(String given) {
    return given != null && WELL_FORMED.matcher(given).matches()
        ? given
        : beginning + last.incrementAndGet();
  }
}
