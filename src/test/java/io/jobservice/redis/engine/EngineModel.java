package io.jobservice.redis.engine;

import io.jobservice.model.Purged;
import io.jobservice.redis.engine.ModelJob.NewJob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The queue engine in plain collections, as the layout and the design tell it. Each operation
 * answers what the scripts are to answer. A queue is a list whose last element runs next.
 */
final class EngineModel {

  static final List<String> TYPES = List.of("A", "B");
  static final Map<String, Integer> LIMITS = Map.of("A", 0, "B", 2);

  final Map<Integer, ModelJob> jobs = new TreeMap<>();
  final Map<String, List<ModelJob>> queues = new HashMap<>();
  final Map<String, List<ModelJob>> inProgress = new HashMap<>();
  final List<ModelJob> scheduled = new ArrayList<>();
  final List<ModelJob> retrying = new ArrayList<>();
  final List<ModelJob> dead = new ArrayList<>();
  final Map<String, Integer> locks = new HashMap<>();
  final Map<String, Integer> lockInfo = new HashMap<>();
  final Map<String, Integer> claims = new HashMap<>();
  final Map<String, Integer> sharedClaims = new HashMap<>();
  final Set<String> paused = new HashSet<>();
  final Set<String> pools = new HashSet<>();
  final Set<String> tombstones = new HashSet<>();

  String submit(NewJob asked) {
    if (jobs.containsKey(asked.number())) {
      return "Known[]";
    }
    ModelJob job = new ModelJob(asked);
    if (asked.unique()) {
      Integer holder = claim(job);
      if (holder != null) {
        return "Conflict[holder=Optional[" + Engine.id(holder) + "]]";
      }
    }
    jobs.put(asked.number(), job);
    if (asked.scheduled()) {
      scheduled.add(job);
    } else {
      queue(asked.type()).add(0, job);
    }
    return "Taken[]";
  }

  /** Takes one job for a pool, which must be the next of its type; what is wrong, or empty. */
  String fetchOne(String pool, ModelJob job) {
    String type = job.asked.type();
    List<ModelJob> queue = queue(type);
    while (!queue.isEmpty() && queue.get(queue.size() - 1).status.equals("Stopped")) {
      drop(queue.get(queue.size() - 1));
    }
    if (paused.contains(type) || room(type) <= 0) {
      return "the type is paused or at its limit";
    }
    if (queue.isEmpty() || queue.get(queue.size() - 1) != job) {
      return "it was not the next of its queue";
    }
    queue.remove(queue.size() - 1);
    progress(type, pool).add(0, job);
    count(type, pool, 1);
    if (job.status.equals("Error")) {
      job.renewals++;
    }
    job.status = "Running";
    job.started = true;
    job.pool = pool;
    job.attempt++;
    job.ended = false;
    job.retryAt = false;
    job.checkIn = "-";
    job.opCommand = "-";
    job.expires = false;
    return "";
  }

  /** Takes a job from its queue that a node of the other kind stopped. */
  void drop(ModelJob job) {
    queue(job.asked.type()).remove(job);
    job.ended = true;
    settle(job);
  }

  /** The jobs on queues that a fetch is to drop when it comes to them. */
  List<ModelJob> stoppedOnQueues() {
    return queues.values().stream()
        .flatMap(List::stream)
        .filter(job -> job.status.equals("Stopped"))
        .toList();
  }

  /** The types of which a pool could take one more job. */
  List<String> open(String pool, List<String> types) {
    return types.stream()
        .filter(type -> pools.contains(pool) && !paused.contains(type))
        .filter(type -> !queue(type).isEmpty() && room(type) > 0)
        .toList();
  }

  private int room(String type) {
    int limit = LIMITS.get(type);
    return limit == 0 ? Integer.MAX_VALUE : limit - locks.getOrDefault(type, 0);
  }

  /** The ends of an attempt, as the driver sees them. */
  enum End {
    SUCCESS("Success"),
    FAILURE("Error"),
    STOPPED("Stopped"),
    CANCELLED("Cancelled"),
    RETURN("Return");

    final String status;

    End(String status) {
      this.status = status;
    }
  }

  String end(ModelJob job, String pool, long attempt, End end, String result) {
    if (!job.pool.equals(pool) || job.attempt != attempt) {
      return "FENCED";
    }
    if (job.ended) {
      return "DONE";
    }
    progress(job.asked.type(), pool).remove(job);
    count(job.asked.type(), pool, -1);
    boolean stopped = job.status.equals("Stopped");
    boolean cancelled = !stopped && (job.opCommand.equals("cancel") || end == End.CANCELLED);
    if (end == End.RETURN && !stopped && !cancelled) {
      putBack(job);
      return "ENDED";
    }
    job.status = stopped ? "Stopped" : cancelled ? "Cancelled" : end.status;
    job.ended = true;
    if (job.status.equals("Error")) {
      job.fails = ++job.entryFails;
      if (job.fails < job.asked.maxFails()) {
        job.retryAt = true;
        job.dueAt = Long.MAX_VALUE;
        retrying.add(job);
        return "ENDED";
      }
    }
    if (job.status.equals("Success")) {
      job.result = result;
    }
    if (job.status.equals("Error") || cancelled) {
      bury(job);
    }
    settle(job);
    return "ENDED";
  }

