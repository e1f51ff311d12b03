package io.jobservice.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the attempts of a job ran, and so where its logs are. Stored as the field {@code ran_on}:
 * {@code 1 STORE+STORE host:pid,4 STORE host:pid}, a stay for each change of the place; the oldest
 * of very many are forgotten.
 *
 * @param stays by attempt, the first one first
 */
public record RanOn(List<Stay> stays) {

  private static final Pattern STAY = Pattern.compile("([0-9]{1,18}) ([^ ,]*) ([^ ,]+)");

  /** Copies the list. */
  public RanOn {
    stays = List.copyOf(stays);
  }

  /**
   * Attempts in a row that ran in one place.
   *
   * @param first the number of the first one
   * @param last that of the last one, {@link Long#MAX_VALUE} while more may follow
   * @param stores what tells the places where this node kept logs
   * @param node the node, as {@code host:pid}
   */
  public record Stay(long first, long last, List<String> stores, String node) {

    /** Copies the list. */
    public Stay {
      stores = List.copyOf(stores);
      Objects.requireNonNull(node);
    }

    /** The same of other attempts. */
    public Stay with(AttemptRange range) {
      return new Stay(range.first(), range.last(), stores, node);
    }

    /**
     * The same without attempts that have not begun.
     *
     * @param newest the newest attempt; 0 when that is not known
     */
    public Stay upTo(long newest) {
      return newest < first || last <= newest ? this : new Stay(first, newest, stores, node);
    }
  }

  /**
   * The stays of a job.
   *
   * @param stats its record; what is no stay in it is passed over
   */
  public static RanOn of(JobStats stats) {
    List<Stay> stays = new ArrayList<>();
    long next = Long.MAX_VALUE;
    List<String> parts = List.of(stats.text("ran_on").split(",", -1));
    for (int i = parts.size() - 1; i >= 0; i--) {
      Matcher stay = STAY.matcher(parts.get(i));
      if (stay.matches()) {
        long first = Long.parseLong(stay.group(1));
        List<String> stores = stay.group(2).isEmpty() ? List.of() : stores(stay.group(2));
        stays.add(
            0, new Stay(first, next == Long.MAX_VALUE ? next : next - 1, stores, stay.group(3)));
        next = first;
      }
    }
    return new RanOn(stays);
  }

  /**
   * A place as it is stored, without the attempt.
   *
   * @param stores what tells its places of logs
   * @param node the node
   */
  public static String place(List<String> stores, String node) {
    return String.join("+", stores) + " " + node.replaceAll("[ ,]", "_");
  }

  /** The places of logs that a node names in its heartbeat, or a stay in {@code ran_on}. */
  static List<String> stores(String text) {
    return List.of(text.split("\\+", -1));
  }
}
