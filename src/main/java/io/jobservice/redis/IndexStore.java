package io.jobservice.redis;

import io.jobservice.job.JobKind;
import io.jobservice.model.JobPage;
import io.jobservice.model.JobQuery;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatus;
import io.jobservice.model.ScheduledPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * The time index of all jobs: reading it, and keeping it as large as the records that there are.
 * Safe to share.
 */
public final class IndexStore {

  static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long MICROS = 1_000_000;

  /** What one script call may look at; Redis does nothing else meanwhile. */
  private static final int LOOKS_A_CALL = 500;

  /**
   * What one page looks at, and for how long when that is more than the least, so that a filter
   * that fits little takes no worker of the API long.
   */
  private static final int LEAST_LOOKS = 10_000;

  private static final int MOST_LOOKS = 100_000;
  private static final long LOOKING_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

  /** What the records of one page may have, about; a page of large ones is short. */
  static final long BYTES_A_PAGE = 8 << 20;

  private static final int KEYS_A_SCAN = 500;

  private final Redis redis;
  private final Retention retention;

  /**
   * The index of a namespace.
   *
   * @param redis where it is
   * @param retention how long records are kept
   */
  public IndexStore(Redis redis, Retention retention) {
    this.redis = redis;
    this.retention = retention;
  }

  /**
   * What a piece of tidying did.
   *
   * @param looked how many it looked at
   * @param removed how many of these it took out
   */
  public record Tidied(int looked, int removed) {}

  /**
   * Lists jobs, newest first.
   *
   * @param query which ones
   */
  public JobPage page(JobQuery query) {
    List<JobStats> jobs = new ArrayList<>();
    String below =
        query.cursor() > 0
            ? Long.toString(query.cursor())
            : query.until().isPresent() ? micros(query.until().getAsLong()) : "+inf";
    int looked = 0;
    long bytes = 0;
    long end = redis.clock().monotonicNanos() + LOOKING_NANOS;
    while (!below.isEmpty()
        && jobs.size() < query.pageSize()
        && (looked < LEAST_LOOKS || redis.clock().monotonicNanos() - end < 0)
        && looked < MOST_LOOKS
        && bytes < BYTES_A_PAGE) {
      int had = jobs.size();
      below = look(query, below, query.pageSize() - had, jobs);
      looked += LOOKS_A_CALL;
      bytes += jobs.subList(had, jobs.size()).stream().mapToLong(IndexStore::size).sum();
    }
    return new JobPage(jobs, below.isEmpty() ? 0 : (long) Double.parseDouble(below));
  }

  static long size(JobStats job) {
    return job.fields().values().stream().mapToLong(String::length).sum();
  }

  private String look(JobQuery query, String below, int most, List<JobStats> into) {
    List<byte[]> args =
        new Arguments()
            .add(redis.keys().prefix())
            .add(below)
            .add(query.since().isPresent() ? micros(query.since().getAsLong()) : "-inf")
            .add(most)
            .add(LOOKS_A_CALL)
            .add(joined(query.statuses(), JobStatus::text))
            .add(joined(query.names(), Function.identity()))
            .add(joined(query.kinds(), JobKind::text))
            .add(BYTES_A_PAGE)
            .add(query.upcoming() ? "" : Long.toString(redis.clock().seconds()))
            .add(query.upstream().orElse(""))
            .list();
    List<?> reply =
        Replies.list(
            redis.patiently(
                PATIENCE, () -> redis.runUntimed("list", redis.keys().jobIndex(), args)));
    for (Object item : reply.subList(1, reply.size())) {
      List<String> words = Replies.texts(item);
      Map<String, String> fields = new HashMap<>();
      for (int i = 0; i < words.size(); i += 2) {
        fields.put(words.get(i), words.get(i + 1));
      }
      into.add(JobStats.of(fields));
    }
    return Replies.texts(reply.get(0)).get(0);
  }

  private static String micros(long second) {
    return Long.toString(Math.multiplyExact(second, MICROS));
  }

  private static <T> String joined(Collection<T> words, Function<T, String> text) {
    return words.stream().map(text).sorted().collect(Collectors.joining(","));
  }

  /**
   * Lists the jobs that wait for their time, the soonest first.
   *
   * @param page which page, from 1
   * @param pageSize how many jobs a page has
   */
  public ScheduledPage scheduled(long page, int pageSize) {
    long from = Math.multiplyExact(page - 1, (long) pageSize);
    return new ScheduledJobs(redis).page(from, pageSize);
  }

  /**
   * Finds jobs by the beginning of their ids, which takes a walk through the index.
   *
   * @param beginning what the ids begin with
   * @param most how many to find at most
   * @return the jobs, newest first; the job of exactly that id alone, if there is one. The next
   *     page is other than 0 if there may be more, because the index was not looked through to its
   *     end; nothing goes on from there
   */
  public JobPage beginningWith(String beginning, int most) {
    return new IdSearch(redis).find(beginning, most);
  }

  /**
   * Takes jobs out of the index whose records have expired.
   *
   * @param passed how many of the oldest to pass over, because they were looked at
   */
  public Tidied trim(int passed) {
    Arguments args = new Arguments().add(passed).add(LOOKS_A_CALL);
    return tidied(redis.run("trim", redis.keys().jobIndex(), args.list()));
  }

  /**
   * Takes entries out of the dead set that are older than they are kept.
   *
   * @param passed how many of the oldest to pass over, because they were looked at
   */
  public Tidied forget(int passed) {
    long before = redis.clock().seconds() - retention.error().toSeconds();
    Arguments args = new Arguments().add(before).add(passed).add(LOOKS_A_CALL);
    return tidied(redis.run("forget", redis.keys().dead(), args.list()));
  }

  /** Whether that was all there is to look at. */
  public static boolean isLast(Tidied piece) {
    return piece.looked() < LOOKS_A_CALL;
  }

  private static Tidied tidied(Object reply) {
    List<String> numbers = Replies.texts(reply);
    return new Tidied(Integer.parseInt(numbers.get(0)), Integer.parseInt(numbers.get(1)));
  }

  /**
   * Takes jobs into the index that another kind of node accepted, a piece of the keyspace a call.
   *
   * @param cursor where to go on, "0" at first
   * @return where to go on next, "0" after the last piece
   */
  public String adopt(String cursor) {
    String head = redis.keys().stats("");
    ScanParams some = new ScanParams().count(KEYS_A_SCAN).match(escaped(head) + "*");
    ScanResult<String> keys = redis.read(jedis -> jedis.scan(cursor, some, "hash"));
    List<String> ids = keys.getResult().stream().map(key -> key.substring(head.length())).toList();
    if (!ids.isEmpty()) {
      adopt(ids);
    }
    return keys.getCursor();
  }

  private void adopt(List<String> ids) {
    String index = redis.keys().jobIndex();
    List<Double> places = redis.read(jedis -> jedis.zmscore(index, ids.toArray(String[]::new)));
    Arguments unknown = new Arguments();
    for (int i = 0; i < ids.size(); i++) {
      if (places.get(i) == null) {
        unknown.add(ids.get(i));
      }
    }
    if (!unknown.list().isEmpty()) {
      redis.run("adopt", index, unknown.list());
    }
  }

  /** A pattern that matches the text alone. */
  static String escaped(String text) {
    return text.replaceAll("[\\\\*?\\[\\]^]", "\\\\$0");
  }
}
