package io.jobservice.redis.engine;

import io.jobservice.model.JobEntry;
import io.jobservice.model.JobStats;
import io.jobservice.model.PoolHeartbeat;
import io.jobservice.redis.Attempt;
import io.jobservice.redis.JobStore.Changed;
import io.jobservice.redis.Outcome;
import io.jobservice.redis.PoolStore.Beat;
import io.jobservice.redis.PoolStore.Reaped;
import io.jobservice.redis.PoolStore.TypeRules;
import io.jobservice.redis.QueueStore;
import io.jobservice.redis.engine.EngineModel.End;
import io.jobservice.redis.engine.ModelJob.NewJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes the steps of one sequence on the engine and on the model, and compares what they answer. It
 * also plays the processes, which know the attempts that they run.
 */
final class Sequence {

  /** Longer than any sequence takes. */
  private static final int DELAY = 1000;

  private final Engine engine;
  final EngineModel model = new EngineModel();
  private final Map<String, List<Attempt>> running = new HashMap<>();
  private final List<Attempt> old = new ArrayList<>();
  private final Map<String, Long> beats = new HashMap<>();
  private final List<Request> requests = new ArrayList<>();
  private int calls;

  Sequence(Engine engine) {
    this.engine = engine;
  }

  /**
   * A cancel, or a retry with what was read for it.
   *
   * @param deaths how often the job had gone to the dead set by then
   * @param told whether a cancel found it running
   */
  private record Request(
      int job, String token, Optional<JobStats> read, int deaths, boolean told) {}

  /** One of the attempts that a pool runs, as far as it knows. */
  Optional<Attempt> running(String pool, int which) {
    return pick(running(pool), which);
  }

  /** One of the attempts that are over, or forgotten. */
  Optional<Attempt> old(int which) {
    return pick(old, which);
  }

  void submit(NewJob asked, boolean twice) {
    var submission = engine.submission(asked, DELAY);
    for (int i = 0; i < (twice ? 2 : 1); i++) {
      same("submit", model.submit(asked), engine.jobs.submit(submission).toString());
      ModelJob job = model.jobs.get(asked.number());
      if (job != null && job.revision == 0) {
        job.revision = Long.parseLong(submission.stats().get("revision"));
      }
    }
  }

  void fetch(String pool, int slots, int seed, boolean lost) {
    List<String> types = Engine.types(pool);
    var fetched =
        engine.queue.fetch(
            new QueueStore.Fetch(pool, "node-" + pool, "store " + pool + ":1", seed, slots, false));
    for (Attempt attempt : fetched.attempts()) {
      ModelJob job = model.jobs.get(Engine.number(attempt.id()));
      same("fetch of " + job.asked, "", model.fetchOne(pool, job));
      same("attempt", job.attempt, (int) attempt.number());
      same("fails", job.entryFails, (int) attempt.entry().fails());
      same("most fails", job.asked.maxFails() + "", attempt.terms().maxFails().orElse(""));
      if (!lost) {
        running(pool).add(attempt);
      }
    }
    model.stoppedOnQueues().stream().filter(engine::hasEnded).forEach(model::drop);
    if (fetched.attempts().size() < slots) {
      same("what fetch left", List.of(), model.open(pool, types));
    }
  }

  void reconcile(String pool) {
    List<String> expected = new ArrayList<>();
    for (String type : EngineModel.TYPES) {
      for (ModelJob job : model.progress(type, pool)) {
        expected.add(Engine.id(job.asked.number()) + " " + job.attempt);
      }
    }
    List<Attempt> found = engine.queue.inProgress(pool, EngineModel.TYPES);
    same("in progress", expected, found.stream().map(Sequence::name).toList());
    Set<String> known = new TreeSet<>(running(pool).stream().map(Sequence::name).toList());
    found.stream()
        .filter(attempt -> known.add(name(attempt)))
        .forEach(attempt -> running(pool).add(attempt));
  }

