package io.jobservice.cron;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads one field: a list of {@code *}, {@code ?}, values and ranges, each with a step or not. */
final class FieldReader {

  private static final String STEP = "[0-9]{1,9}";

  private final CronField field;

  FieldReader(CronField field) {
    this.field = field;
  }

  FieldValues read(String text) throws InvalidCronException {
    long bits = 0;
    boolean any = false;
    for (String item : text.split(",", -1)) {
      if (item.isEmpty()) {
        throw wrong(text, "has an empty item", "write one comma between two items");
      }
      String[] parts = item.split("/", -1);
      if (parts.length > 2) {
        throw wrong(item, "has more than one step", "write one, such as */5");
      }
      int step = parts.length == 1 ? 1 : step(item, parts[1]);
      boolean all = parts[0].equals("*") || parts[0].equals("?");
      any |= all && step == 1;
      bits |= all ? bits(field.least(), field.most(), step) : range(item, parts, step);
    }
    return new FieldValues(field, bits, any);
  }

  /** Sentences about steps that are beyond their range, of a field that can be read. */
  List<String> oddSteps(String text) {
    List<String> odd = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      String[] parts = item.split("/", -1);
      String[] ends = parts[0].split("-", -1);
      boolean all = parts[0].matches("[*?]");
      int low = all ? field.least() : field.read(ends[0]).orElse(field.least());
      int high = ends.length == 2 ? field.read(ends[1]).orElse(field.most()) : field.most();
      int values = high - low + 1;
      if (parts.length == 2 && parts[1].matches(STEP) && Integer.parseInt(parts[1]) > values) {
        odd.add(
            "the step "
                + parts[1]
                + " is beyond the "
                + values
                + (values == 1 ? " value" : " values")
                + " of the "
                + field.label()
                + (all ? "" : " '" + parts[0] + "'")
                + ": it fires at the first only");
      }
    }
    return odd;
  }

  private int step(String item, String text) throws InvalidCronException {
    if (!text.matches(STEP)) {
      throw wrong(item, "has a step that is not a number", "write one, such as */5");
    }
    int step = Integer.parseInt(text);
    if (step == 0) {
      throw wrong(item, "has a step of 0", "write 1 or more");
    }
    return step;
  }

  private long range(String item, String[] parts, int step) throws InvalidCronException {
    String[] ends = parts[0].split("-", -1);
    if (ends.length > 2) {
      throw wrong(item, "has more than one hyphen", "write a range as FIRST-LAST");
    }
    int low = value(item, ends[0]);
    if (ends.length == 1) {
      // A first value with a step goes on to the end of the field.
      return bits(low, parts.length == 1 ? low : field.most(), step);
    }
    int high = value(item, ends[1]);
    if (low > high) {
      throw wrong(
          item,
          "runs backwards",
          "write "
              + upTo(low, field.most(), ends[0])
              + ","
              + upTo(field.least(), high, ends[1])
              + (parts.length == 1 ? "" : ", each with its step"));
    }
    return bits(low, high, step);
  }

  private String upTo(int low, int high, String like) {
    return low == high
        ? field.write(low, like)
        : field.write(low, like) + "-" + field.write(high, like);
  }

  private int value(String item, String text) throws InvalidCronException {
    OptionalInt value = field.read(text);
    if (value.isEmpty()) {
      Optional<String> meant = shortNames(item);
      if (meant.isPresent()) {
        throw wrong(item, "is not known", "did you mean '" + meant.get() + "'?");
      }
      String others = "lists, ranges and steps of these, or *";
      throw wrong(
          item,
          text.matches("[0-9]+") ? "is out of range" : "is not known",
          "allowed are " + field.allowed() + ", " + others);
    }
    int number = value.getAsInt();
    if (number < field.least() || number > field.most()) {
      boolean seven = field == CronField.DAY_OF_WEEK && number == 7;
      throw wrong(
          item,
          "is out of range",
          seven ? "write 0 or SUN for Sunday" : "allowed are " + field.allowed());
    }
    return number;
  }

  /** What was meant by names that are written in full, such as {@code Monday-Friday}. */
  private Optional<String> shortNames(String item) {
    String meant = item.replaceAll("([A-Za-z]{3})[A-Za-z]+", "$1").toUpperCase(Locale.ROOT);
    try {
      // What is shorter is read anew, and cannot be shortened further.
      if (meant.length() < item.length()) {
        read(meant);
        return Optional.of(meant);
      }
    } catch (InvalidCronException e) {
      // It is no name in full.
    }
    return Optional.empty();
  }

  private static long bits(int low, int high, int step) {
    long bits = 0;
    for (long value = low; value <= high; value += step) {
      bits |= 1L << value;
    }
    return bits;
  }

  private InvalidCronException wrong(String value, String reason, String remedy) {
    return new InvalidCronException(field.label(), value, reason, remedy);
  }
}
