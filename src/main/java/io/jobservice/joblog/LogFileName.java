package io.jobservice.joblog;

import io.jobservice.model.JobId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a log's file: {@code <id>.log} for an id of our form, {@code x-<SHA-256 of the
 * id>.log} for any other text, so that no id can name a file elsewhere. With shards the file lies
 * in a folder named by the first two digits of either.
 *
 * @param text the name
 * @param shard the folder for it
 */
record LogFileName(String text, String shard) {

  private static final String END = ".log";
  private static final String HASHED = "x-";
  private static final int SHARD_DIGITS = 2;
  private static final Pattern HASHED_FORM = Pattern.compile("x-[0-9a-f]{64}\\.log");
  private static final Pattern SHARD_FORM = Pattern.compile("[0-9a-f]{2}");

  /** The name for any id. */
  static LogFileName of(String jobId) {
    if (JobId.isValid(jobId)) {
      return new LogFileName(jobId + END, jobId.substring(0, SHARD_DIGITS));
    }
    String digest = sha256(jobId);
    return new LogFileName(HASHED + digest + END, digest.substring(0, SHARD_DIGITS));
  }

  /** Whether a name is one that {@link #of} makes. */
  static boolean isOne(String name) {
    return HASHED_FORM.matcher(name).matches() || jobId(name).isPresent();
  }

  /** The id in a name; empty when it is none of ours, or hashed. */
  static Optional<String> jobId(String name) {
    return name.endsWith(END)
        ? Optional.of(name.substring(0, name.length() - END.length())).filter(JobId::isValid)
        : Optional.empty();
  }

  static boolean isShard(String name) {
    return SHARD_FORM.matcher(name).matches();
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
