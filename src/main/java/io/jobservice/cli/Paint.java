package io.jobservice.cli;

import io.jobservice.model.LogLevel;

/** The few looks of text on a terminal, as their SGR codes (ECMA-48, 8.3.117). */
enum Paint {
  BOLD(1),
  DIM(2),
  REVERSE(7),
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

  /** The look of a log line of a level, or null for none. */
  static Paint ofLevel(LogLevel level) {
    return switch (level) {
      case DEBUG -> DIM;
      case INFO -> null;
      case WARNING -> YELLOW;
      case ERROR, FATAL -> RED;
    };
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
