package io.jobservice.hook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs posts by the Standard Webhooks convention (standardwebhooks.com): HMAC-SHA256 over {@code
 * id.timestamp.body}, one signature for each secret. Safe to share.
 */
final class Signature {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";

  private final List<SecretKeySpec> keys;

  private Signature(List<SecretKeySpec> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * A signature with some secrets, the newest first: {@code whsec_} and base64, or any other text,
   * which is taken as it is.
   *
   * @throws HookSetupException if one has no base64 behind its {@code whsec_}, or is empty
   */
  static Signature of(List<String> secrets) throws HookSetupException {
    List<SecretKeySpec> keys = new ArrayList<>();
    for (String secret : secrets) {
      byte[] key = key(secret, keys.size() + 1);
      if (key.length == 0) {
        throw new HookSetupException("hooks.secret: secret " + (keys.size() + 1) + " is empty");
      }
      keys.add(new SecretKeySpec(key, ALGORITHM));
    }
    return new Signature(keys);
  }

  private static byte[] key(String secret, int number) throws HookSetupException {
    if (!secret.startsWith(PREFIX)) {
      return secret.getBytes(UTF_8);
    }
    try {
      return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      // Its message would show a part of the secret.
      throw new HookSetupException(
          "hooks.secret: secret " + number + " begins with whsec_, but what follows is no base64");
    }
  }

  /**
   * The headers of a signed post; none without a secret.
   *
   * @param id of what is sent: visible ASCII
   * @param now the time
   * @param body what is sent
   */
  Map<String, String> headers(String id, Instant now, String body) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    String timestamp = Long.toString(now.getEpochSecond());
    byte[] head = (id + "." + timestamp + ".").getBytes(US_ASCII);
    byte[] content = body.getBytes(UTF_8);
    StringJoiner signatures = new StringJoiner(" ");
    for (SecretKeySpec key : keys) {
      Mac mac = mac(key);
      mac.update(head);
      signatures.add("v1," + Base64.getEncoder().encodeToString(mac.doFinal(content)));
    }
    return Map.of(
        "webhook-id", id,
        "webhook-timestamp", timestamp,
        "webhook-signature", signatures.toString());
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
