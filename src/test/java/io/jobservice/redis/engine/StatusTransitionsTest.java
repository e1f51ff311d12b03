package io.jobservice.redis.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobservice.model.JobEntry;
import io.jobservice.model.JobStatus;
import io.jobservice.redis.Attempt;
import io.jobservice.redis.engine.EngineModel.End;
import io.jobservice.redis.engine.ModelJob.NewJob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every operation in every state: what the scripts make of it, and whether Java allows the move.
 */
class StatusTransitionsTest {

  private static final String EXPECTED =
      """
                           fetch     success   error     return    stop      cancel    retry     check-in  due
      Pending              Running   Pending   Pending   Pending   Stopped   Cancelled Pending   Pending   Pending
      Pending, put back    Running   Pending   Pending   Pending   Stopped   Cancelled Pending   Pending   Pending
      Pending, retried     Running   Pending   Pending   Pending   Stopped   Cancelled Pending   Pending   Pending
      Scheduled            Scheduled Scheduled Scheduled Scheduled Stopped   Cancelled Scheduled Scheduled Scheduled
      Scheduled, moved     Running   Scheduled Scheduled Scheduled Stopped   Cancelled Scheduled Scheduled Scheduled
      Running              Running   Success   Error     Pending   Stopped   Running   Running   Running   Running
      Running, cancelled   Running   Cancelled Cancelled Cancelled Stopped   Running   Running   Running   Running
      Running again        Running   Success   Error     Pending   Stopped   Running   Running   Running   Running
      Success              Success   Success   Success   Success   Success   Success   Success   Success   Success
      Error, waits         Error     Error     Error     Error     Stopped   Cancelled Error     Error     Error
      Error, moved         Running   Error     Error     Error     Stopped   Cancelled Error     Error     Error
      Error, given up      Error     Error     Error     Error     Error     Error     Pending   Error     Error
      Stopped              Stopped   Stopped   Stopped   Stopped   Stopped   Stopped   Stopped   Stopped   Stopped
      Stopped, still runs  Stopped   Stopped   Stopped   Stopped   Stopped   Stopped   Stopped   Stopped   Stopped
      Cancelled            Cancelled Cancelled Cancelled Cancelled Cancelled Cancelled Pending   Cancelled Cancelled
      Cancelled, had run   Cancelled Cancelled Cancelled Cancelled Cancelled Cancelled Pending   Cancelled Cancelled
      """;

  private static final Step SUBMIT = submit(false, 2);
  private static final Step ONCE = submit(false, 1);
  private static final Step SCHEDULE = submit(true, 2);
  private static final Step FETCH = new Step.Fetch(0, 1, 1, false);
  private static final Step STOP = new Step.Stop(0, false);
  private static final Step CANCEL = new Step.Cancel(0, false);
  private static final Step RETRY = new Step.Retry(0, false);
  private static final Step TIME_PASSES = new Step.TimePasses(0, 5);
  private static final Step DUE = new Step.Due(false);

  private static Engine engine;

