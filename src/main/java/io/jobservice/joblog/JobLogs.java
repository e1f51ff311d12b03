package io.jobservice.joblog;

import io.jobservice.model.LogLevel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logs of jobs, in the places that the configuration names. What jobs log goes into buffers;
 * turns that the owner of this takes write it. Trouble with a place never hurts a job. Safe to
 * share.
 */
public final class JobLogs implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JobLogs.class);

  /** What all buffers may hold, unless the heap is small. */
  private static final long MOST_BYTES = 64L << 20;

  private static final int HEAP_PART = 8;

  private final List<Place> places;
  private final List<StoreFlusher> flushers = new ArrayList<>();
  private final List<LogGetter> getters;
  private final InstantSource time;

  /**
   * A place that logs are kept in.
   *
   * @param name the name of its back end
   * @param level the least level that it gets
   * @param store the place
   * @param kept how long logs are kept, more than zero; empty for ever
   */
  public record Place(String name, LogLevel level, LogStore store, Optional<Duration> kept) {

    /** Refuses what is missing. */
    public Place {
      Objects.requireNonNull(name);
      Objects.requireNonNull(level);
      Objects.requireNonNull(store);
      Objects.requireNonNull(kept);
    }
  }

  /**
   * Work that is to be done again and again, by one thread of its own.
   *
   * @param name what it is, for the name of the thread
   * @param turn once; waits by itself for something to do, a second at most
   */
  public record Task(String name, Turn turn) {}

  /** See {@link Task}. */
  public interface Turn {

    /**
     * Takes one turn.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    void run() throws InterruptedException;
  }

  /**
   * Old logs to be removed again and again.
   *
   * @param place the name of the back end
   * @param kept how long logs are kept
   * @param sweeper what removes them
   */
  public record Sweep(String place, Duration kept, LogSweeper sweeper) {}

  /**
   * Logs in given places.
   *
   * @param places the places, in the order in which logs are looked for
   * @param time where the time of lines comes from
   * @param nanoTime the node's monotonic clock
   */
  public JobLogs(List<Place> places, InstantSource time, LongSupplier nanoTime) {
    this(
        places, time, nanoTime, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PART));
  }

  JobLogs(List<Place> places, InstantSource time, LongSupplier nanoTime, long mostBytes) {
    this.places = List.copyOf(places);
    this.time = time;
    LogMemory memory = new LogMemory(mostBytes);
    this.places.forEach(
        place -> flushers.add(new StoreFlusher(place.name, place.store, memory, nanoTime)));
    this.getters = this.places.stream().flatMap(place -> place.store.getter().stream()).toList();
  }

  /** No logs at all, for who runs no jobs. */
  public static JobLogs none() {
    return new JobLogs(List.of(), InstantSource.system(), () -> 0);
  }

  /** Says in the service's log which places could not be written if a job logged now. */
  public void tellProblems() {
    for (Place place : places) {
      try {
        place
            .store
            .problem()
            .ifPresent(
                problem ->
                    LOG.warn(
                        "job logs: {}; jobs run, but their logs are lost until it can", problem));
      } catch (Throwable e) {
        // A back end of others that cannot even say so is no reason to stay away.
        LOG.warn("job logs on {}: trying it: {}", place.name, LoggedFailure.of(e).toString());
      }
    }
  }

  /**
   * Opens the log of a run. Nothing is made before its first line.
   *
   * @param run the run
   * @return its log, to be closed before the outcome of the run is written
   */
  public RunLog open(LogRun run) {
    List<RunBuffer> buffers = new ArrayList<>(places.size());
    for (int i = 0; i < places.size(); i++) {
      buffers.add(flushers.get(i).open(run, places.get(i).level()));
    }
    return new RunLog(run, time, buffers);
  }

  /**
   * What reads logs back, in the order of the configuration.
   *
   * @return those of the back ends that have one
   */
  public List<LogGetter> getters() {
    return getters;
  }

  /** What writes the logs: one task for each place. */
  public List<Task> flushTurns() {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < flushers.size(); i++) {
      tasks.add(new Task("job-log-" + (i + 1), flushers.get(i)::turn));
    }
    return tasks;
  }

  /** Ends the waits of {@link #flushTurns}, for an owner that takes no more of them. */
  public void wake() {
    flushers.forEach(StoreFlusher::wake);
  }

  /** What became of the lines so far. */
  public LogCounts counts() {
    return flushers.stream().map(StoreFlusher::counts).reduce(LogCounts.none(), LogCounts::plus);
  }

  /** What removes old logs: one task for each place that keeps them for a limited time. */
  public List<Sweep> sweeps() {
    List<Sweep> sweeps = new ArrayList<>();
    for (Place place : places) {
      Optional<LogSweeper> sweeper = place.store.sweeper();
      if (sweeper.isPresent() && place.kept.isPresent()) {
        sweeps.add(new Sweep(place.name, place.kept.get(), sweeper.get()));
      }
    }
    return List.copyOf(sweeps);
  }

  /**
   * Writes what is left, once, says how much was lost, and lets go of the places. The turns have
   * ended, and nothing is logged after.
   */
  @Override
  public void close() {
    flushers.forEach(StoreFlusher::finish);
    for (Place place : places) {
      try {
        place.store.close();
      } catch (Throwable e) {
        // The next one is to be closed too.
        LOG.warn("job logs on {}: closing it: {}", place.name, LoggedFailure.of(e).toString());
      }
    }
  }
}
