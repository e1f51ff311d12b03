package io.jobservice.redis;

import io.jobservice.model.JobPage;
import io.jobservice.model.JobStats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.Tuple;

/**
 * Finds jobs by the beginning of their ids, in the time index. Executions are found by a beginning
 * that has their policy's whole id alone: they are many, and the policy would not be found among
 * them. Safe to share.
 */
final class IdSearch {

  /** Some milliseconds of Redis' time. */
  private static final int ENTRIES_A_SCAN = 10_000;

  /** Ten million jobs are some seconds. */
  private static final int MOST_SCANS = 1_000;

  /** A cursor that says that there may be more; nothing goes on from it. */
  private static final long NOT_TO_THE_END = 1;

  /** What stands between the id of a policy and the second of an execution. */
  private static final String OF_EXECUTION = "@";

  private final Redis redis;
  private final int entriesAScan;
  private final int mostScans;

  IdSearch(Redis redis) {
    this(redis, ENTRIES_A_SCAN, MOST_SCANS);
  }

  /** One that scans smaller pieces, or fewer. */
  IdSearch(Redis redis, int entriesAScan, int mostScans) {
    this.redis = redis;
    this.entriesAScan = entriesAScan;
    this.mostScans = mostScans;
  }

  private record Found(double place, JobStats job) {}

  /** The jobs, newest first; with a next page if others were not looked at. */
  JobPage find(String beginning, int most) {
    Optional<JobStats> exact = records(List.of(beginning)).get(0);
    if (exact.isPresent()) {
      return new JobPage(List.of(exact.get()), 0);
    }
    List<Found> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    ScanParams some =
        new ScanParams().count(entriesAScan).match(IndexStore.escaped(beginning) + "*");
    String cursor = ScanParams.SCAN_POINTER_START;
    long bytes = 0;
    boolean ended = false;
    for (int i = 0; i < mostScans && !ended && !isFull(found, most, bytes); i++) {
      ScanResult<Tuple> piece = scan(cursor, some);
      bytes += add(fresh(piece, beginning, seen), found, most);
      cursor = piece.getCursor();
      ended = piece.isCompleteIteration();
    }
    found.sort(Comparator.comparingDouble(Found::place).reversed());
    // What filled the page may have left out others of the last piece.
    boolean all = ended && !isFull(found, most, bytes);
    return new JobPage(found.stream().map(Found::job).toList(), all ? 0 : NOT_TO_THE_END);
  }

  private static boolean isFull(List<Found> found, int most, long bytes) {
    return found.size() >= most || bytes >= IndexStore.BYTES_A_PAGE;
  }

  private ScanResult<Tuple> scan(String cursor, ScanParams some) {
    return redis.readPatiently(
        jedis -> jedis.zscan(redis.keys().jobIndex(), cursor, some), IndexStore.PATIENCE);
  }

  /** A scan may name a job twice. */
  private static List<Tuple> fresh(ScanResult<Tuple> piece, String beginning, Set<String> seen) {
    boolean executions = beginning.contains(OF_EXECUTION);
    return piece.getResult().stream()
        .filter(entry -> executions || !entry.getElement().contains(OF_EXECUTION))
        .filter(entry -> seen.add(entry.getElement()))
        .toList();
  }

  /** Returns about how many bytes were added. */
  private long add(List<Tuple> fresh, List<Found> found, int most) {
    long bytes = 0;
    int from = 0;
    while (from < fresh.size() && found.size() < most && bytes < IndexStore.BYTES_A_PAGE) {
      // The records of some may have expired; then others are to be read.
      int till = Math.min(fresh.size(), from + most - found.size());
      bytes += add(fresh.subList(from, till), found);
      from = till;
    }
    return bytes;
  }

  private long add(List<Tuple> entries, List<Found> found) {
    List<Optional<JobStats>> records = records(entries.stream().map(Tuple::getElement).toList());
    long bytes = 0;
    for (int i = 0; i < entries.size(); i++) {
      Optional<JobStats> job = records.get(i);
      if (job.isPresent()) {
        found.add(new Found(entries.get(i).getScore(), job.get()));
        bytes += IndexStore.size(job.get());
      }
    }
    return bytes;
  }

  private List<Optional<JobStats>> records(List<String> ids) {
    return redis.readPatiently(
        jedis -> {
          List<Response<Map<String, String>>> replies = new ArrayList<>();
          try (AbstractPipeline pipeline = jedis.pipelined()) {
            ids.forEach(id -> replies.add(pipeline.hgetAll(redis.keys().stats(id))));
          }
          return replies.stream()
              .map(reply -> Replies.orElse(reply, Map.of()))
              .map(
                  fields ->
                      fields.isEmpty()
                          ? Optional.<JobStats>empty()
                          : Optional.of(JobStats.of(fields)))
              .toList();
        },
        IndexStore.PATIENCE);
  }
}
