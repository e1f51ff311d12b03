package io.jobservice.client;

import io.jobservice.client.ClientException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds the server that a command talks to, and the secret that it presents.
 *
 * <p>The address is the first of: the one asked for, {@code JOBSERVICE_URL}, the protocol, host and
 * port of the configuration file (the one asked for, {@code JOBSERVICE_CONFIG}, {@code
 * ./config.yml}). The secret is the first of: the file asked for, {@code CORE_SECRET}, what a node
 * left in the {@code data_dir} of the configuration file ({@code runtime.json}, else {@code
 * secret}). A file is read only when what comes before it in the order gave nothing. What a
 * configuration file says about the address is kept in the cache folder of the user, {@code
 * XDG_CACHE_HOME} or {@code ~/.cache}. Immutable.
 */
public final class ServerLocator {

  private static final String ADVICE =
      "Give --url, set JOBSERVICE_URL, name the service's configuration file with -c or"
          + " JOBSERVICE_CONFIG, or run in the folder of its config.yml.";

  private final Path directory;
  private final Map<String, String> env;

  /**
   * A locator.
   *
   * @param directory the folder that relative paths start from
   * @param env the environment; variables that are empty count as not set
   */
  public ServerLocator(Path directory, Map<String, String> env) {
    this.directory = Objects.requireNonNull(directory);
    this.env = Map.copyOf(env);
  }

  /**
   * What was asked for on the command line.
   *
   * @param url the address
   * @param config the configuration file
   * @param secretFile the file of the secret
   */
  public record Wish(Optional<String> url, Optional<Path> config, Optional<Path> secretFile) {}

  /**
   * Finds server and secret.
   *
   * @param wish what was asked for
   * @throws ClientException {@code CONFIGURATION} if there is no address, or a file that was named
   *     cannot be read; {@code UNAVAILABLE} if the port is one that a node chooses when it starts,
   *     and none has started
   */
  public Endpoint locate(Wish wish) throws ClientException {
    Optional<String> variable = env("JOBSERVICE_URL");
    OnDisk disk = new OnDisk(wish, wish.url().isPresent() || variable.isPresent());
    if (wish.url().isPresent()) {
      return new Endpoint(address(wish.url().get(), "--url"), "--url", secret(wish, disk));
    }
    if (variable.isPresent()) {
      URI url = address(variable.get(), "JOBSERVICE_URL");
      return new Endpoint(url, "JOBSERVICE_URL", secret(wish, disk));
    }
    Optional<Found> file = disk.config();
    if (file.isEmpty()) {
      throw new ClientException(Kind.CONFIGURATION, "no server is known", ADVICE, null);
    }
    return fromFile(file.get(), wish, disk);
  }

  private Endpoint fromFile(Found found, Wish wish, OnDisk disk) throws ClientException {
    ServerAddress file = found.address();
    String protocol = env("JOB_SERVICE_PROTOCOL").orElse(file.protocol()).toLowerCase(Locale.ROOT);
    String port = env("JOB_SERVICE_PORT").orElse(file.port()).strip();
    if (!port.equals("0")) {
      String url = protocol + "://" + file.reachableHost() + ":" + port;
      String source = found.path();
      return new Endpoint(address(url, source), source, secret(wish, disk));
    }
    Optional<String> started = disk.runtime().flatMap(RuntimeFacts::apiUrl);
    if (started.isEmpty()) {
      throw new ClientException(
          Kind.UNAVAILABLE,
          found.path()
              + " lets the service choose its port, and no service has started in "
              + file.dataDir(),
          "Start it with: jobservice serve -c " + found.path(),
          null);
    }
    String source = file.dataDir().resolve(RuntimeFacts.FILE).toString();
    return new Endpoint(address(started.get(), source), source, secret(wish, disk));
  }