  @BeforeAll
  static void connect() {
    engine = new Engine();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void theScriptsMakeTheMovesOfTheTableAndNoOthers() {
    Map<String, Consumer<Sequence>> operations = operations();
    StringBuilder table = new StringBuilder(row("", operations.keySet()));
    states()
        .forEach(
            (state, steps) ->
                table.append(
                    row(
                        state,
                        operations.values().stream()
                            .map(operation -> moved(steps, operation))
                            .toList())));
    assertThat(table.toString()).isEqualTo(EXPECTED);
  }

  private static Map<String, List<Step>> states() {
    Step failure = end(End.FAILURE);
    Map<String, List<Step>> states = new LinkedHashMap<>();
    states.put("Pending", List.of(SUBMIT));
    states.put("Pending, put back", List.of(SUBMIT, FETCH, end(End.RETURN)));
    states.put("Pending, retried", List.of(ONCE, FETCH, failure, RETRY));
    states.put("Scheduled", List.of(SCHEDULE));
    states.put("Scheduled, moved", List.of(SCHEDULE, TIME_PASSES, DUE));
    states.put("Running", List.of(SUBMIT, FETCH));
    states.put("Running, cancelled", List.of(SUBMIT, FETCH, CANCEL));
    states.put("Running again", List.of(SUBMIT, FETCH, failure, TIME_PASSES, DUE, FETCH));
    states.put("Success", List.of(SUBMIT, FETCH, end(End.SUCCESS)));
    states.put("Error, waits", List.of(SUBMIT, FETCH, failure));
    states.put("Error, moved", List.of(SUBMIT, FETCH, failure, TIME_PASSES, DUE));
    states.put("Error, given up", List.of(ONCE, FETCH, failure));
    states.put("Stopped", List.of(SUBMIT, STOP));
    states.put("Stopped, still runs", List.of(SUBMIT, FETCH, STOP));
    states.put("Cancelled", List.of(SUBMIT, CANCEL));
    states.put("Cancelled, had run", List.of(SUBMIT, FETCH, CANCEL, end(End.CANCELLED)));
    return states;
  }

  private static Map<String, Consumer<Sequence>> operations() {
    Map<String, Consumer<Sequence>> operations = new LinkedHashMap<>();
    operations.put("fetch", FETCH::take);
    operations.put("success", sequence -> sequence.end(latest(sequence), End.SUCCESS, false));
    operations.put("error", sequence -> sequence.end(latest(sequence), End.FAILURE, false));
    operations.put("return", sequence -> sequence.end(latest(sequence), End.RETURN, false));
    operations.put("stop", STOP::take);
    operations.put("cancel", CANCEL::take);
    operations.put("retry", RETRY::take);
    operations.put("check-in", sequence -> sequence.checkIn(latest(sequence), false));
    operations.put("due", DUE::take);
    return operations;
  }

  /** The attempt that runs, else the one that ran last, else one that never was. */
  private static Optional<Attempt> latest(Sequence sequence) {
    return sequence
        .running(Engine.POOLS.get(0), 0)
        .or(() -> sequence.old(0))
        .or(() -> Optional.of(neverFetched(sequence)));
  }

  private static Attempt neverFetched(Sequence sequence) {
    sequence.submit(new NewJob(1, "B", 0, false, false, false, 1), false);
    String pool = Engine.POOLS.get(2);
    sequence.join(pool);
    sequence.fetch(pool, 1, 1, false);
    Attempt other = sequence.running(pool, 0).orElseThrow();
    JobEntry entry = engine.entry(sequence.model.jobs.get(0).asked);
    return new Attempt(
        Engine.POOLS.get(0), "A", entry.id(), 1, entry, other.bytes(), other.terms());
  }

  /** The status after an operation, whose move must be one that Java allows. */
  private static String moved(List<Step> steps, Consumer<Sequence> operation) {
    engine.empty();
    Sequence sequence = new Sequence(engine);
    new Step.Join(0).take(sequence);
    steps.forEach(step -> step.take(sequence));
    Map<String, String> before = engine.view();
    operation.accept(sequence);
    Map<String, String> after = engine.view();
    assertThat(status(before).mayBecome(revision(before), status(after), revision(after)))
        .as("%s, from %s to %s", steps, status(before), status(after))
        .isTrue();
    return status(after).text();
  }

  private static JobStatus status(Map<String, String> view) {
    return JobStatus.of(view.get("job 0 status")).orElseThrow();
  }

  private static long revision(Map<String, String> view) {
    return Long.parseLong(view.get("job 0 revision"));
  }

  private static Step submit(boolean scheduled, int maxFails) {
    return new Step.Submit(new NewJob(0, "A", 0, true, scheduled, false, maxFails), false);
  }

  private static Step end(End end) {
    return new Step.EndOne(0, 0, end, false);
  }

  private static String row(String head, Iterable<String> cells) {
    StringBuilder row = new StringBuilder("%-21s".formatted(head));
    cells.forEach(cell -> row.append("%-10s".formatted(cell)));
    return row.toString().stripTrailing() + "\n";
  }
}
