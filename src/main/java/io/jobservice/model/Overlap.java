package io.jobservice.model;

import java.util.Arrays;
import java.util.Optional;

/** What a policy does when an instant comes while an earlier execution is still under way. */
public enum Overlap {
  /** Both run. */
  ALLOW("allow"),
  /** The later one is stopped before it runs. */
  FORBID("forbid");

  private final String text;

  Overlap(String text) {
    this.text = text;
  }

  /** The word for it in requests and records. */
  public String text() {
    return text;
  }

  /**
   * The option that a word stands for.
   *
   * @param text any text
   */
  public static Optional<Overlap> of(String text) {
    return Arrays.stream(values()).filter(option -> option.text.equals(text)).findFirst();
  }
}
