package io.jobservice.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronLineTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * * *          | 2026-01-01T00:00:01Z",
        "0 */5 * * * *        | 2026-01-01T00:05:00Z",
        "0 30 2 * * MON       | 2026-01-05T02:30:00Z",
        "0 30 2 ? jan Mon-Fri | 2026-01-01T02:30:00Z",
        "30/20 * * * * *      | 2026-01-01T00:00:30Z",
        // The first of January 2026 is a Thursday.
        "0 0 12 13 * FRI      | 2026-01-02T12:00:00Z",
        "0 0 12 13 * *        | 2026-01-13T12:00:00Z",
        "0 0 12 13 * ?        | 2026-01-13T12:00:00Z",
        "0 0 12 *,13 * FRI    | 2026-01-02T12:00:00Z",
        "0 0 12 */1 * SAT     | 2026-01-03T12:00:00Z",
        "0 0 12 1-31 * SAT    | 2026-01-01T12:00:00Z",
        "0 0 12 */2 * SAT     | 2026-01-01T12:00:00Z",
        "*/70 1 * * * *       | 2026-01-01T00:01:00Z",
        "50/70 * * * * *      | 2026-01-01T00:00:50Z",
        "0 0 0 */40 * *       | 2026-02-01T00:00:00Z",
        "0 0 0 29 2 *         | 2028-02-29T00:00:00Z",
        "0 0 0 31 2-4 *       | 2026-03-31T00:00:00Z",
        "0 0 0 30 2 SUN       | 2026-02-01T00:00:00Z",
        "  0\t0  12 * * *     | 2026-01-01T12:00:00Z",
        "@yearly              | 2027-01-01T00:00:00Z",
        "@annually            | 2027-01-01T00:00:00Z",
        "@monthly             | 2026-02-01T00:00:00Z",
        "@weekly              | 2026-01-04T00:00:00Z",
        "@daily               | 2026-01-02T00:00:00Z",
        "@midnight            | 2026-01-02T00:00:00Z",
        "@hourly              | 2026-01-01T01:00:00Z",
        "TZ=Asia/Tokyo @daily | 2026-01-01T15:00:00Z",
        "CRON_TZ=Asia/Tokyo 0 0 12 * * * | 2026-01-01T03:00:00Z",
        "TZ=UTC 0 0 12 * * *  | 2026-01-01T12:00:00Z"
      })
  void aLineFiresNext(String text, Instant expected) throws InvalidCronException {
    assertThat(CronLine.parse(text).next(START)).contains(expected);
  }

  @Test
  void nextIsLater() throws InvalidCronException {
    CronLine line = CronLine.parse("*/10 * * * * *");
    assertThat(line.next(START.minusNanos(1))).contains(START);
    assertThat(line.next(START)).contains(START.plusSeconds(10));
    assertThat(line.next(START.plusMillis(9_999))).contains(START.plusSeconds(10));
    assertThat(line.next(START.plusMillis(10_001))).contains(START.plusSeconds(20));
  }

  @Test
  void timeBeginsIn1970AndEndsIn9999() throws InvalidCronException {
    CronLine daily = CronLine.parse("@daily");
    assertThat(daily.next(Instant.MIN)).contains(Instant.EPOCH);
    assertThat(daily.next(Instant.parse("9999-12-29T12:00:00Z")))
        .contains(Instant.parse("9999-12-30T00:00:00Z"));
    assertThat(daily.next(Instant.parse("9999-12-30T00:00:00Z"))).isEmpty();
    assertThat(daily.next(Instant.MAX)).isEmpty();
    CronLine interval = CronLine.parse("@every 24h");
    assertThat(interval.next(Instant.MIN)).contains(Instant.EPOCH.plusSeconds(86_400));
    assertThat(interval.next(Instant.MAX)).isEmpty();
    assertThat(interval.countedFrom(Instant.MAX).next(START)).isEmpty();
  }

  @Test
  void aLeapDayIsFoundEightYearsOn() throws InvalidCronException {
    assertThat(CronLine.parse("0 0 0 29 2 *").next(Instant.parse("2096-02-29T00:00:00Z")))
        .contains(Instant.parse("2104-02-29T00:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "1h30m, 5400",
    "1s, 1",
    "1.5s, 1",
    "90s, 90",
    "1h1h, 7200",
    "2500ms, 2",
    ".5h, 1800",
    "1m500ms, 60",
    "1000000us, 1",
    "1000000µs, 1",
    "2562047h, 9223369200"
  })
  void anIntervalHasWholeSeconds(String duration, long seconds) throws InvalidCronException {
    CronLine line = CronLine.parse("@every " + duration).countedFrom(START.plusMillis(700));
    assertThat(line.next(START)).contains(START.plusSeconds(seconds));
    assertThat(line.next(START.minusSeconds(100_000))).contains(START.plusSeconds(seconds));
    assertThat(line.next(START.plusSeconds(seconds))).contains(START.plusSeconds(2 * seconds));
    assertThat(line.next(START.plusSeconds(seconds).minusMillis(1)))
        .contains(START.plusSeconds(seconds));
  }

  @Test
  void onlyIntervalsAreCountedFromAnInstant() throws InvalidCronException {
    Instant created = START.plusSeconds(1234);
    assertThat(CronLine.parse("@hourly").countedFrom(created).next(created))
        .contains(START.plusSeconds(3600));
    assertThat(CronLine.parse("@every 1h").countedFrom(created).next(created))
        .contains(created.plusSeconds(3600));
    assertThat(CronLine.parse("@every 1h").next(created)).contains(START.plusSeconds(3600));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "61 * * * * *     | second '61' is out of range: allowed are 0 to 59",
        "0 60 * * * *     | minute '60' is out of range: allowed are 0 to 59",
        "0 0 24 * * *     | hour '24' is out of range: allowed are 0 to 23",
        "0 0 0 0 * *      | day of month '0' is out of range: allowed are 1 to 31",
        "0 0 0 1 13 *     | month '13' is out of range: allowed are 1 to 12 or JAN to DEC",
        "0 0 0 * * 7      | day of week '7' is out of range: write 0 or SUN for Sunday",
        "0 0 0 * * 8      | day of week '8' is out of range: allowed are 0 to 6 or SUN to SAT",
        "0 0 0 * * MON-7  | day of week 'MON-7' is out of range: write 0 or SUN for Sunday",
        "99999999999 * * * * * | second '99999999999' is out of range: allowed are 0 to 59,"
            + " lists, ranges and steps of these, or *",
        "0 x * * * *      | minute 'x' is not known: allowed are 0 to 59,"
            + " lists, ranges and steps of these, or *",
        "0 0 0 L * *      | day of month 'L' is not known: allowed are 1 to 31,"
            + " lists, ranges and steps of these, or *",
        "0 0 0 * MONDAY * | month 'MONDAY' is not known: allowed are 1 to 12 or JAN to DEC,"
            + " lists, ranges and steps of these, or *",
        "0 0 0 * * Monday | day of week 'Monday' is not known: did you mean 'MON'?",
        "0 0 0 * * Monday-Friday/2 | day of week 'Monday-Friday/2' is not known: did you mean"
            + " 'MON-FRI/2'?",
        "0 0 0 * march *  | month 'march' is not known: did you mean 'MAR'?",
        "@DAILY           | cron line '@DAILY' is not known: did you mean '@daily'?",
        "TZ=UTC @evry 5m  | cron line 'TZ=UTC @evry 5m' is not known: did you mean"
            + " 'TZ=UTC @every 5m'?",
        "@every 1d        | duration '1d' has days, which are not allowed: write 24h",
        "@every 1d12h     | duration '1d12h' has days, which are not allowed: write hours",
        "@every 90        | duration '90' has no unit: write 90s",
        "@every -5s       | duration '-5s' must be more than 0: write 1s or more",
        "0 +5 * * * *     | minute '+5' is not known: allowed are 0 to 59,"
            + " lists, ranges and steps of these, or *",
        "0 -5 * * * *     | minute '-5' is not known: allowed are 0 to 59,"
            + " lists, ranges and steps of these, or *",
        "0 *-5 * * * *    | minute '*-5' is not known: allowed are 0 to 59,"
            + " lists, ranges and steps of these, or *",
        "0 1-2-3 * * * *  | minute '1-2-3' has more than one hyphen: write a range as FIRST-LAST",
        "0 1,,2 * * * *   | minute '1,,2' has an empty item: write one comma between two items",
        "0 1, * * * *     | minute '1,' has an empty item: write one comma between two items",
        "0 0 22-5 * * *   | hour '22-5' runs backwards: write 22-23,0-5",
        "0 0 0 * * fri-mon | day of week 'fri-mon' runs backwards: write FRI-SAT,SUN-MON",
        "0 0 0 * * SAT-SUN | day of week 'SAT-SUN' runs backwards: write SAT,SUN",
        "0 50-10/5 * * * * | minute '50-10/5' runs backwards: write 50-59,0-10, each with its step",
        "0 */0 * * * *    | minute '*/0' has a step of 0: write 1 or more",
        "0 */x * * * *    | minute '*/x' has a step that is not a number: write one, such as */5",
        "0 */ * * * *     | minute '*/' has a step that is not a number: write one, such as */5",
        "0 */2/3 * * * *  | minute '*/2/3' has more than one step: write one, such as */5",
        "0 0 0 30 2 *     | day of month '30' never comes in month '2', so that the line never"
            + " fires: write a day up to 29, or another month",
        "0 0 0 31 4,jun-6,9,NOV ? | day of month '31' never comes in month '4,jun-6,9,NOV', so that"
            + " the line never fires: write a day up to 30, or another month",
        "*/5 * * * *      | cron line '*/5 * * * *' has five fields, without the seconds:"
            + " did you mean '0 */5 * * * *'?",
        "TZ=Asia/Tokyo 0  3 * * 1 | cron line 'TZ=Asia/Tokyo 0  3 * * 1' has five fields, without"
            + " the seconds: did you mean 'TZ=Asia/Tokyo 0 0 3 * * 1'?",
        "a b c d e        | cron line 'a b c d e' has five fields, without the seconds:"
            + " write six fields: second minute hour day-of-month month day-of-week",
        "0 0 0 * * * 2026 | cron line '0 0 0 * * * 2026' has 7 fields: write six fields:"
            + " second minute hour day-of-month month day-of-week, and no year",
        "noon             | cron line 'noon' has 1 field: write six fields:"
            + " second minute hour day-of-month month day-of-week",
        "''               | cron line '' is empty: write six fields:"
            + " second minute hour day-of-month month day-of-week",
        "TZ=Asia/Tokyo    | cron line 'TZ=Asia/Tokyo' has a zone and nothing else: write six"
            + " fields: second minute hour day-of-month month day-of-week, after the zone",
        "TZ=asia/tokyo @daily | zone 'asia/tokyo' is not known: did you mean 'Asia/Tokyo'?",
        "CRON_TZ=Mars/Base @daily | zone 'Mars/Base' is not known: write an area and a city, such"
            + " as Europe/Berlin, or UTC",
        "TZ=+02:00 @daily | zone '+02:00' is not known: write an area and a city, such as"
            + " Europe/Berlin, or UTC",
        "@reboot          | cron line '@reboot' is not known: write @yearly, @annually, @monthly,"
            + " @weekly, @daily, @midnight, @hourly or @every 1h30m",
        "@daily x         | cron line '@daily x' is not known: write @yearly, @annually, @monthly,"
            + " @weekly, @daily, @midnight, @hourly or @every 1h30m",
        "@every           | cron line '@every' needs one duration: write it as in @every 1h30m",
        "@every 1h 5m     | cron line '@every 1h 5m' needs one duration: write it as in @every 1h30m",
        "@every 999ms     | duration '999ms' is too short: write 1s or more",
        "@every 2562048h  | duration '2562048h' is none, or longer than 290 years: write hours,"
            + " minutes and seconds, such as 1h30m",
        "0 0 0 * * \u00e4  | cron line '0 0 0 * * ?' holds the character U+00E4: write letters,"
            + " digits, spaces and * ? , - / @ only"
      })
  void whatIsWrongIsRefused(String text, String message) {
    InvalidCronException refusal =
        catchThrowableOfType(InvalidCronException.class, () -> CronLine.parse(text));
    assertThat(refusal).hasMessage(message);
    assertThat(message).startsWith(refusal.field() + " '" + refusal.value() + "'");
  }

  @Test
  void aLongLineIsRefusedAndShortened() {
    String text = "0,".repeat(500) + "0 * * * * *";
    assertThatThrownBy(() -> CronLine.parse(text))
        .isInstanceOf(InvalidCronException.class)
        .hasMessageStartingWith("cron line '" + text.substring(0, 80) + "...' is longer than 1000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 30 2 * * MON",
        "*/10 * * * * *",
        "0 0 0 */2 * *",
        "0 0 0 ? * */3",
        "0 0 0 1-31/2 * MON",
        "*/70 * * * * ?"
      })
  void sixFieldsInUtcArePlain(String text) throws InvalidCronException {
    assertThat(CronLine.parse(text).isPlain()).isTrue();
    assertThat(CronLine.parse(text, ZoneId.of("Etc/UTC")).isPlain()).isTrue();
    assertThat(CronLine.parse(text, ZoneId.of("Europe/London")).isPlain()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@daily",
        "@every 1h",
        "TZ=UTC 0 0 0 * * *",
        "CRON_TZ=Europe/Berlin 0 0 0 * * *",
        "0 0 0 */2 * MON",
        "0 0 0 1 * ?/2",
        "0 0 0 5,*/2 * */2"
      })
  void othersAreNot(String text) throws InvalidCronException {
    assertThat(CronLine.parse(text).isPlain()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * * *      | true",
        "*/30 0 0 1 1 *   | true",
        "5,6 * * * * *    | true",
        "0 * * * * *      | false",
        "*/60 * * * * *   | false",
        "@hourly          | false",
        "@every 59s       | true",
        "@every 1m        | false"
      })
  void moreThanOnceAMinuteIsKnown(String text, boolean more) throws InvalidCronException {
    assertThat(CronLine.parse(text).isMoreThanOnceAMinute()).isEqualTo(more);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 * * * * *         | ''",
        "0 */60 */24 * * *   | ''",
        "@every 1m           | ''",
        "@daily              | ''",
        "* * * * * *         | the cron line fires more than once a minute, every second; its first"
            + " field is the second",
        "@every 59s          | the cron line fires more than once a minute, every 59s",
        "0 */90 * * * *      | the step 90 is beyond the 60 values of the minute: it fires at the"
            + " first only",
        "TZ=Asia/Tokyo 0 0 ?/25 * * * | the step 25 is beyond the 24 values of the hour: it fires"
            + " at the first only",
        "0 1,50/20 * * * *   | the step 20 is beyond the 10 values of the minute '50': it fires at"
            + " the first only",
        "0 0 0 * * MON-TUE/3 | the step 3 is beyond the 2 values of the day of week 'MON-TUE': it"
            + " fires at the first only"
      })
  void whatMayNotHaveBeenMeantIsSaid(String text, String warning) throws InvalidCronException {
    assertThat(String.join("|", CronLine.parse(text).warnings())).isEqualTo(warning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 30 2 ? JAN,feb MON-FRI            | 0 30 2 * 1-2 1-5",
        "00 0-59 0-23/1 */1 1-12 0-6         | 0 * * * * 0-6",
        "*/15 1,3,5,9 1,2,4-6,9 1-31 * *     | 0-45/15 1,3,5,9 1-2,4-6,9 1-31 * *",
        "0 0 0 *,5 * SUN,?                   | 0 0 0 * * *",
        "@daily                              | 0 0 0 * * *",
        "@every 1h30m                        | @every 5400s",
        "TZ=Europe/Berlin @every 90m         | @every 5400s",
        "TZ=Europe/Berlin @hourly            | CRON_TZ=Europe/Berlin 0 0 * * * *",
        "CRON_TZ=Etc/UTC 0 0 0 1 1 *         | 0 0 0 1 1 *"
      })
  void linesOfOneMeaningHaveOneText(String text, String normalised) throws InvalidCronException {
    assertThat(CronLine.parse(text).normalised()).isEqualTo(normalised);
    assertThat(CronLine.parse(normalised).normalised()).isEqualTo(normalised);
  }

  @Test
  void aLineKeepsItsTextAndZone() throws InvalidCronException {
    CronLine line = CronLine.parse(" CRON_TZ=Asia/Tokyo 0 0  0 * * * ", ZoneId.of("Europe/Berlin"));
    assertThat(line.text()).isEqualTo("CRON_TZ=Asia/Tokyo 0 0  0 * * *").isEqualTo("" + line);
    assertThat(line.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(CronLine.parse("@daily", ZoneId.of("Europe/Berlin")).zone())
        .isEqualTo(ZoneId.of("Europe/Berlin"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 30 2 * * MON             | at 02:30 every Monday",
        "0 0 0 * * *                | at 00:00 every day",
        "15 30 2,14 * * *           | at 02:30:15 and 14:30:15 every day",
        "0 0,30 9 * * MON-FRI       | at 09:00 and 09:30 from Monday to Friday",
        "0 0 0 1 1 *                | at 00:00 on day 1 of January",
        "0 0 0 1,15 * *             | at 00:00 on days 1 and 15 of every month",
        "0 0 0 13 * FRI             | at 00:00 on day 13 of every month and every Friday",
        "0 0 0 * JUN-AUG SAT,SUN    | at 00:00 every Sunday and Saturday in June to August",
        "0 0 0 * DEC *              | at 00:00 every day in December",
        "* * * * * *                | every second",
        "*/10 * * * * *             | every 10 seconds",
        "5 * * * * *                | at second 5 of every minute",
        "0 * * * * *                | every minute",
        "0 */5 * * * *              | every 5 minutes",
        "0 */5 9-17 * * 1-5         | every 5 minutes of hours 9 to 17 from Monday to Friday",
        "0 0 * * * *                | every hour",
        "0 0 * * 6 *                | every hour in June",
        "0 5 * * * *                | at minute 5 of every hour",
        "0 5 */2 * * *              | at minute 5 of every 2nd hour",
        "0 0 */2 * * *              | every 2 hours",
        "0 0 9-17 * * *             | every hour from 9 to 17",
        "0 10-20 * * * *            | every minute from 10 to 20 of every hour",
        "*/10 0 * * * *             | every 10 seconds of minute 0 of every hour",
        "30 0 */3 * * *             | at second 30 of minute 0 of every 3rd hour",
        "5,7 1,2,9 * * * *          | at seconds 5 and 7 of minutes 1, 2 and 9 of every hour",
        "@weekly                    | at 00:00 every Sunday",
        "@every 90m                 | every 1h30m",
        "TZ=UTC @hourly             | every hour",
        "TZ=Europe/Berlin 0 30 2 * * 1 | at 02:30 every Monday, Europe/Berlin time"
      })
  void aLineIsToldInWords(String text, String words) throws InvalidCronException {
    assertThat(CronLine.parse(text).explain()).isEqualTo(words);
  }
}
