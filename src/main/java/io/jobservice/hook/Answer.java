package io.jobservice.hook;

import java.time.Duration;
import java.util.Optional;

/** What came of a post. */
sealed interface Answer {

  /**
   * The receiver took it.
   *
   * @param status 200 to 299
   */
  record Accepted(int status) implements Answer {}

  /** The receiver wants no more of this kind: 410. */
  record Gone() implements Answer {}

  /**
   * It did not come there, or was not taken.
   *
   * @param status the receiver's, 0 if there was none
   * @param reason one line, without secrets
   * @param retryAfter what the receiver asked to wait
   * @param endpointFailed whether this says something of the endpoint as a whole: it is away, too
   *     slow, overloaded or out of order; and not only of this request or of our own rules
   */
  record Failed(int status, String reason, Optional<Duration> retryAfter, boolean endpointFailed)
      implements Answer {}
}
