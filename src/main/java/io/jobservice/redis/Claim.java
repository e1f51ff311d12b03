package io.jobservice.redis;

import io.jobservice.model.GoJson;
import io.jobservice.model.JobEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The claim of a unique job: ours, which tells parameters apart to the digit, and the layout's,
 * which knows numbers as doubles only. Its text is three lines: the name of our claim, the name of
 * our note of who holds the layout's key, and the layout's key, which may end with a newline of its
 * own.
 */
final class Claim {

  /** A claim outlives the last renewal by a day, as the layout's does. */
  static final long LIFE_SECONDS = 86_400;

  private Claim() {}

  static String of(JobEntry entry) {
    if (!entry.unique()) {
      return "";
    }
    String exact = entry.args().map(GoJson::exact).orElse("");
    String doubles = entry.args().map(args -> entry.argsJson() + "\n").orElse("");
    String name = entry.name() + ":";
    return name + digest(exact) + "\n" + name + digest(doubles) + "\n" + name + doubles;
  }

  static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
