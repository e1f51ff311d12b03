package io.jobservice.client;

import io.jobservice.client.ClientException.Kind;
import java.time.Duration;
import java.util.function.Consumer;

/** The patience with a service that cannot be reached: 30 s, which is told when they begin. */
final class Outage {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Ticker ticker;
  private final Consumer<String> notes;
  private boolean away;
  private long since;

  Outage(Ticker ticker, Consumer<String> notes) {
    this.ticker = ticker;
    this.notes = notes;
  }

  /** The service has said something. */
  void over() {
    away = false;
  }

  /**
   * The service could not be asked.
   *
   * @param e how that ended
   * @param told whether it says anything of the service, and is to be told
   * @throws ClientException that one, if it is not for want of the service or 30 s are over
   */
  void met(ClientException e, boolean told) throws ClientException {
    long now = ticker.nanos().getAsLong();
    if (e.kind() != Kind.UNAVAILABLE || (away && now - since >= LONGEST.toNanos())) {
      throw e;
    }
    if (!away) {
      away = true;
      since = now;
      if (told) {
        notes.accept(
            "The service does not answer as it should; trying for "
                + LONGEST.toSeconds()
                + " s: "
                + e.getMessage());
      }
    }
  }
}
