package io.jobservice.core;

import io.jobservice.joblog.LogBackend;
import io.jobservice.joblog.LogBackends;
import io.jobservice.joblog.LogBackends.LogBackendException;
import io.jobservice.joblog.LogGetter;
import io.jobservice.joblog.LogSettings;
import io.jobservice.joblog.LogSettingsException;
import io.jobservice.redis.Redis;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Where a program that is no node finds logs. */
public final class LogPlaces {

  private LogPlaces() {}

  /**
   * A place as a node's configuration names it.
   *
   * @param backend the name of its back end
   * @param settings what the back end understands, by name
   */
  public record Place(String backend, Map<String, String> settings) {

    /** Copies the settings. */
    public Place {
      settings = Map.copyOf(settings);
    }
  }

  /**
   * What can be read at some places. Nothing is opened before a log is asked for; back ends of
   * plugins, and those that cannot be read, are passed over.
   *
   * @param places the places, in the order in which logs are looked for
   * @param redis the Redis and the namespace, where logs may be too
   * @param random where marks of folders come from that have none
   * @throws IllegalArgumentException if a back end refuses its settings; the message says why
   */
  public static Logs.Reach reach(List<Place> places, Redis redis, RandomGenerator random) {
    try {
      LogBackends backends = LogBackends.load(Map.of(), random, InstantSource.system()).on(redis);
      List<LogGetter> getters = new ArrayList<>();
      for (Place place : places) {
        Optional<LogBackend> backend = backends.find(place.backend());
        if (backend.isPresent()) {
          backend.get().open(new LogSettings(place.settings())).getter().ifPresent(getters::add);
        }
      }
      return new Logs.Reach(Optional.empty(), getters, Optional.empty());
    } catch (LogSettingsException e) {
      throw new IllegalArgumentException("settings." + e.setting() + ": " + e.getMessage(), e);
    } catch (LogBackendException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
