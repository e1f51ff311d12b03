package io.jobservice.cron;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A random line of six fields, and beside it what it was made to mean. */
final class RandomLine {

  private static final int[] LEAST = {0, 0, 0, 1, 1, 0};
  private static final int[] MOST = {59, 59, 23, 31, 12, 6};
  private static final String[] MONTHS =
      "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
  private static final String[] DAYS = "sun mon tue wed thu fri sat".split(" ");

  private final Random random;
  private final boolean[][] sets = new boolean[6][60];
  private final boolean[] any = new boolean[6];
  private final String text;

  private long checked;
  private boolean checkedMatches;

  /** With nightly lines many fire between 0 and 4 o'clock of any day, when clocks change. */
  RandomLine(Random random, boolean nightly) {
    this.random = random;
    List<String> fields = new ArrayList<>();
    for (int field = 0; field < 6; field++) {
      boolean free = random.nextInt(10) < (nightly && field > 2 ? 8 : 3);
      List<String> items = new ArrayList<>();
      if (free) {
        items.add(star(field));
      } else {
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
          items.add(item(field, nightly && field == 2 ? 4 : MOST[field]));
        }
      }
      fields.add(String.join(",", items));
    }
    text = String.join(random.nextBoolean() ? " " : "\t ", fields);
    checkedMatches = matchesDay(LocalDate.EPOCH);
  }

  private String star(int field) {
    Arrays.fill(sets[field], LEAST[field], MOST[field] + 1, true);
    any[field] = true;
    return random.nextInt(3) == 0 ? "?" : "*";
  }

  private String item(int field, int most) {
    int least = LEAST[field];
    int low = least + random.nextInt(most - least + 1);
    int high = low + random.nextInt(MOST[field] - low + 1);
    int step = 1 + random.nextInt(random.nextBoolean() ? 10 : MOST[field] + 20);
    return switch (random.nextInt(8)) {
      case 0 -> {
        any[field] |= step == 1;
        fill(field, least, MOST[field], step);
        yield (random.nextBoolean() ? "*" : "?") + "/" + step;
      }
      case 1 -> {
        fill(field, low, MOST[field], step);
        yield name(field, low) + "/" + step;
      }
      case 2 -> {
        fill(field, low, high, step);
        yield name(field, low) + "-" + name(field, high) + "/" + step;
      }
      case 3 -> {
        fill(field, low, high, 1);
        yield name(field, low) + "-" + name(field, high);
      }
      case 4 -> random.nextInt(4) == 0 ? star(field) : value(field, low);
      default -> value(field, low);
    };
  }

  private String value(int field, int value) {
    sets[field][value] = true;
    return name(field, value);
  }

  private void fill(int field, int low, int high, int step) {
    for (int value = low; value <= high; value++) {
      sets[field][value] |= (value - low) % step == 0;
    }
  }

  private String name(int field, int value) {
    String[] names = field == 4 ? MONTHS : field == 5 ? DAYS : new String[0];
    if (names.length > 0 && random.nextBoolean()) {
      String name = names[value - LEAST[field]];
      return random.nextBoolean() ? name : name.toUpperCase(Locale.ROOT);
    }
    return random.nextInt(5) == 0 ? "0" + value : Integer.toString(value);
  }

  String text() {
    return text;
  }

  boolean everFires() {
    // It holds every date that there is, and in every month every day of the week; a line needs no
    // more than one of them.
    LocalDate day = LocalDate.of(2000, 1, 1);
    while (day.getYear() == 2000 && !matchesDay(day)) {
      day = day.plusDays(1);
    }
    return day.getYear() == 2000;
  }

  boolean matchesDay(LocalDate day) {
    boolean date = sets[3][day.getDayOfMonth()];
    boolean weekday = sets[5][day.getDayOfWeek().getValue() % 7];
    boolean free = any[3] || any[5];
    boolean either = free ? date && weekday : date || weekday;
    return sets[4][day.getMonthValue()] && either;
  }

  boolean matchesTime(int secondOfDay) {
    return sets[2][secondOfDay / 3600]
        && sets[1][secondOfDay / 60 % 60]
        && sets[0][secondOfDay % 60];
  }

  boolean matches(long localSecond) {
    long day = Math.floorDiv(localSecond, 86_400);
    if (day != checked) {
      checked = day;
      checkedMatches = matchesDay(LocalDate.ofEpochDay(day));
    }
    return checkedMatches && matchesTime(Math.floorMod(localSecond, 86_400));
  }

  /** A time of this century, mostly one that matches. */
  LocalDateTime somewhere() {
    for (int tries = 0; tries < 300; tries++) {
      LocalDate day = LocalDate.of(2000, 1, 1).plusDays(random.nextInt(36_000));
      if (matchesDay(day)) {
        return day.atTime(pick(2), pick(1), pick(0));
      }
    }
    return LocalDateTime.of(2000, 1, 1, 0, 0).plusSeconds(random.nextInt(Integer.MAX_VALUE));
  }

  private int pick(int field) {
    int value = random.nextInt(MOST[field] + 1);
    while (!sets[field][value]) {
      value = (value + 1) % (MOST[field] + 1);
    }
    return value;
  }
}
