package io.jobservice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.redis.JobStore.NewJob;
import io.jobservice.redis.JobStore.Submitted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random graphs of jobs that wait for each other, with random fates, on the scripts and on a model
 * in plain collections. {@code -Dgraphs.sequences=1000} takes more of them, {@code -Dgraphs.seed=N}
 * begins with another seed; a failure names its own.
 */
class RandomGraphsTest extends StoreFixture {

  private static final int SEQUENCES = Integer.getInteger("graphs.sequences", 60);
  private static final long FIRST_SEED = Long.getLong("graphs.seed", 1);
  private static final int STEPS = 70;
  private static final int JOBS = 14;

  private final JobStore lasting = new JobStore(redis, Retention.standard());
  private final QueueStore ends = new QueueStore(redis, Retention.standard());
  private final UpkeepStore upkeep = new UpkeepStore(redis, Retention.standard());
  private final PurgeStore purges = new PurgeStore(redis, Retention.standard());

  private enum Place {
    AWAITING,
    SCHEDULED,
    QUEUE,
    RUNNING,
    RETRY,
    DEAD,
    OVER
  }

  /** A job of the model. */
  private static final class Node {
    final int number;
    final NewJob asked;
    final boolean any;
    final boolean timed;
    final Set<Integer> open = new TreeSet<>();
    Place place;
    String status;
    Optional<Attempt> attempt = Optional.empty();
    boolean told;

    Node(int number, NewJob asked, boolean any, boolean timed) {
      this.number = number;
      this.asked = asked;
      this.any = any;
      this.timed = timed;
    }

    String id() {
      return asked.entry().id();
    }
  }

  private final EventWatch watch = new EventWatch(probe, redis);
  private final List<Node> nodes = new ArrayList<>();
  private final List<Integer> overheard = new ArrayList<>();
  private Random random = new Random();
  private int tokens;

