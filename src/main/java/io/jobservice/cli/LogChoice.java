package io.jobservice.cli;

import io.jobservice.model.LogLevel;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Chooses entries of a log, each with all of its lines, by level, time and text. Lines of no entry
 * are chosen by text alone; notices are always, unless by time or text. For one log.
 */
final class LogChoice {

  /** An entry is not searched for a text any further than that. */
  private static final int MOST_HELD = 4 << 20;

  private final Rules rules;
  private final Next next;
  private final List<LogPart> held = new ArrayList<>();
  private long heldBytes;
  private boolean passing;
  private boolean holding;

  /**
   * What is chosen; what is empty chooses all.
   *
   * @param level the least level
   * @param until entries before this time
   * @param text what a line of the entry must contain
   */
  record Rules(Optional<LogLevel> level, Optional<Instant> until, Optional<Pattern> text) {

    boolean chooseAll() {
      return level.isEmpty() && until.isEmpty() && text.isEmpty();
    }
  }

  /** Where what is chosen goes. */
  @FunctionalInterface
  interface Next {
    void add(LogPart part) throws IOException;
  }

  LogChoice(Rules rules, Next next) {
    this.rules = rules;
    this.next = next;
  }

  /** Takes the next part of the log. */
  void add(LogPart part) throws IOException {
    boolean ofEntry = part.role() == LogPart.Role.MORE && part.level().isPresent();
    if (!ofEntry) {
      begin(part);
    }
    if (passing) {
      next.add(part);
    } else if (holding) {
      hold(part);
    }
  }

  private void begin(LogPart part) {
    boolean fits =
        switch (part.role()) {
          case NOTICE -> isInTime(part);
          case ENTRY -> isInTime(part) && isGraveEnough(part);
          case MORE -> rules.level().isEmpty() && rules.until().isEmpty();
        };
    held.clear();
    heldBytes = 0;
    passing = fits && rules.text().isEmpty();
    holding = fits && !passing;
  }

  /** Keeps the lines until one has the text that is looked for. */
  private void hold(LogPart part) throws IOException {
    held.add(part);
    heldBytes += part.raw().bytes().length;
    if (part.text().lines().anyMatch(line -> rules.text().get().matcher(line).find())) {
      for (LogPart each : held) {
        next.add(each);
      }
      passing = true;
    }
    if (passing || heldBytes > MOST_HELD) {
      held.clear();
      holding = false;
    }
  }

  private boolean isGraveEnough(LogPart part) {
    return rules.level().isEmpty()
        || part.level().map(level -> level.compareTo(rules.level().get()) >= 0).orElse(false);
  }

  private boolean isInTime(LogPart part) {
    if (rules.until().isEmpty() || part.stamp().isEmpty()) {
      return true;
    }
    try {
      return Instant.parse(part.stamp().get()).isBefore(rules.until().get());
    } catch (DateTimeException e) {
      return true;
    }
  }
}
