package io.jobservice.redis;

import io.jobservice.model.EventId;
import io.jobservice.model.StatusEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntry;

/**
 * What happens to jobs, as the scripts note it while somebody follows: the newest events of all
 * nodes. Safe to share. A call fails with {@link RedisUnavailableException} when Redis is away.
 */
public final class EventStore {

  /** How long events go on to be kept after the last call of {@link #follow}. */
  public static final Duration KEPT = Duration.ofMinutes(10);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Redis redis;

  /**
   * The events of a namespace.
   *
   * @param redis where they are
   */
  public EventStore(Redis redis) {
    this.redis = redis;
  }

  /**
   * Which events there are; of both ends there may be more by now.
   *
   * @param oldest the oldest one
   * @param newest the newest one
   */
  public record Window(EventId oldest, EventId newest) {}

  /** Has events kept for {@link #KEPT} from now on; to be said again before that is over. */
  public Window follow() {
    Arguments args = new Arguments().add(KEPT.toSeconds()).add(2 * KEPT.toSeconds());
    List<String> ends =
        Replies.texts(redis.runPatiently("follow", redis.keys().events(), args.list(), PATIENCE));
    return new Window(id(ends.get(0)), id(ends.get(1)));
  }

  /**
   * The events behind one, the oldest first.
   *
   * @param id that one, which need not be there
   * @param most how many at most, 1 or more
   */
  public List<StatusEvent> after(EventId id, int most) {
    StreamEntryID from = new StreamEntryID(id.millis(), id.sequence() + 1);
    return redis
        .readPatiently(
            jedis -> jedis.xrange(redis.keys().events(), from, StreamEntryID.MAXIMUM_ID, most),
            PATIENCE)
        .stream()
        .map(EventStore::event)
        .toList();
  }

  /**
   * Waits for events behind one, on a connection for that.
   *
   * @param id that one
   * @param most how many at most, 1 or more
   * @param longest how long to wait; less than ten milliseconds count as ten
   * @return what has come, the oldest first; empty when nothing has
   */
  public List<StatusEvent> await(EventId id, int most, Duration longest) {
    StreamEntryID after = new StreamEntryID(id.millis(), id.sequence());
    return redis.awaitEntries(redis.keys().events(), after, most, longest).stream()
        .map(EventStore::event)
        .toList();
  }

  private static EventId id(String text) {
    return EventId.parse(text).orElseThrow();
  }

  private static StatusEvent event(StreamEntry entry) {
    EventId id = new EventId(entry.getID().getTime(), entry.getID().getSequence());
    Map<String, String> fields = entry.getFields();
    return switch (fields.getOrDefault("e", "")) {
      case "s" -> event(id, StatusEvent.Type.STATUS, fields);
      case "c" -> event(id, StatusEvent.Type.CHECK_IN, fields);
      default -> StatusEvent.gap(id);
    };
  }

  private static StatusEvent event(EventId id, StatusEvent.Type type, Map<String, String> fields) {
    return new StatusEvent(
        id,
        type,
        fields.getOrDefault("id", ""),
        fields.getOrDefault("n", ""),
        fields.getOrDefault("k", ""),
        fields.getOrDefault("s", ""),
        number(fields.get("r")),
        number(fields.get("a")),
        filled(fields.get("u")),
        type == StatusEvent.Type.CHECK_IN
            ? Optional.of(fields.getOrDefault("c", ""))
            : Optional.empty());
  }

  private static Optional<String> filled(String text) {
    return Optional.ofNullable(text).filter(value -> !value.isEmpty());
  }

  /** Nodes of the other kind may have written anything into a record. */
  private static long number(String text) {
    try {
      return text == null || text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