  @Test
  void theScriptsDoWhatTheModelSays() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEQUENCES; seed++) {
      random = new Random(seed);
      nodes.clear();
      overheard.clear();
      probe.redis().keys(probe.key("*")).forEach(key -> probe.redis().del(key));
      watch.forget();
      join(POOL, "A");
      for (int i = 0; i < STEPS; i++) {
        String step = step();
        String when = "seed " + seed + ", step " + i + ", " + step;
        compare(when);
        watch.check(ids(), when);
      }
      finish();
      compare("seed " + seed + ", at the end");
      watch.deliverAll("seed " + seed);
      assertThat(probe.redis().keys(probe.key("await*"))).as("seed %d", seed).isEmpty();
    }
  }

  private String step() {
    int draw = random.nextInt(20);
    if (nodes.isEmpty() || (draw < 6 && nodes.size() < JOBS)) {
      return submit();
    }
    Node node = nodes.get(random.nextInt(nodes.size()));
    return switch (draw) {
      case 6, 7, 8 -> fetch();
      case 9, 10, 11, 12 -> end();
      case 13 -> stop(node);
      case 14 -> cancel(node);
      case 15, 16 -> retry(node);
      case 17 -> timePasses();
      case 18 -> elsewhere(node);
      default -> random.nextBoolean() ? watch() : purge();
    };
  }

  private List<String> ids() {
    return nodes.stream().map(Node::id).toList();
  }

  private boolean rarely() {
    return random.nextInt(4) == 0;
  }

  private Set<Integer> some() {
    Set<Integer> others = new TreeSet<>();
    if (random.nextInt(5) > 0) {
      nodes.stream()
          .filter(node -> random.nextInt(3) == 0)
          .forEach(node -> others.add(node.number));
    }
    return others;
  }

  private String submit() {
    Set<Integer> others = some();
    boolean timed = random.nextInt(4) == 0;
    Node node = new Node(nodes.size(), asked(others, timed), rarely(), timed);
    node.asked.stats().put("after_status", node.any ? "any" : "success");
    if (others.isEmpty()) {
      node.asked.stats().keySet().removeIf(field -> field.startsWith("after"));
    }
    nodes.add(node);
    boolean fails = false;
    for (int other : others) {
      Optional<String> how = howEnded(nodes.get(other));
      if (how.isEmpty()) {
        node.open.add(other);
      } else if (!how.get().equals("Success") && !node.any) {
        fails = true;
      }
    }
    node.status = timed || !node.open.isEmpty() ? "Scheduled" : "Pending";
    node.place = !node.open.isEmpty() ? Place.AWAITING : timed ? Place.SCHEDULED : Place.QUEUE;
    if (fails) {
      over(node, "Stopped");
    }
    Submitted submitted = lasting.submit(node.asked);
    assertThat(submitted instanceof Submitted.Awaits).isEqualTo(!others.isEmpty());
    if (rarely()) {
      assertThat(lasting.submit(node.asked)).isEqualTo(new Submitted.Known());
    }
    return "submit " + node.number + (node.any ? " any " : " ") + others;
  }

  private NewJob asked(Set<Integer> others, boolean timed) {
    NewJob job = job("A");
    long runAt = timed ? redis.clock().seconds() + 1000 : 0;
    Map<String, String> stats = new LinkedHashMap<>(job.stats());
    stats.put("status", timed || !others.isEmpty() ? "Scheduled" : "Pending");
    stats.put("run_at", Long.toString(runAt));
    stats.put("web_hook_url", random.nextBoolean() ? "http://receiver/" : "");
    stats.put(
        "after", others.stream().map(i -> nodes.get(i).id()).collect(Collectors.joining(",")));
    return new NewJob(job.entry(), runAt, stats, Optional.empty());
  }

  /** How a job has ended, as far as others are concerned. */
  private static Optional<String> howEnded(Node node) {
    boolean given = node.place == Place.DEAD && node.status.equals("Error");
    return node.place == Place.OVER || given ? Optional.of(node.status) : Optional.empty();
  }

  private String fetch() {
    int slots = 1 + random.nextInt(3);
    List<Attempt> attempts = fetch(POOL, slots, true).attempts();
    long queued = nodes.stream().filter(node -> node.place == Place.QUEUE).count();
    assertThat(attempts).hasSize((int) Math.min(slots, queued));
    for (Attempt attempt : attempts) {
      Node node = byId(attempt.id());
      assertThat(node.place).isEqualTo(Place.QUEUE);
      node.place = Place.RUNNING;
      node.status = "Running";
      node.attempt = Optional.of(attempt);
      node.told = false;
    }
    return "fetch";
  }

  private Node byId(String id) {
    return nodes.stream().filter(node -> node.id().equals(id)).findFirst().orElseThrow();
  }

  private String end() {
    List<Node> running = nodes.stream().filter(node -> node.place == Place.RUNNING).toList();
    if (running.isEmpty()) {
      return "no end";
    }
    Node node = running.get(random.nextInt(running.size()));
    int draw = random.nextInt(10);
    Attempt attempt = node.attempt.orElseThrow();
    Outcome outcome =
        draw < 5
            ? Outcome.success(attempt, Optional.empty())
            : draw < 7
                ? Outcome.failure(attempt, "it failed", OptionalLong.empty())
                : draw < 8
                    ? Outcome.failure(attempt, "it failed", OptionalLong.of(1000))
                    : Outcome.of(attempt, draw < 9 ? Outcome.End.RETURNED : Outcome.End.STOPPED);
    for (int i = 0; i < (rarely() ? 2 : 1); i++) {
      ends.end(List.of(outcome), type -> false);
    }
    boolean stopped = node.status.equals("Stopped");
    if (stopped || (!node.told && outcome.end() == Outcome.End.STOPPED)) {
      over(node, "Stopped");
      tell(node, "Stopped");
    } else if (node.told) {
      node.place = Place.DEAD;
      node.status = "Cancelled";
    } else if (outcome.end() == Outcome.End.RETURNED) {
      node.place = Place.QUEUE;
      node.status = "Pending";
    } else if (outcome.end() == Outcome.End.SUCCESS) {
      over(node, "Success");
      tell(node, "Success");
    } else if (outcome.retryDelay().isPresent()) {
      node.place = Place.RETRY;
      node.status = "Error";
    } else {
      node.place = Place.DEAD;
      node.status = "Error";
      tell(node, "Error");
    }
    return "end " + node.number + " " + outcome.end();
  }

  private static void over(Node node, String status) {
    node.place = Place.OVER;
    node.status = status;
    node.open.clear();
  }

  /** What an end means for those that wait, one after the other. */
  private void tell(Node ended, String how) {
    Deque<Node> endings = new ArrayDeque<>(List.of(ended));
    Map<Integer, String> hows = new TreeMap<>(Map.of(ended.number, how));
    while (!endings.isEmpty()) {
      Node end = endings.remove();
      for (Node node : nodes) {
        if (node.place == Place.AWAITING && node.open.contains(end.number)) {
          if (!hows.get(end.number).equals("Success") && !node.any) {
            over(node, "Stopped");
            hows.put(node.number, "Stopped");
            endings.add(node);
          } else {
            node.open.remove(end.number);
            if (node.open.isEmpty()) {
              node.place = node.timed ? Place.SCHEDULED : Place.QUEUE;
            }
          }
        }
      }
    }
  }

  private String stop(Node node) {
    for (int i = 0; i < (rarely() ? 2 : 1); i++) {
      lasting.stop(node.id());
    }
    if (node.place == Place.RUNNING) {
      node.status = "Stopped";
    } else if (node.place != Place.OVER && node.place != Place.DEAD) {
      over(node, "Stopped");
      tell(node, "Stopped");
    }
    return "stop " + node.number;
  }

  private String cancel(Node node) {
    String token = "token " + tokens++;
    for (int i = 0; i < (rarely() ? 2 : 1); i++) {
      lasting.cancel(node.id(), token);
    }
    if (node.place == Place.RUNNING && node.status.equals("Running")) {
      node.told = true;
    } else if (node.place != Place.RUNNING
        && node.place != Place.OVER
        && node.place != Place.DEAD) {
      node.place = Place.DEAD;
      node.status = "Cancelled";
      node.open.clear();
    }
    return "cancel " + node.number;
  }

  private String retry(Node node) {
    String token = "token " + tokens++;
    for (int i = 0; i < (rarely() ? 2 : 1); i++) {
      lasting.retry(lasting.find(node.id()).orElseThrow(), node.asked.entry(), token);
    }
    if (node.place == Place.DEAD) {
      node.place = Place.QUEUE;
      node.status = "Pending";
    }
    return "retry " + node.number;
  }

  /** All that waits for its time has it. */
  private String timePasses() {
    for (Node node : nodes) {
      if (node.place == Place.SCHEDULED || node.place == Place.RETRY) {
        boolean again = node.place == Place.RETRY;
        String set = probe.key(again ? "retry" : "scheduled");
        probe.redis().zrange(set, 0, -1).stream()
            .filter(entry -> entry.contains(node.id()))
            .forEach(entry -> probe.redis().zadd(set, 1, entry));
        String field = again ? "retry_at" : "run_at";
        probe.redis().hset(probe.key("job_stats:" + node.id()), field, "1");
        node.place = Place.QUEUE;
      }
    }
    upkeep.moveDue();
    return "time passes";
  }

  /** A node of the other kind takes a job from its queue and ends it, of which nobody hears. */
  private String elsewhere(Node node) {
    if (node.place != Place.QUEUE) {
      return "nothing elsewhere";
    }
    String end = random.nextBoolean() ? "Success" : "Stopped";
    probe.redis().lrange(probe.key("jobs:A"), 0, -1).stream()
        .filter(entry -> entry.contains(node.id()))
        .forEach(entry -> probe.redis().lrem(probe.key("jobs:A"), 1, entry));
    probe.redis().hset(probe.key("job_stats:" + node.id()), "status", end);
    // Of an earlier attempt of ours nothing is known there.
    probe.redis().hdel(probe.key("job_stats:" + node.id()), "started_at");
    watch.note(List.of(node.id()));
    over(node, end);
    overheard.add(node.number);
    return end + " elsewhere of " + node.number;
  }

  private String watch() {
    String cursor = "0";
    do {
      cursor = upkeep.watchWaiting(cursor);
    } while (!cursor.equals("0"));
    overheard.forEach(number -> tell(nodes.get(number), nodes.get(number).status));
    overheard.clear();
    return "watch";
  }

  private String purge() {
    purges.purge("A", 1000, "purge " + tokens++);
    List<Node> queued = nodes.stream().filter(node -> node.place == Place.QUEUE).toList();
    queued.forEach(node -> over(node, "Stopped"));
    queued.forEach(node -> tell(node, "Stopped"));
    return "purge";
  }

  /** Everything comes to an end of some kind. */
  private void finish() {
    watch();
    for (int i = 0; i < 10 * JOBS; i++) {
      nodes.stream().filter(node -> node.status.equals("Cancelled")).toList().forEach(this::retry);
      timePasses();
      fetch();
      end();
    }
    List<Node> left = nodes.stream().filter(node -> howEnded(node).isEmpty()).toList();
    left.forEach(this::stop);
    while (nodes.stream().anyMatch(node -> node.place == Place.RUNNING)) {
      end();
    }
    nodes.stream().filter(node -> howEnded(node).isEmpty()).toList().forEach(this::stop);
  }

  private void compare(String when) {
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    Map<String, Set<String>> waited = new TreeMap<>();
    for (Node node : nodes) {
      expected.put(node.number + " status", node.status);
      found.put(
          node.number + " status",
          probe.redis().hget(probe.key("job_stats:" + node.id()), "status"));
      Set<String> ids = node.open.stream().map(i -> nodes.get(i).id()).collect(Collectors.toSet());
      expected.put(node.number + " awaits", new TreeSet<>(ids).toString());
      found.put(
          node.number + " awaits",
          new TreeSet<>(probe.redis().smembers(probe.key("awaits:" + node.id()))).toString());
      node.open.forEach(
          i -> waited.computeIfAbsent(nodes.get(i).id(), id -> new TreeSet<>()).add(node.id()));
    }
    for (Node node : nodes) {
      expected.put(
          node.number + " awaited", waited.getOrDefault(node.id(), new TreeSet<>()).toString());
      found.put(
          node.number + " awaited",
          new TreeSet<>(probe.redis().smembers(probe.key("awaited:" + node.id()))).toString());
    }
    places(expected, found);
    assertThat(found).as(when).isEqualTo(expected);
  }

  private void places(Map<String, String> expected, Map<String, String> found) {
    Map<Place, List<String>> places =
        Map.of(
            Place.AWAITING, List.copyOf(probe.redis().hkeys(probe.key("awaiting"))),
            Place.SCHEDULED, probe.redis().zrange(probe.key("scheduled"), 0, -1),
            Place.RETRY, probe.redis().zrange(probe.key("retry"), 0, -1),
            Place.QUEUE, probe.redis().lrange(probe.key("jobs:A"), 0, -1),
            Place.DEAD, probe.redis().zrange(probe.key("dead"), 0, -1),
            Place.RUNNING,
                probe.redis().lrange(probe.key("jobs:A:" + POOL + ":inprogress"), 0, -1));
    places.forEach(
        (place, entries) -> {
          expected.put(place.name(), numbers(node -> node.place == place));
          found.put(
              place.name(),
              numbers(node -> entries.stream().anyMatch(entry -> entry.contains(node.id()))));
          expected.put(
              place + " size",
              Long.toString(nodes.stream().filter(node -> node.place == place).count()));
          found.put(place + " size", Integer.toString(entries.size()));
        });
  }

  private String numbers(Predicate<Node> which) {
    return nodes.stream().filter(which).map(node -> node.number).toList().toString();
  }
}
