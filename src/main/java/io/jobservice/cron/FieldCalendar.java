package io.jobservice.cron;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * The local times that six fields match, by cron-utils.
 *
 * <p>cron-utils gets the fields in their one text, without names, question marks, and steps beyond
 * the range, and without a star in a list: these it reads otherwise than the old service does. It
 * also gets no zone: where clocks change it has ways of its own.
 *
 * <p>For lists it throws and catches exceptions inside, and logs them at DEBUG.
 */
final class FieldCalendar {

  private static final CronDefinition SIX_FIELDS =
      CronDefinitionBuilder.defineCron()
          .withSeconds()
          .and()
          .withMinutes()
          .and()
          .withHours()
          .and()
          .withDayOfMonth()
          .and()
          .withMonth()
          .and()
          .withDayOfWeek()
          .withValidRange(0, 6)
          .withMondayDoWValue(1)
          .and()
          .instance();

  private final ExecutionTime times;

  FieldCalendar(CronFields fields) {
    this.times = ExecutionTime.forCron(new CronParser(SIX_FIELDS).parse(fields.text()));
  }

  /** The first local time, in whole seconds, after the given one. */
  Optional<LocalDateTime> after(LocalDateTime time) {
    return times
        .nextExecution(ZonedDateTime.of(time, ZoneOffset.UTC))
        .map(ZonedDateTime::toLocalDateTime);
  }
}
