package io.jobservice.model;

import java.util.Arrays;
import java.util.Optional;

/** What a policy does about instants that passed while no node was alive. */
public enum Misfire {
  /** One run at once for all that was missed. */
  FIRE_ONCE("fire_once"),
  /** Nothing: it goes on with the next instant. */
  SKIP("skip"),
  /** A run for each of the newest {@value #MOST}. */
  FIRE_ALL("fire_all");

  /** How many missed instants are made up for at most. */
  public static final int MOST = 100;

  private final String text;

  Misfire(String text) {
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
  public static Optional<Misfire> of(String text) {
    return Arrays.stream(values()).filter(option -> option.text.equals(text)).findFirst();
  }
}