  void end(Optional<Attempt> picked, End end, boolean twice) {
    if (picked.isEmpty()) {
      return;
    }
    Attempt attempt = picked.get();
    ModelJob job = model.jobs.get(Engine.number(attempt.id()));
    String result = "\"" + calls++ + "\"";
    Outcome outcome = outcome(attempt, job, end, result);
    for (int i = 0; i < (twice ? 2 : 1); i++) {
      String expected = model.end(job, attempt.pool(), attempt.number(), end, result);
      var ended = engine.queue.end(List.of(outcome), type -> EngineModel.LIMITS.get(type) > 0);
      same("end", expected, ended.get(0).name());
    }
    if (running(attempt.pool()).remove(attempt)) {
      old.add(attempt);
    }
  }

  private static Outcome outcome(Attempt attempt, ModelJob job, End end, String result) {
    return switch (end) {
      case SUCCESS -> Outcome.success(attempt, Optional.of(result));
      case FAILURE -> {
        boolean again = attempt.entry().fails() + 1 < job.asked.maxFails();
        OptionalLong delay = again ? OptionalLong.of(DELAY) : OptionalLong.empty();
        yield Outcome.failure(attempt, "it failed", delay);
      }
      case STOPPED -> Outcome.of(attempt, Outcome.End.STOPPED);
      case CANCELLED -> Outcome.of(attempt, Outcome.End.CANCELLED);
      case RETURN -> Outcome.of(attempt, Outcome.End.RETURNED);
    };
  }

  void checkIn(Optional<Attempt> picked, boolean twice) {
    if (picked.isEmpty()) {
      return;
    }
    Attempt attempt = picked.get();
    ModelJob job = model.jobs.get(Engine.number(attempt.id()));
    String message = "call " + calls++;
    for (int i = 0; i < (twice ? 2 : 1); i++) {
      boolean expected = model.checkIn(job, attempt.pool(), attempt.number(), message);
      same("check-in", expected, engine.queue.checkIn(attempt, message, Duration.ZERO));
    }
  }

  void stop(int job, boolean twice) {
    for (int i = 0; i < (twice ? 2 : 1); i++) {
      same("stop", model.stop(job), engine.jobs.stop(Engine.id(job)).result().name());
    }
  }

  void stopElsewhere(int job) {
    if (model.stopElsewhere(job)) {
      engine.stopElsewhere(job);
    }
  }

  void cancel(int job, boolean twice) {
    String token = "token " + calls++;
    String answer = "";
    for (int i = 0; i < (twice ? 2 : 1); i++) {
      answer = cancel(job, token);
    }
    requests.add(new Request(job, token, Optional.empty(), 0, answer.equals("TOLD")));
  }

  private String cancel(int job, String token) {
    String expected = model.cancel(job, token);
    Changed changed = engine.jobs.cancel(Engine.id(job), token);
    same("cancel", expected, changed.result().name());
    return expected;
  }

  /** What a retry does first; it goes on with {@link #again}. */
  boolean read(int number) {
    Optional<JobStats> stats = engine.jobs.find(Engine.id(number));
    ModelJob job = model.jobs.get(number);
    same("known", job != null, stats.isPresent());
    if (job != null) {
      requests.add(new Request(number, "token " + calls++, stats, job.deaths, false));
    }
    return job != null;
  }

  void retry(int number, boolean twice) {
    if (read(number)) {
      again(0);
      if (twice) {
        again(0);
      }
    }
  }

  /** Sends a request, counted from the latest one, for the first time or again. */
  void again(int which) {
    if (requests.isEmpty()) {
      return;
    }
    Request request = requests.get(requests.size() - 1 - which % requests.size());
    ModelJob job = model.jobs.get(request.job);
    if (request.read.isEmpty()) {
      cancel(request.job, request.token);
    } else {
      JobEntry fresh = engine.entry(job.asked);
      String expected = model.retry(request.job, request.token);
      Changed changed = engine.jobs.retry(request.read.get(), fresh, request.token);
      same("retry", expected, changed.result().name());
    }
  }

  void pause(String type, boolean pause) {
    same("pause", model.pause(type, pause), engine.jobs.pause(type, pause));
  }

