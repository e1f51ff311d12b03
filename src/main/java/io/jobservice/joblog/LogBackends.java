package io.jobservice.joblog;

import io.jobservice.config.Config.LogTarget;
import io.jobservice.joblog.JobLogs.Place;
import io.jobservice.redis.LogStreams;
import io.jobservice.redis.Redis;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry of log back ends: those that ship with the service, and those that {@link
 * ServiceLoader} finds in the class path and in plugins. Immutable.
 */
public final class LogBackends {

  private static final Logger LOG = LoggerFactory.getLogger(LogBackends.class);
  private static final String SERVICE = "the service";
  private static final String CLASS_PATH = "the class path";
  private static final String NAME = "[A-Z][A-Z0-9_]{0,63}";
  private static final double MILLIS_A_DAY = Duration.ofDays(1).toMillis();

  private final SortedMap<String, Registered> backends = new TreeMap<>();

  private record Registered(LogBackend backend, String source) {}

  private LogBackends() {}

  /** A back end is not there, or cannot be used as it is configured; the message says which. */
  public static final class LogBackendException extends Exception {

    private static final long serialVersionUID = 1L;

    LogBackendException(String message) {
      super(message);
    }

    LogBackendException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Finds all back ends. Those of plugins that cannot be loaded are reported, and left out.
   *
   * @param plugins the class loaders of plugins, by what they are called in messages
   * @param random where marks of folders come from; safe to share
   * @param time the clock of this host, as files have it
   * @throws LogBackendException if two of them have the same name
   */
  public static LogBackends load(
      Map<String, ClassLoader> plugins, RandomGenerator random, InstantSource time)
      throws LogBackendException {
    LogBackends all = new LogBackends();
    all.add(SERVICE, new FileBackend(random, time));
    all.add(SERVICE, new OutputBackend());
    all.add(SERVICE, new WithoutRedis());
    all.addAll(CLASS_PATH, LogBackends.class.getClassLoader());
    for (Map.Entry<String, ClassLoader> plugin : new TreeMap<>(plugins).entrySet()) {
      all.addAll("plugin " + plugin.getKey(), plugin.getValue());
    }
    return all;
  }

  /**
   * The same with REDIS on a connection.
   *
   * @param redis the Redis and the namespace
   */
  public LogBackends on(Redis redis) {
    LogBackends all = new LogBackends();
    all.backends.putAll(backends);
    LogBackend ofRedis = new RedisBackend(new LogStreams(redis));
    all.backends.put(ofRedis.name(), new Registered(ofRedis, SERVICE));
    return all;
  }

  /** Stands for REDIS where there is no connection for logs. */
  private static final class WithoutRedis implements LogBackend {

    @Override
    public String name() {
      return "REDIS";
    }

    @Override
    public LogStore open(LogSettings settings) {
      throw new IllegalStateException("it is for the logs of jobs only");
    }
  }

  private void addAll(String source, ClassLoader classes) throws LogBackendException {
    Iterator<ServiceLoader.Provider<LogBackend>> found =
        ServiceLoader.load(LogBackend.class, classes).stream()
            .filter(provider -> provider.type().getClassLoader() == classes)
            .iterator();
    while (true) {
      try {
        if (!found.hasNext()) {
          return;
        }
        add(source, found.next().get());
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        LOG.error("{}: a log back end cannot be loaded and is left out: {}", source, e.toString());
      }
    }
  }

  private void add(String source, LogBackend backend) throws LogBackendException {
    String name = backend.name();
    if (name == null || !name.matches(NAME)) {
      LOG.error(
          "{}: the log back end '{}' is left out: its name may have A-Z, 0-9 and _, and begins"
              + " with a letter",
          source,
          name);
      return;
    }
    Registered other = backends.get(name);
    if (other != null) {
      throw new LogBackendException(
          "the log back end "
              + name
              + " is registered twice: by "
              + other.source()
              + " and by "
              + source
              + "; remove one of them");
    }
    backends.put(name, new Registered(backend, source));
  }

  /**
   * A back end.
   *
   * @param name its name, case-sensitive
   * @return empty if there is none of this name
   */
  public Optional<LogBackend> find(String name) {
    return Optional.ofNullable(backends.get(name)).map(Registered::backend);
  }

  /** The names of all back ends, sorted, separated by commas. */
  public String names() {
    return String.join(", ", backends.keySet());
  }

  /**
   * Checks that there are all back ends that a list names.
   *
   * @param option the list in the configuration
   * @param targets its entries
   * @throws LogBackendException if there is no such back end
   */
  public void requireAll(String option, List<LogTarget> targets) throws LogBackendException {
    for (int i = 0; i < targets.size(); i++) {
      String name = targets.get(i).name();
      if (!backends.containsKey(name)) {
        throw new LogBackendException(
            "%s[%d].name: there is no log back end '%s' here; there are %s. A plugin brings its own when its jar is in jobs.plugin_dir"
                .formatted(option, i, name, names()));
      }
    }
  }

  /**
   * Opens the places that a list names.
   *
   * @param option the list in the configuration, for messages
   * @param targets its entries
   * @return the places, in their order
   * @throws LogBackendException if there is no such back end, or it refuses its settings; what was
   *     opened is closed
   */
  public List<Place> open(String option, List<LogTarget> targets) throws LogBackendException {
    requireAll(option, targets);
    List<Place> places = new ArrayList<>();
    try {
      for (int i = 0; i < targets.size(); i++) {
        places.add(open(option + "[" + i + "]", targets.get(i)));
      }
      return List.copyOf(places);
    } catch (LogBackendException e) {
      places.forEach(place -> place.store().close());
      throw e;
    }
  }

  private Place open(String option, LogTarget target) throws LogBackendException {
    Registered registered = backends.get(target.name());
    try {
      LogStore store = registered.backend().open(new LogSettings(target.settings()));
      Optional<Duration> kept =
          target.sweeperDays().map(days -> Duration.ofMillis(Math.round(days * MILLIS_A_DAY)));
      return new Place(target.name(), target.level(), store, kept);
    } catch (LogSettingsException e) {
      throw new LogBackendException(option + ".settings." + e.setting() + ": " + e.getMessage(), e);
    } catch (RuntimeException | LinkageError e) {
      throw new LogBackendException(
          option
              + ": the log back end "
              + target.name()
              + " of "
              + registered.source()
              + " cannot be opened: "
              + e,
          e);
    }
  }
}
