package io.jobservice.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** What pools have in progress, read with a bounded effort. It writes nothing. Safe to share. */
public final class InProgress {

  /** So much of a list is looked at. */
  public static final int LOOKED_AT = 10_000;

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int ENTRIES_A_READ = 1_000;
  private static final int LISTS_A_PIPELINE = 500;

  /** What is taken from a list while it is read moves what comes after it. */
  private static final int TRIES = 2;

  private final Redis redis;

  /**
   * What is in progress in a namespace.
   *
   * @param redis where it is
   */
  public InProgress(Redis redis) {
    this.redis = redis;
  }

  /**
   * Some ids of jobs of a type that are in progress.
   *
   * @param type the type
   * @param pools the ids of the pools
   * @return some thousand at most
   */
  public List<String> ids(String type, Collection<String> pools) {
    List<String> ids = new ArrayList<>();
    List<String> all = List.copyOf(pools);
    for (int from = 0; from < all.size() && ids.size() < LOOKED_AT; from += LISTS_A_PIPELINE) {
      List<String> some = all.subList(from, Math.min(all.size(), from + LISTS_A_PIPELINE));
      pieces(type, some, 0)
          .forEach(piece -> piece.forEach(entry -> JobPlaces.idOf(entry).ifPresent(ids::add)));
    }
    return ids;
  }

  /**
   * Who has a job in progress.
   *
   * @param pool the pool, if one was found
   * @param whole whether all was looked at, if none was found
   */
  public record Holder(Optional<String> pool, boolean whole) {}

  /**
   * Looks who has a job in progress.
   *
   * @param type its type
   * @param pools the ids of the pools
   * @param id the job
   */
  public Holder holder(String type, Collection<String> pools, String id) {
    List<String> all = List.copyOf(pools);
    boolean whole = true;
    for (int from = 0; from < all.size(); from += LISTS_A_PIPELINE) {
      List<String> some = all.subList(from, Math.min(all.size(), from + LISTS_A_PIPELINE));
      List<List<byte[]>> heads = pieces(type, some, 0);
      for (int i = 0; i < some.size(); i++) {
        if (has(heads.get(i), id)) {
          return new Holder(Optional.of(some.get(i)), true);
        }
      }
      for (int i = 0; i < some.size(); i++) {
        if (heads.get(i).size() == ENTRIES_A_READ) {
          Holder holder = beyond(type, some.get(i), id);
          if (holder.pool.isPresent()) {
            return holder;
          }
          whole &= holder.whole;
        }
      }
    }
    return new Holder(Optional.empty(), whole);
  }

  private Holder beyond(String type, String pool, String id) {
    for (int i = 0; i < TRIES; i++) {
      for (int from = 0; ; from += ENTRIES_A_READ) {
        if (from >= LOOKED_AT) {
          return new Holder(Optional.empty(), false);
        }
        List<byte[]> piece = pieces(type, List.of(pool), from).get(0);
        if (has(piece, id)) {
          return new Holder(Optional.of(pool), true);
        }
        if (piece.size() < ENTRIES_A_READ) {
          break;
        }
      }
    }
    return new Holder(Optional.empty(), true);
  }

  private static boolean has(List<byte[]> entries, String id) {
    return entries.stream().anyMatch(entry -> JobPlaces.isOf(entry, id));
  }

  private List<List<byte[]>> pieces(String type, List<String> pools, int from) {
    return redis.<List<List<byte[]>>>readPatiently(
        jedis -> {
          List<Response<List<byte[]>>> lists = new ArrayList<>();
          try (AbstractPipeline pipeline = jedis.pipelined()) {
            for (String pool : pools) {
              byte[] key = Redis.bytes(redis.keys().inProgress(type, pool));
              lists.add(pipeline.lrange(key, from, from + ENTRIES_A_READ - 1));
            }
          }
          return lists.stream().map(list -> Replies.orElse(list, List.of())).toList();
        },
        PATIENCE);
  }
}