  void purge(String type, int most) {
    String token = "token " + calls++;
    same("purge", model.purge(type, most), engine.purges.purge(type, most, token));
  }

  void timePasses(int number, int secondsAgo) {
    ModelJob job = model.jobs.get(number);
    long second = engine.now() - secondsAgo;
    if (model.scheduled.contains(job)) {
      engine.setBack("scheduled", "run_at", number, second);
      job.dueAt = second;
    } else if (model.retrying.contains(job)) {
      engine.setBack("retry", "retry_at", number, second);
      job.dueAt = second;
    }
  }

  void due(boolean twice) {
    for (int i = 0; i < (twice ? 2 : 1); i++) {
      engine.upkeep.moveDue();
      model.moveDue(engine.now());
    }
  }

  void forget(String pool) {
    old.addAll(running(pool));
    running(pool).clear();
  }

  void reap(String pool) {
    if (!model.pools.contains(pool)) {
      return;
    }
    same("reap", Reaped.DONE, engine.pools.reap(heartbeat(pool)));
    model.reap(pool);
  }

  void reapInVain(String pool) {
    if (model.pools.contains(pool)) {
      PoolHeartbeat before = heartbeat(pool);
      beat(pool);
      same("reap", Reaped.ALIVE, engine.pools.reap(before));
    }
  }

  void join(String pool) {
    Map<String, TypeRules> rules = new TreeMap<>();
    Engine.types(pool)
        .forEach(
            type ->
                rules.put(type, new TypeRules(EngineModel.LIMITS.get(type), 1, Optional.empty())));
    engine.pools.join(pool, fields(pool), rules);
    model.join(pool);
  }

  void leave(String pool) {
    if (model.pools.contains(pool)) {
      boolean left = engine.pools.leave(pool, Set.copyOf(EngineModel.TYPES));
      same("leave", model.leave(pool), left);
    }
  }

  void beat(String pool) {
    beats.merge(pool, 1L, Long::sum);
    List<String> ids = running(pool).stream().map(Attempt::id).distinct().toList();
    Beat beat = engine.pools.beat(pool, fields(pool), ids);
    if (beat instanceof Beat.Alive alive) {
      same("alive", true, model.pools.contains(pool));
      alive
          .told()
          .forEach(
              (id, told) -> {
                ModelJob job = model.jobs.get(Engine.number(id));
                String expected =
                    job.status + " " + job.opCommand + " " + job.pool + " " + job.attempt;
                String command = told.opCommand().isEmpty() ? "-" : told.opCommand();
                same(
                    "told",
                    expected,
                    told.status() + " " + command + " " + told.pool() + " " + told.attempt());
              });
    } else {
      same("reaped", model.tombstones.contains(pool), beat instanceof Beat.Reaped);
      same("alive", false, model.pools.contains(pool));
    }
  }

  void drift(String type, String pool, int more) {
    engine.drift(type, more);
    model.locks.merge(type, more, Integer::sum);
    if (model.pools.contains(pool)) {
      engine.drift(type, pool, -more);
      model.lockInfo.merge(type + " " + pool, -more, Integer::sum);
    }
  }

  void repair(String type) {
    same("repair", (long) model.repair(type), engine.upkeep.repairCounters(type));
  }

  private List<Attempt> running(String pool) {
    return running.computeIfAbsent(pool, id -> new ArrayList<>());
  }

  private PoolHeartbeat heartbeat(String pool) {
    return new PoolHeartbeat(pool, fields(pool));
  }

  private Map<String, String> fields(String pool) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("heartbeat_at", "1795304344");
    fields.put("job_names", "A,B");
    fields.put("beat_period", "2");
    fields.put("beats", Long.toString(beats.getOrDefault(pool, 0L)));
    return fields;
  }

  private static Optional<Attempt> pick(List<Attempt> attempts, int which) {
    return attempts.isEmpty()
        ? Optional.empty()
        : Optional.of(attempts.get(which % attempts.size()));
  }

  private static String name(Attempt attempt) {
    return attempt.id() + " " + attempt.number();
  }

  static void same(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError(what + ": the model has " + expected + ", Redis " + actual);
    }
  }
}
