package io.jobservice.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Compares the secret of a request with ours, in a time that does not depend on either. */
final class Authenticator {

  private static final String HARBOR = "Harbor-Secret";
  private static final String BEARER = "Bearer";

  private final byte[] secret;

  Authenticator(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Checks the value of the header.
   *
   * @param header the value, or null when the header is missing
   * @return why it is refused, or empty when it is right
   */
  Optional<String> refuse(String header) {
    if (header == null || header.isBlank()) {
      return Optional.of("header 'Authorization' missing");
    }
    // HTTP has the names of schemes in any case; of the old one, existing clients know otherwise.
    boolean isBearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    String scheme = isBearer ? BEARER : HARBOR;
    if (!isBearer && !header.startsWith(HARBOR)) {
      return Optional.of("'Authorization' should start with 'Harbor-Secret' or 'Bearer'");
    }
    String rest = header.substring(scheme.length());
    if (rest.isBlank()) {
      return Optional.of("empty secret is not allowed");
    }
    if (!rest.startsWith(" ")) {
      return Optional.of("a space must stand between '" + scheme + "' and the secret");
    }
    byte[] given = rest.strip().getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(digest(given), digest(secret))
        ? Optional.empty()
        : Optional.of("unauthorized");
  }

  /** Digests have one length, so that the comparison does not tell how long the secret is. */
  private static byte[] digest(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
