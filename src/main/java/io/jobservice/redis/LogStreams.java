package io.jobservice.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.resps.StreamEntry;

/**
 * The logs of jobs as streams: each entry holds some whole lines, and its id is the place of their
 * first byte in the log, plus one. Safe to share.
 */
public final class LogStreams {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** A connection that was lost while nothing was written is no trouble yet. */
  private static final Duration HICCUP = Duration.ofMillis(300);

  private static final int LONGEST_ID = 256;

  private final Redis redis;

  /**
   * The logs of a namespace.
   *
   * @param redis where they are
   */
  public LogStreams(Redis redis) {
    this.redis = redis;
  }

  /** Some lines of a log, in UTF-8. */
  public static final class Piece {

    private final long place;
    private final byte[] text;

    Piece(long place, byte[] text) {
      this.place = place;
      this.text = text;
    }

    /** The place of the first byte in the log, from 0. */
    public long place() {
      return place;
    }

    /** The place behind the last byte. */
    public long end() {
      return place + text.length;
    }

    /**
     * Copies bytes from a place on.
     *
     * @param from the place in the log of the first one, not before {@link #place}
     * @param into where they go
     * @param offset of the first one there
     * @param length how many at most
     * @return how many there were
     */
    public int copy(long from, byte[] into, int offset, int length) {
      int first = (int) (from - place);
      int count = Math.min(length, text.length - first);
      System.arraycopy(text, first, into, offset, count);
      return count;
    }
  }

  /**
   * Whose lines are written.
   *
   * @param id the id of the job, any text
   * @param pool the pool that runs it
   * @param attempt which run it is
   */
  public record Owner(String id, String pool, long attempt) {}

  /**
   * Appends lines, once, however often they are sent.
   *
   * @param owner whose they are
   * @param number which batch of the attempt it is, from 1
   * @param text the lines, each ended
   * @param most how many bytes of the log are kept; the oldest are let go
   * @param kept how long the log is kept from now on
   * @return whether the job is still the owner's; nothing was written if it is not
   * @throws RedisUnavailableException if Redis does not answer
   * @throws RefusedException if a key of the job holds something else
   */
  public boolean append(Owner owner, long number, byte[] text, long most, Duration kept) {
    Arguments args =
        new Arguments()
            .add(owner.pool())
            .add(owner.attempt())
            .add(name(owner.id()))
            .add(number)
            .add(most)
            .add(kept.toSeconds())
            .add(text);
    String stats = redis.keys().stats(owner.id());
    return Replies.text(redis.runPatiently("log", stats, args.list(), HICCUP)).equals("OK");
  }

  /**
   * The first lines that are still there.
   *
   * @param id the id of a job, any text
   * @return empty when there is no log
   */
  public Optional<Piece> first(String id) {
    return range(id, "-", 1).stream().findFirst();
  }

  /**
   * The last lines.
   *
   * @param id the id of a job, any text
   * @return empty when there is no log
   */
  public Optional<Piece> last(String id) {
    return upTo(id, "+");
  }

  /**
   * The lines that have a place in them; the first ones if the place is no longer there, the last
   * ones if it is not yet.
   *
   * @param id the id of a job, any text
   * @param place from 0
   * @return empty when there is no log
   */
  public Optional<Piece> at(String id, long place) {
    Optional<Piece> found = upTo(id, entryId(place));
    return found.isPresent() ? found : first(id);
  }

  /**
   * The lines from a place on where a piece begins.
   *
   * @param id the id of a job, any text
   * @param place where a piece begins
   * @param most how many pieces at most
   */
  public List<Piece> from(String id, long place, int most) {
    return range(id, entryId(place), most);
  }

  private static String entryId(long place) {
    return (place + 1) + "-0";
  }

  private List<Piece> range(String id, String from, int most) {
    String key = redis.keys().jobLog(name(id));
    return redis.readPatiently(jedis -> jedis.xrange(key, from, "+", most), PATIENCE).stream()
        .map(LogStreams::piece)
        .toList();
  }

  private Optional<Piece> upTo(String id, String last) {
    String key = redis.keys().jobLog(name(id));
    return redis.readPatiently(jedis -> jedis.xrevrange(key, last, "-", 1), PATIENCE).stream()
        .map(LogStreams::piece)
        .findFirst();
  }

  private static Piece piece(StreamEntry entry) {
    String text = entry.getFields().getOrDefault("text", "");
    return new Piece(entry.getID().getTime() - 1, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Ids of other producers have any length. */
  private static String name(String id) {
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= LONGEST_ID ? id : "sha256:" + sha256(bytes);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
