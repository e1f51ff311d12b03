package io.jobservice.core;

import static io.jobservice.core.Guarded.guarded;

import io.jobservice.joblog.LogGetter;
import io.jobservice.joblog.LogSource;
import io.jobservice.joblog.Peers;
import io.jobservice.joblog.StoredLog;
import io.jobservice.joblog.StoredSource;
import io.jobservice.model.AttemptRange;
import io.jobservice.model.LogQuery;
import io.jobservice.model.NotFoundException;
import io.jobservice.model.PoolHeartbeat;
import io.jobservice.model.RanOn;
import io.jobservice.model.ServiceException;
import io.jobservice.model.UnavailableException;
import io.jobservice.model.UnreadableLogException;
import io.jobservice.redis.PoolStore;
import io.jobservice.redis.RedisClock;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Finds the logs of stays: in the places that are seen from here, else with other nodes. */
final class LogFinder {

  private final PoolStore pools;
  private final RedisClock clock;
  private final Logs.Reach reach;

  LogFinder(PoolStore pools, RedisClock clock, Logs.Reach reach) {
    this.pools = pools;
    this.clock = clock;
    this.reach = reach;
  }

  /** The log of a stay, or why it cannot be read. */
  sealed interface Found {

    /** It is there. */
    record Open(LogSource source, boolean isHere) implements Found {}

    /** It is out of reach. */
    record Away(String reason, Why why) implements Found {}

    /** Why a log is out of reach. */
    enum Why {
      /** Its node is gone. */
      GONE,
      /** There is none, or none for whoever asks from here. */
      NONE,
      /** Its node answers nobody for now. */
      BUSY,
      /** Its node does not answer this one. */
      REFUSED
    }
  }

  /**
   * Whether the log of a stay is to be found here, if there is one. The node alone does not tell:
   * containers may have one host name, and the same process number.
   */
  boolean isHere(RanOn.Stay stay) {
    return stay.stores().isEmpty()
        ? stay.node().equals(reach.node().orElse(""))
        : stores().stream().anyMatch(stay.stores()::contains);
  }

  private List<String> stores() {
    return reach.getters().stream().map(LogGetter::store).toList();
  }

  /** Whether some place that is seen from here has more of a log than a number of bytes. */
  boolean isLongHere(String id, long most) throws UnavailableException {
    try {
      for (LogGetter getter : reach.getters()) {
        Optional<StoredLog> log = getter.open(id);
        if (log.isPresent()) {
          try (StoredLog open = log.get()) {
            if (open.end() - open.start() > most) {
              return true;
            }
          }
        }
      }
      return false;
    } catch (IOException e) {
      throw broken(id, e);
    }
  }

  /** The log in the first place that has it, whoever ran the job. */
  Optional<LogSource> anywhereHere(String id, LogQuery query, long from, boolean follow)
      throws UnavailableException {
    try {
      return stored(id, List.of(), query, from, follow);
    } catch (IOException e) {
      throw broken(id, e);
    }
  }

  static Optional<AttemptRange> attempts(RanOn.Stay stay, LogQuery query) {
    return query.attempts().and(new AttemptRange(stay.first(), stay.last()));
  }

  /** Opened from behind, until there are lines enough; the last one may be followed. */
  List<Found> opened(
      String id, List<RanOn.Stay> stays, LogQuery query, long from, boolean followLast)
      throws ServiceException {
    List<Found> found = new ArrayList<>();
    LogQuery rest = query;
    try {
      for (int i = stays.size() - 1; i >= 0; i--) {
        boolean follow = followLast && i == stays.size() - 1;
        Found next = open(id, stays.get(i), attemptsOf(stays.get(i), rest), from, follow);
        found.add(next);
        if (rest.tail().isPresent() && next instanceof Found.Open open) {
          rest = rest.withTail(rest.tail().getAsInt() - open.source().lines());
          if (rest.tail().getAsInt() == 0) {
            break;
          }
        }
      }
      Collections.reverse(found);
      return found;
    } catch (ServiceException | RuntimeException e) {
      LogReading.close(found);
      throw e;
    }
  }

  static LogQuery attemptsOf(RanOn.Stay stay, LogQuery query) {
    return query.with(attempts(stay, query).orElseThrow());
  }