  boolean checkIn(ModelJob job, String pool, long attempt, String message) {
    boolean own = job.pool.equals(pool) && job.attempt == attempt && !job.ended;
    if (own && job.status.equals("Running")) {
      job.checkIn = message;
      return true;
    }
    return false;
  }

  String stop(int number) {
    ModelJob job = jobs.get(number);
    if (job == null) {
      return "UNKNOWN";
    }
    if (isFinal(job)) {
      return "FINAL";
    }
    if (job.status.equals("Running")) {
      job.status = "Stopped";
      job.opCommand = "stop";
      return "TOLD";
    }
    leavePlace(job, "Stopped");
    return "STOPPED";
  }

  /** A node of the other kind stops a job: it writes the status and nothing else. */
  boolean stopElsewhere(int number) {
    ModelJob job = jobs.get(number);
    if (job == null || isFinal(job) || job.status.equals("Error")) {
      return false;
    }
    job.status = "Stopped";
    return true;
  }

  String cancel(int number, String token) {
    ModelJob job = jobs.get(number);
    if (job == null) {
      return "UNKNOWN";
    }
    if (job.opToken.equals(token)) {
      return "CANCELLED";
    }
    if (isFinal(job)) {
      return "FINAL";
    }
    if (job.status.equals("Running")) {
      job.opCommand = "cancel";
      job.opToken = token;
      return "TOLD";
    }
    leavePlace(job, "Cancelled");
    bury(job);
    job.opToken = token;
    return "CANCELLED";
  }

  String retry(int number, String token) {
    ModelJob job = jobs.get(number);
    if (job.opToken.equals(token)) {
      return "RETRIED";
    }
    if (!dead.contains(job)) {
      return "REFUSED";
    }
    if (job.asked.unique() && claim(job) != null) {
      return "CONFLICT";
    }
    dead.remove(job);
    job.opToken = token;
    job.started = false;
    job.status = "Pending";
    job.pool = "";
    job.renewals++;
    job.fails = 0;
    job.entryFails = 0;
    job.dieAt = false;
    job.retryAt = false;
    job.ended = false;
    job.result = "-";
    job.checkIn = "-";
    job.opCommand = "-";
    job.expires = false;
    job.track = job.asked.hooked() ? 2 : 1;
    queue(job.asked.type()).add(0, job);
    return "RETRIED";
  }

  boolean pause(String type, boolean pause) {
    return pause ? paused.add(type) : paused.remove(type);
  }

  Purged purge(String type, int most) {
    List<ModelJob> queue = queue(type);
    int purged = 0;
    while (purged < most && !queue.isEmpty()) {
      ModelJob oldest = queue.get(queue.size() - 1);
      if (oldest.status.equals("Stopped")) {
        drop(oldest);
      } else {
        leavePlace(oldest, "Stopped");
      }
      purged++;
    }
    return new Purged(purged, queue.size());
  }

  void moveDue(long now) {
    for (List<ModelJob> set : List.of(scheduled, retrying)) {
      List<ModelJob> due =
          set.stream()
              .filter(job -> job.dueAt <= now)
              .sorted(
                  Comparator.comparing((ModelJob job) -> job.dueAt)
                      .thenComparing(job -> job.asked.type())
                      .thenComparing(job -> job.asked.number()))
              .toList();
      set.removeAll(due);
      due.forEach(job -> queue(job.asked.type()).add(0, job));
      due.stream().filter(job -> job.status.equals("Stopped")).forEach(this::drop);
    }
  }

  void join(String pool) {
    pools.add(pool);
    tombstones.remove(pool);
  }

  boolean leave(String pool) {
    if (TYPES.stream().anyMatch(type -> !progress(type, pool).isEmpty())) {
      return false;
    }
    pools.remove(pool);
    for (String type : TYPES) {
      locks.merge(type, -Math.max(0, info(type, pool)), Integer::sum);
      lockInfo.remove(type + " " + pool);
    }
    return true;
  }

  void reap(String pool) {
    for (String type : TYPES) {
      List<ModelJob> held = progress(type, pool);
      int less = Math.max(0, info(type, pool));
      if (less > 0) {
        locks.put(type, Math.max(0, locks.getOrDefault(type, 0) - less));
      }
      lockInfo.remove(type + " " + pool);
      for (ModelJob job : List.copyOf(held)) {
        if (job.status.equals("Stopped")) {
          job.ended = true;
          settle(job);
        } else if (job.opCommand.equals("cancel")) {
          job.status = "Cancelled";
          job.ended = true;
          bury(job);
          settle(job);
        } else {
          putBack(job);
        }
      }
      held.clear();
    }
    pools.remove(pool);
    tombstones.add(pool);
  }

