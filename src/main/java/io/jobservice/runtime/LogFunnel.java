package io.jobservice.runtime;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.jobservice.config.Config.LogTarget;
import io.jobservice.model.LogLevel;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The one appender of Logback: takes every event through the masks, holds back repeats, and hands
 * what is left to the back ends whose level lets it through. Safe to share.
 */
final class LogFunnel extends UnsynchronizedAppenderBase<ILoggingEvent> {

  private final Masks masks;
  private final Repeats repeats;
  private final ServiceLevels levels;
  private final InstantSource time;
  private volatile List<Branch> branches = List.of();

  LogFunnel(Masks masks, Repeats repeats, ServiceLevels levels, InstantSource time) {
    this.masks = masks;
    this.repeats = repeats;
    this.levels = levels;
    this.time = time;
    setName("jobservice");
  }

  /** A back end of the configuration, and where it leads. */
  record Branch(LogTarget target, LogOutlet outlet) {}

  /** Where events go from now on. */
  void into(List<Branch> now) {
    branches = List.copyOf(now);
  }

  List<Branch> branches() {
    return branches;
  }

  /** Who asks for DEBUG wants to see each line; all others are held back when they repeat. */
  @Override
  protected void append(ILoggingEvent event) {
    LogLevel level = ServiceEvent.level(event);
    if (branches.stream().noneMatch(branch -> lets(branch, level, event.getLoggerName()))) {
      return;
    }
    if (level == LogLevel.DEBUG) {
      write(ServiceEvent.of(event, masks));
      return;
    }
    Repeats.Answer answer = repeats.count(kind(event, level), () -> ServiceEvent.of(event, masks));
    answer.over().forEach(this::tell);
    if (answer.passes()) {
      write(ServiceEvent.of(event, masks));
    }
  }

  private static Repeats.Kind kind(ILoggingEvent event, LogLevel level) {
    String thrown =
        event.getThrowableProxy() == null ? "" : event.getThrowableProxy().getClassName();
    return new Repeats.Kind(
        event.getLoggerName(), level, String.valueOf(event.getMessage()), thrown);
  }

  /** Says what was held back and has come to its end. */
  void tellOver() {
    repeats.over().forEach(this::tell);
  }

  /** Says all that was held back. */
  void tellAll() {
    repeats.all().forEach(this::tell);
  }

  private void tell(Repeats.Held held) {
    write(
        held.first()
            .saying(
                time.instant(),
                "%s .. repeated %d times in the last %d s"
                    .formatted(
                        held.first().message(),
                        held.count(),
                        Math.max(1, held.time().toSeconds()))));
  }

  private void write(ServiceEvent event) {
    for (Branch branch : branches) {
      if (lets(branch, event.level(), event.logger())) {
        branch.outlet().write(event);
      }
    }
  }

  /** A level that was set by hand comes before those of the back ends. */
  private boolean lets(Branch branch, LogLevel level, String logger) {
    Optional<LogLevel> byHand = levels.byHand(logger);
    return level.compareTo(byHand.orElse(branch.target().level())) >= 0;
  }
}
