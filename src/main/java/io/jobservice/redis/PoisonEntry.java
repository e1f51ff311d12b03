package io.jobservice.redis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.model.JobEntry;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Wraps a record that is no job, so that whoever lists the dead set can read it. */
final class PoisonEntry {

  private static final int ID_DIGITS = 24;

  private PoisonEntry() {}

  /**
   * The entry of a record without an id: its id comes from its bytes, so that it stays the same.
   */
  static JobEntry wrap(String type, Bytes bytes, String reason, long now) {
    return wrap(type, id(bytes), bytes, reason, now);
  }

  static JobEntry wrap(String type, String id, Bytes bytes, String reason, long now) {
    ObjectNode args = JsonNodeFactory.instance.objectNode().put("raw", bytes.text());
    String error = "not a job: " + reason;
    return new JobEntry(type, id, now, Optional.of(args), false, 0, error, now);
  }

  private static String id(Bytes bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.raw());
      return HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
