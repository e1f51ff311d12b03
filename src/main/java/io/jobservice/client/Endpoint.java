package io.jobservice.client;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * A server, and where we know of it. The text of a value never shows the secret.
 *
 * @param url the base address, without a slash at its end
 * @param source where the address was found, in words that end "from ..."
 * @param secret what to present, if anything was found
 */
public record Endpoint(URI url, String source, Optional<String> secret) {

  /** Refuses nulls. */
  public Endpoint {
    Objects.requireNonNull(url);
    Objects.requireNonNull(source);
    Objects.requireNonNull(secret);
  }

  @Override
  public String toString() {
    return url + " (from " + source + ")";
  }
}