  /** Recomputes the counters of a type; by how much the first was too high. */
  int repair(String type) {
    lockInfo.keySet().removeIf(key -> key.startsWith(type));
    int running = 0;
    for (Map.Entry<String, List<ModelJob>> held : inProgress.entrySet()) {
      if (held.getKey().startsWith(type)) {
        running += held.getValue().size();
        lockInfo.put(held.getKey(), held.getValue().size());
      }
    }
    int before = locks.getOrDefault(type, 0);
    locks.put(type, running);
    return before - running;
  }

  boolean isFinal(ModelJob job) {
    return Set.of("Success", "Stopped", "Cancelled").contains(job.status)
        || (job.status.equals("Error") && !job.retryAt);
  }

  private void putBack(ModelJob job) {
    job.status = "Pending";
    job.renewals++;
    job.pool = "";
    job.checkIn = "-";
    job.ended = false;
    queue(job.asked.type()).add(job);
  }

  private void leavePlace(ModelJob job, String status) {
    scheduled.remove(job);
    retrying.remove(job);
    queue(job.asked.type()).remove(job);
    if (job.status.equals("Error")) {
      job.renewals++;
      job.retryAt = false;
    }
    job.status = status;
    job.ended = true;
    settle(job);
  }

  private void bury(ModelJob job) {
    job.dieAt = true;
    job.deaths++;
    dead.add(job);
  }

  private void settle(ModelJob job) {
    job.expires = true;
    job.track = job.asked.hooked() ? job.track - 1 : 0;
    claims.remove(job.asked.ownClaim(), job.asked.number());
    sharedClaims.remove(job.asked.sharedClaim(), job.asked.number());
  }

  /** Takes the claim of a job, or says which job that is under way has it. */
  private Integer claim(ModelJob job) {
    Integer holder = claims.get(job.asked.ownClaim());
    if (holder != null && holder != job.asked.number() && isUnderWay(jobs.get(holder))) {
      return holder;
    }
    claims.put(job.asked.ownClaim(), job.asked.number());
    sharedClaims.put(job.asked.sharedClaim(), job.asked.number());
    return null;
  }

  private boolean isUnderWay(ModelJob job) {
    if (job.status.equals("Stopped") && !job.started) {
      return false;
    }
    return scheduled.contains(job)
        || retrying.contains(job)
        || queue(job.asked.type()).contains(job)
        || inProgress.values().stream().anyMatch(held -> held.contains(job));
  }

  private void count(String type, String pool, int more) {
    locks.merge(type, more, Integer::sum);
    lockInfo.merge(type + " " + pool, more, Integer::sum);
  }

  private int info(String type, String pool) {
    return lockInfo.getOrDefault(type + " " + pool, 0);
  }

  List<ModelJob> queue(String type) {
    return queues.computeIfAbsent(type, name -> new ArrayList<>());
  }

  List<ModelJob> progress(String type, String pool) {
    return inProgress.computeIfAbsent(type + " " + pool, name -> new ArrayList<>());
  }

  /** All that is compared, by name; revisions are compared elsewhere. */
  Map<String, String> view(List<String> allPools) {
    Map<String, String> view = new TreeMap<>();
    for (ModelJob job : jobs.values()) {
      job.show(view);
      if (job.asked.unique()) {
        String name = "job " + job.asked.number() + " ";
        Integer shared = sharedClaims.get(job.asked.sharedClaim());
        view.put(name + "claim", text(claims.get(job.asked.ownClaim())));
        view.put(name + "shared claim", text(shared));
        view.put(name + "layout claim", Boolean.toString(shared != null));
      }
    }
    for (String type : TYPES) {
      view.put("queue " + type, inOrder(queue(type)));
      view.put("lock " + type, Integer.toString(locks.getOrDefault(type, 0)));
      view.put("paused " + type, Boolean.toString(paused.contains(type)));
      for (String pool : allPools) {
        view.put("in progress " + type + " " + pool, inOrder(progress(type, pool)));
        view.put("lock_info " + type + " " + pool, Integer.toString(info(type, pool)));
      }
    }
    for (String pool : allPools) {
      view.put("pool " + pool, Boolean.toString(pools.contains(pool)));
      view.put("tombstone " + pool, Boolean.toString(tombstones.contains(pool)));
    }
    view.put("scheduled", sorted(scheduled));
    view.put("retry", sorted(retrying));
    view.put("dead", sorted(dead));
    view.put("tracked", Long.toString(jobs.values().stream().filter(j -> j.track > 0).count()));
    return view;
  }

  private static String text(Integer number) {
    return number == null ? "-" : number.toString();
  }

  private static String inOrder(List<ModelJob> list) {
    return list.stream().map(ModelJob::label).collect(Collectors.joining(" "));
  }

  private static String sorted(List<ModelJob> list) {
    return list.stream().map(ModelJob::label).sorted().collect(Collectors.joining(" "));
  }
}
