package io.jobservice.client;

import io.jobservice.client.ClientException.Kind;
import io.jobservice.config.RedisNamespace;
import io.jobservice.config.RedisUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds the Redis and the namespace of a command that goes around the API.
 *
 * <p>Without a URL it is that of {@code JOB_SERVICE_POOL_REDIS_URL}, else of the configuration
 * file. Where the URL is {@code embedded}, the Redis is the one that a running node named in the
 * {@code data_dir} of the configuration file (the one asked for, {@code JOBSERVICE_CONFIG}, {@code
 * ./config.yml}). The namespace is the first of: the one asked for, {@code
 * JOB_SERVICE_POOL_REDIS_NAMESPACE}, what the configuration file says unless a server was asked
 * for, the default of the service. Immutable.
 */
public final class RedisLocator {

  private static final String VARIABLE = "JOB_SERVICE_POOL_REDIS_NAMESPACE";

  private static final String URL_VARIABLE = "JOB_SERVICE_POOL_REDIS_URL";

  private static final Path USUAL = Path.of("config.yml");

  private final Path directory;
  private final Map<String, String> env;

  /**
   * A locator.
   *
   * @param directory the folder that relative paths start from
   * @param env the environment; variables that are empty count as not set
   */
  public RedisLocator(Path directory, Map<String, String> env) {
    this.directory = Objects.requireNonNull(directory);
    this.env = Map.copyOf(env);
  }

  /**
   * What was asked for on the command line.
   *
   * @param url any form of {@link RedisUrl#parse}; empty for what the configuration says
   * @param namespace the namespace, with or without braces
   * @param config the configuration file
   */
  public record Wish(Optional<String> url, Optional<String> namespace, Optional<Path> config) {}

  /**
   * A Redis and the part of it that is ours.
   *
   * @param server where it is
   * @param prefix what all keys begin with
   */
  public record Place(RedisUrl.Server server, String prefix) {}

  /**
   * Finds both; nothing is connected to.
   *
   * @param wish what was asked for
   * @throws ClientException {@code CONFIGURATION} if a value makes no sense or there is no
   *     configuration file; {@code UNAVAILABLE} if no node runs that has started a Redis
   */
  public Place locate(Wish wish) throws ClientException {
    if (wish.url().isPresent()) {
      RedisUrl url = parsed(wish.url().get(), "--redis");
      return url instanceof RedisUrl.Server server
          ? new Place(server, prefix(wish, Optional.empty()))
          : started(wish, config(wish, "--redis embedded"));
    }
    return configured(wish);
  }

  /**
   * The configuration file that a wish leads to.
   *
   * @param wish what was asked for
   * @return the file; where a Redis was asked for, only if the file was too
   */
  public Optional<Path> file(Wish wish) {
    if (wish.config().isPresent() || wish.url().isPresent()) {
      return wish.config();
    }
    return env("JOBSERVICE_CONFIG").map(Path::of).or(() -> Optional.of(USUAL));
  }

  /** The Redis of the configuration, as a node would find it. */
  private Place configured(Wish wish) throws ClientException {
    ServerFile file = config(wish, "--direct");
    Optional<String> variable = env(URL_VARIABLE);
    RedisUrl url =
        variable.isPresent()
            ? parsed(variable.get(), URL_VARIABLE)
            : parsed(file.redisUrl().orElse("embedded"), file.shownPath() + ": redis_url");
    return url instanceof RedisUrl.Server server
        ? new Place(server, prefix(wish, file.namespace()))
        : started(wish, file);
  }

  private Place started(Wish wish, ServerFile file) throws ClientException {
    Optional<String> started = RuntimeFacts.read(file.dataDir()).flatMap(RuntimeFacts::redisUrl);
    if (started.isPresent()
        && parsed(started.get(), RuntimeFacts.FILE) instanceof RedisUrl.Server server) {
      return new Place(server, prefix(wish, file.namespace()));
    }
    throw new ClientException(
        Kind.UNAVAILABLE,
        "no service has started a Redis in " + file.dataDir(),
        "Start it with: jobservice serve -c " + file.shownPath(),
        null);
  }

  private ServerFile config(Wish wish, String option) throws ClientException {
    Optional<Path> named = wish.config().or(() -> env("JOBSERVICE_CONFIG").map(Path::of));
    if (named.isEmpty() && !Files.exists(directory.resolve(USUAL))) {
      throw new ClientException(
          Kind.CONFIGURATION,
          option + " needs the configuration file of the service",
          "Name it with -c or JOBSERVICE_CONFIG, or run in its folder.",
          null);
    }
    return ServerFile.read(directory, named.orElse(USUAL));
  }

  private String prefix(Wish wish, Optional<String> configured) throws ClientException {
    if (wish.namespace().isPresent()) {
      return prefix(wish.namespace().get(), "--namespace");
    }
    Optional<String> variable = env(VARIABLE);
    return variable.isPresent()
        ? prefix(variable.get(), VARIABLE)
        : prefix(configured.orElse(RedisNamespace.PRESET), "the configuration file");
  }

  private static String prefix(String namespace, String source) throws ClientException {
    try {
      return RedisNamespace.prefix(namespace);
    } catch (IllegalArgumentException e) {
      throw new ClientException(Kind.CONFIGURATION, source + ": " + e.getMessage(), null, e);
    }
  }

  private static RedisUrl parsed(String url, String source) throws ClientException {
    try {
      return RedisUrl.parse(url);
    } catch (IllegalArgumentException e) {
      // Its cause could show the password with -v; its message does not.
      throw new ClientException(Kind.CONFIGURATION, source + ": " + e.getMessage());
    }
  }

  private Optional<String> env(String name) {
    return Optional.ofNullable(env.get(name)).filter(value -> !value.isBlank());
  }
}
