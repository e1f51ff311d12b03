package io.jobservice.redis;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobservice.redis.HookOutbox.Page;
import io.jobservice.redis.HookOutbox.Shown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.Tuple;

/** The outbox as it is shown: the events that wait, and those that were given up. Safe to share. */
final class HookListing {

  private static final int SOME = 100;

  private final Redis redis;

  HookListing(Redis redis) {
    this.redis = redis;
  }

  Page pending(Optional<String> cursor, int size) {
    Cursor from = Cursor.parse(cursor);
    List<Shown> events = new ArrayList<>();
    while (events.size() < size) {
      List<Tuple> jobs = after(from, redis.keys().hookJobs(), true, size);
      for (Tuple job : jobs) {
        events.addAll(pendingOf(job.getElement(), SOME));
        from = new Cursor(job.getScore(), job.getElement());
        if (events.size() >= size) {
          break;
        }
      }
      if (jobs.isEmpty()) {
        return new Page(events, Optional.empty());
      }
    }
    return new Page(events, Optional.of(from.toString()));
  }

  Page dead(Optional<String> cursor, int size) {
    List<Tuple> ids = after(Cursor.parse(cursor), redis.keys().hookDead(), false, size);
    List<Shown> events = letters(ids.stream().map(Tuple::getElement).toList());
    if (ids.size() < size) {
      return new Page(events, Optional.empty());
    }
    Tuple last = ids.get(ids.size() - 1);
    return new Page(events, Optional.of(new Cursor(last.getScore(), last.getElement()).toString()));
  }

  List<Shown> pendingOf(String job, int most) {
    Keys keys = redis.keys();
    List<String> texts = redis.read(jedis -> jedis.lrange(keys.hooks(job), 0, most - 1));
    List<Shown> shown = new ArrayList<>(texts.size());
    for (String text : texts) {
      HookEvent.parse(job, text)
          .ifPresent(event -> shown.add(shown.isEmpty() ? head(event) : waiting(event)));
    }
    return shown;
  }

  List<Shown> deadOf(String job) {
    List<String> ids = new ArrayList<>();
    redis.read(
        jedis -> {
          ScanParams params = new ScanParams().match(glob(job) + "-*").count(SOME);
          String at = ScanParams.SCAN_POINTER_START;
          do {
            ScanResult<Tuple> some = jedis.zscan(redis.keys().hookDead(), at, params);
            some.getResult().forEach(letter -> ids.add(letter.getElement()));
            at = some.getCursor();
          } while (!at.equals(ScanParams.SCAN_POINTER_START));
          return null;
        });
    return letters(ids.stream().distinct().toList()).stream()
        .filter(letter -> letter.event().job().equals(job))
        .sorted(Comparator.comparingLong(letter -> letter.event().sequence()))
        .toList();
  }

  /** The oldest event of a job, which alone is tried. */
  private Shown head(HookEvent event) {
    Keys keys = redis.keys();
    String endpoint = HookEvent.endpoint(event.url());
    return redis.read(
        jedis -> {
          Map<String, String> state = jedis.hgetAll(keys.hookState(event.job()));
          Double due = jedis.zscore(keys.hookDue(endpoint), event.job());
          String closed = jedis.hget(keys.hookBreaker(endpoint), "closed_until");
          boolean delivering = jedis.hexists(keys.hookClaims(), event.job());
          return new Shown(
              event,
              endpoint,
              Integer.parseInt(state.getOrDefault("failures", "0")),
              state.getOrDefault("error", ""),
              delivering || due == null
                  ? 0
                  : Math.max(due.longValue(), closed == null ? 0 : Long.parseLong(closed)),
              delivering,
              0);
        });
  }

  private static Shown waiting(HookEvent event) {
    return new Shown(event, HookEvent.endpoint(event.url()), 0, "", 0, false, 0);
  }

  private List<Shown> letters(List<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<String> texts =
        redis.read(jedis -> jedis.hmget(redis.keys().hookDeadEvents(), ids.toArray(String[]::new)));
    return texts.stream().filter(Objects::nonNull).flatMap(HookListing::letter).toList();
  }

  private static Stream<Shown> letter(String text) {
    JsonNode letter = HookEvent.json(text);
    String job = letter.path(0).asText();
    HookEvent event =
        HookEvent.parse(job, letter.path(2).asText())
            .orElseGet(() -> HookEvent.unreadable(job, letter.path(2).asText()));
    return Stream.of(
        new Shown(
            event,
            letter.path(1).asText(),
            letter.path(3).asInt(),
            letter.path(4).asText(),
            0,
            false,
            letter.path(5).asLong()));
  }

  /** The members of a sorted set behind a place, in its order or against it. */
  private List<Tuple> after(Cursor from, String key, boolean ascending, int most) {
    List<Tuple> found = new ArrayList<>();
    int offset = 0;
    while (found.size() < most) {
      ZRangeParams range = from.range(ascending).limit(offset, SOME);
      List<Tuple> some = redis.read(jedis -> jedis.zrangeWithScores(key, range));
      some.stream().filter(tuple -> from.isBefore(tuple, ascending)).forEach(found::add);
      if (some.size() < SOME) {
        break;
      }
      offset += SOME;
    }
    return found.subList(0, Math.min(most, found.size()));
  }

  /** The last member of a page. */
  private record Cursor(double score, String member) {

    static Cursor parse(Optional<String> text) {
      if (text.isEmpty()) {
        return new Cursor(Double.NaN, "");
      }
      int colon = text.get().indexOf(':');
      try {
        return new Cursor(
            Long.parseLong(text.get().substring(0, Math.max(0, colon))),
            text.get().substring(colon + 1));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("no cursor: " + text.get(), e);
      }
    }

    ZRangeParams range(boolean ascending) {
      if (ascending) {
        double least = Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
        return ZRangeParams.zrangeByScoreParams(least, Double.POSITIVE_INFINITY);
      }
      double most = Double.isNaN(score) ? Double.POSITIVE_INFINITY : score;
      return ZRangeParams.zrangeByScoreParams(most, Double.NEGATIVE_INFINITY).rev();
    }

    boolean isBefore(Tuple tuple, boolean ascending) {
      if (Double.isNaN(score) || tuple.getScore() != score) {
        return true;
      }
      int order = tuple.getElement().compareTo(member);
      return ascending ? order > 0 : order < 0;
    }

    @Override
    public String toString() {
      return Math.round(score) + ":" + member;
    }
  }

  private static String glob(String text) {
    return text.replaceAll("([\\\\*?\\[\\]^])", "\\\\$1");
  }
}