  /** Opens the log of a stay: here, where its node is, or with another that sees the same place. */
  Found open(String id, RanOn.Stay stay, LogQuery query, long from, boolean follow)
      throws ServiceException {
    try {
      if (isHere(stay)) {
        return new Found.Open(
            stored(id, stay.stores(), query, from, follow).orElse(NoLog.INSTANCE), true);
      }
      Found found = remote(id, stay, query, from, follow);
      if (found instanceof Found.Away) {
        // A folder of logs that came here by other means still has them.
        Optional<LogSource> moved = stored(id, List.of(), query, from, false);
        if (moved.isPresent() && moved.get().size() > 0) {
          return new Found.Open(moved.get(), true);
        }
        moved.ifPresent(LogSource::close);
      }
      return found;
    } catch (IOException e) {
      throw broken(id, e);
    }
  }

  private Optional<LogSource> stored(
      String id, List<String> stores, LogQuery query, long from, boolean follow)
      throws IOException {
    LogGetter chosen = null;
    for (LogGetter getter : reach.getters()) {
      boolean right = stores.isEmpty() || stores.contains(getter.store());
      if (right && has(getter, id)) {
        chosen = getter;
        break;
      }
      if (right && chosen == null && follow) {
        // It may come to be there.
        chosen = getter;
      }
    }
    return chosen == null
        ? Optional.empty()
        : Optional.of(StoredSource.open(chosen, id, query, from, follow));
  }

  private static boolean has(LogGetter getter, String id) throws IOException {
    Optional<StoredLog> log = getter.open(id);
    if (log.isPresent()) {
      log.get().close();
    }
    return log.isPresent();
  }

  private Found remote(String id, RanOn.Stay stay, LogQuery query, long from, boolean follow)
      throws ServiceException {
    if (stay.stores().isEmpty() && !stay.node().isEmpty() && reach.peers().isEmpty()) {
      return new Found.Away("that node keeps no logs that can be read back", Found.Why.NONE);
    }
    if (reach.peers().isEmpty()) {
      return new Found.Away("only the API of the service can ask there", Found.Why.NONE);
    }
    String reason = "no node that has it is alive";
    Found.Why why = Found.Why.GONE;
    for (PoolHeartbeat pool : candidates(stay)) {
      try {
        URI url = URI.create(pool.text("api_url"));
        return new Found.Open(reach.peers().get().open(url, id, query, from, follow), false);
      } catch (Peers.RefusedException e) {
        why = e.isPassing() ? Found.Why.BUSY : Found.Why.REFUSED;
        reason = e.getMessage();
      } catch (IOException | IllegalArgumentException e) {
        reason = pool.text("api_url") + " does not answer: " + e.getMessage();
      }
    }
    return new Found.Away(reason, why);
  }

  /** The node itself, and after it those that see the same place, as it does when it came back. */
  private List<PoolHeartbeat> candidates(RanOn.Stay stay) throws ServiceException {
    List<PoolHeartbeat> candidates = new ArrayList<>();
    for (PoolHeartbeat pool : guarded(pools::list)) {
      boolean isThis =
          reach.node().equals(Optional.of(pool.text("node_id")))
              && pool.logStores().equals(stores());
      boolean askable =
          !isThis && !pool.text("api_url").isEmpty() && pool.isHealthy(clock.seconds());
      if (askable && pool.text("node_id").equals(stay.node())) {
        candidates.add(0, pool);
      } else if (askable && !Collections.disjoint(pool.logStores(), stay.stores())) {
        candidates.add(pool);
      }
    }
    return candidates;
  }

  /** What is out of reach in part is read as far as it can be; in whole it is an error. */
  static void refuseIfAway(String id, List<RanOn.Stay> stays, List<Found> found)
      throws ServiceException {
    if (found.isEmpty() || !found.stream().allMatch(Found.Away.class::isInstance)) {
      return;
    }
    Found.Away first = (Found.Away) found.get(0);
    String where = stays.get(Math.max(0, stays.size() - found.size())).node();
    String text = "the log of job " + id + " is on node " + where + ", and " + first.reason();
    throw switch (first.why()) {
      case GONE -> new NotFoundException(text + "; look there in its folder of job logs");
      case NONE -> new NotFoundException(text);
      case BUSY -> new UnavailableException(text);
      case REFUSED -> new UnreadableLogException(text);
    };
  }

  private static UnavailableException broken(String id, IOException e) {
    return new UnavailableException("the log of job " + id + " cannot be read: " + e, e);
  }
}