  private Optional<String> secret(Wish wish, OnDisk disk) throws ClientException {
    if (wish.secretFile().isPresent()) {
      Path file = directory.resolve(wish.secretFile().get());
      return Optional.of(presentable(firstLine(file), file.toString()));
    }
    Optional<String> variable = env("CORE_SECRET");
    if (variable.isPresent()) {
      return Optional.of(presentable(variable.get(), "CORE_SECRET"));
    }
    Optional<String> running = disk.runtime().flatMap(RuntimeFacts::secret);
    if (running.isPresent()) {
      return Optional.of(presentable(running.get(), RuntimeFacts.FILE));
    }
    Optional<Found> file = disk.config();
    if (file.isPresent()) {
      Path kept = file.get().address().dataDir().resolve("secret");
      if (Files.isReadable(kept)) {
        return Optional.of(presentable(firstLine(kept), kept.toString()));
      }
    }
    return Optional.empty();
  }

  private static String firstLine(Path file) throws ClientException {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new ClientException(
          Kind.CONFIGURATION,
          "cannot read the secret in " + file + ": " + FileProblem.of(e),
          null,
          e);
    }
  }

  /** What an HTTP header can carry; the message must not show the secret itself. */
  private static String presentable(String secret, String source) throws ClientException {
    if (secret.isBlank() || secret.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new ClientException(
          Kind.CONFIGURATION, "the secret in " + source + " is empty or holds control characters");
    }
    return secret;
  }

  private static URI address(String text, String source) throws ClientException {
    try {
      URI url = new URI(text.strip().replaceFirst("/+(api/v1/*)?$", ""));
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (web && url.getHost() != null && url.getPort() != 0 && url.getPort() < 65_536) {
        return new URI(
            url.getScheme(), null, url.getHost(), url.getPort(), url.getPath(), null, null);
      }
    } catch (URISyntaxException e) {
      // Its message holds the whole text, credentials and all.
      throw badAddress(text, source);
    }
    throw badAddress(text, source);
  }

  /** Since the text is malformed, all before its last at sign may be credentials. */
  private static ClientException badAddress(String text, String source) {
    String shown = text.replaceFirst("(?s)^(\\s*[A-Za-z][A-Za-z0-9+.-]*://)?.*@", "$1");
    return new ClientException(
        Kind.CONFIGURATION,
        "the address from " + source + " is no URL of a server: '" + shown + "'",
        "It must look like http://127.0.0.1:8080.",
        null);
  }

  private Optional<String> env(String name) {
    return Optional.ofNullable(env.get(name)).filter(value -> !value.isBlank());
  }

  /** What a configuration file says, and the path as it was given, for messages. */
  private record Found(String path, ServerAddress address) {}

  /** What lies in files, read at most once and only when it is asked for; for one thread. */
  private final class OnDisk {
    private final Wish wish;
    private final boolean addressKnown;
    private Optional<Found> config;
    private Optional<RuntimeFacts> runtime;

    OnDisk(Wish wish, boolean addressKnown) {
      this.wish = wish;
      this.addressKnown = addressKnown;
    }

    Optional<Found> config() throws ClientException {
      if (config == null) {
        config = find();
      }
      return config;
    }

    Optional<RuntimeFacts> runtime() throws ClientException {
      if (runtime == null) {
        Optional<Found> file = config();
        runtime =
            file.isEmpty() ? Optional.empty() : RuntimeFacts.read(file.get().address().dataDir());
      }
      return runtime;
    }

    private Optional<Found> find() throws ClientException {
      Optional<Path> named = wish.config().or(() -> env("JOBSERVICE_CONFIG").map(Path::of));
      if (named.isPresent()) {
        return Optional.of(read(named.get()));
      }
      Path usual = Path.of("config.yml");
      if (!Files.exists(directory.resolve(usual))) {
        return Optional.empty();
      }
      try {
        return Optional.of(read(usual));
      } catch (ClientException e) {
        if (addressKnown) {
          // Many programs have a config.yml; one that nobody named must not stand in the way.
          return Optional.empty();
        }
        throw e;
      }
    }

    private Found read(Path path) throws ClientException {
      return new Found(path.toString(), new AddressCache(env).read(directory, path));
    }
  }
}
