package io.jobservice.client;

import io.jobservice.client.ClientException.Kind;
import io.jobservice.config.Config;
import io.jobservice.config.ConfigException;
import io.jobservice.config.ConfigLoader;
import io.jobservice.core.LogPlaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds where the logs of jobs are kept, for a command that goes around the API: where the {@code
 * job_loggers} of the configuration file say, and in Redis. Immutable.
 */
public final class LogLocator {

  private static final LogPlaces.Place REDIS = new LogPlaces.Place("REDIS", Map.of());

  private final Path directory;
  private final Map<String, String> env;
  private final Optional<Path> config;

  /**
   * A locator.
   *
   * @param directory the folder that relative paths start from
   * @param env the environment
   * @param config the configuration file; empty if only Redis is known
   */
  public LogLocator(Path directory, Map<String, String> env, Optional<Path> config) {
    this.directory = Objects.requireNonNull(directory);
    this.env = Map.copyOf(env);
    this.config = Objects.requireNonNull(config);
  }

  /** The places, in the order in which logs are looked for. */
  List<LogPlaces.Place> locate() throws ClientException {
    List<LogPlaces.Place> places = new ArrayList<>();
    if (config.isPresent()) {
      for (Config.LogTarget target : jobLoggers(config.get())) {
        places.add(new LogPlaces.Place(target.name(), target.settings()));
      }
    }
    if (places.stream().noneMatch(place -> place.backend().equals(REDIS.backend()))) {
      places.add(REDIS);
    }
    return places;
  }

  private List<Config.LogTarget> jobLoggers(Path file) throws ClientException {
    try {
      return ConfigLoader.load(directory.resolve(file), new HashMap<>(env)).config().jobLoggers();
    } catch (ConfigException e) {
      throw new ClientException(
          Kind.CONFIGURATION,
          e.problems().get(0).toString(),
          "See all that is wrong with: jobservice admin config check -c " + file,
          e);
    }
  }
}
