package io.jobservice.cli;

/** The few looks of text on a terminal, as their SGR codes (ECMA-48, 8.3.117). */
enum Paint {
  BOLD(1),
  DIM(2),
  RED(31),
  GREEN(32),
  YELLOW(33),
  CYAN(36);

  private final int code;

  Paint(int code) {
    this.code = code;
  }

  /** The text in this look. */
  String on(String text) {
    return "\033[" + code + "m" + text + "\033[0m";
  }

  /** The look of a job's status, or null for none. */
  static Paint ofStatus(String status) {
    return switch (status) {
      case "Success", "Healthy" -> GREEN;
      case "Error", "Dead" -> RED;
      case "Running" -> CYAN;
      case "Stopped", "Cancelled", "paused" -> YELLOW;
      default -> null;
    };
  }
}
