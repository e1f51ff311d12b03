package io.jobservice.config;

import io.jobservice.config.Config.Api;
import io.jobservice.config.Config.Jobs;
import io.jobservice.config.Config.RedisPool;
import io.jobservice.config.Config.Retention;
import io.jobservice.config.Config.Secrets;
import io.jobservice.config.Config.WorkerPool;
import io.jobservice.model.EditDistance;
import io.jobservice.model.PendingLimits;
import io.jobservice.model.TypePolicy;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads the configuration: the YAML file, then the environment on top, then the defaults. The text
 * of the file is taken literally; nothing in it is expanded. Thread safe: it holds no state.
 */
public final class ConfigLoader {

  private static final long LARGEST_FILE = 1 << 20;

  private ConfigLoader() {}

  /**
   * A configuration that was read without mistakes.
   *
   * @param config the configuration
   * @param warnings lines for the log: options that were ignored, and the like
   * @param settings the configuration to show: each option with where its value comes from
   */
  public record Loaded(Config config, List<String> warnings, Settings settings) {

    /** Copies the warnings. */
    public Loaded {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Reads a file.
   *
   * @param file the file; relative paths in it start at its folder
   * @param environment the variables by name; an empty one counts as not set
   * @throws ConfigException with all mistakes, if there is any; a file that cannot be read is one
   */
  public static Loaded load(Path file, Map<String, String> environment) throws ConfigException {
    return load(file, environment, "; name the configuration file with -c");
  }

  /**
   * Reads a file once more, for who runs with it and cannot name another one.
   *
   * @param file the file
   * @param environment the variables by name
   * @throws ConfigException as {@link #load} does
   */
  public static Loaded again(Path file, Map<String, String> environment) throws ConfigException {
    return load(file, environment, "");
  }

  private static Loaded load(Path file, Map<String, String> environment, String advice)
      throws ConfigException {
    Findings findings = new Findings(file.toString());
    String text = text(file, advice, findings);
    findings.throwIfAny();
    YamlNode.Mapping root = YamlReader.read(text, findings);
    if (root.entries().isEmpty()) {
      // What follows would only repeat that everything is missing.
      findings.throwIfAny();
    }
    warnOfMistypedVariables(environment, findings);
    Section section = new Section(root, "", Options.ALL, Options.NOT_NEEDED, environment, findings);
    Config config = config(file, section, environment, findings);
    Settings settings = new Settings(config, findings.ledger().settings());
    return new Loaded(config, findings.warnings(), settings);
  }

  /** What a node takes when the file says nothing, but for the Redis that it must name. */
  static List<Setting> defaults(Path file) {
    Findings findings = new Findings(file.toString());
    Map<String, String> needed = Map.of(Options.REDIS_URL.variable().orElseThrow(), "embedded");
    YamlNode.Mapping nothing = new YamlNode.Mapping(0, Map.of());
    try {
      config(
          file,
          new Section(nothing, "", Options.ALL, Set.of(), needed, findings),
          needed,
          findings);
    } catch (ConfigException e) {
      throw new IllegalStateException("the defaults are bad", e);
    }
    return findings.ledger().settings().stream().filter(s -> s.origin().isEmpty()).toList();
  }

  private static String text(Path file, String advice, Findings findings) {
    try {
      if (Files.isDirectory(file)) {
        findings.missing("", "is a folder" + advice);
      } else if (Files.size(file) > LARGEST_FILE) {
        findings.missing("", "is larger than 1 MiB" + advice);
      } else {
        String text = Files.readString(file);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
      }
    } catch (NoSuchFileException e) {
      findings.missing("", "no such file" + advice);
    } catch (CharacterCodingException e) {
      findings.missing("", "is not in UTF-8");
    } catch (IOException e) {
      findings.missing("", "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
    return "";
  }

  /**
   * One slip only: Kubernetes sets JOB_SERVICE_HOST for a service named "job", two slips from
   * JOB_SERVICE_PORT.
   */
  private static void warnOfMistypedVariables(Map<String, String> environment, Findings findings) {
    Set<String> known =
        Options.ALL.stream()
            .flatMap(option -> option.variable().stream())
            .filter(v -> v.startsWith("JOB_SERVICE_"))
            .collect(Collectors.toSet());
    for (String name : environment.keySet()) {
      known.stream()
          .filter(k -> name.startsWith("JOB_SERVICE_") && EditDistance.between(name, k) == 1)
          .findFirst()
          .ifPresent(
              k -> findings.variableWarning(name, "is not known; did you mean '" + k + "'?"));
    }
  }

  private static Config config(
      Path file, Section section, Map<String, String> environment, Findings findings)
      throws ConfigException {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    LogBackendReader backends = new LogBackendReader(folder, findings);

    Path dataDir = folder.resolve(section.get(Options.DATA_DIR)).normalize();
    Optional<RedisUrl> url = section.require(Options.REDIS_URL);
    // Checked, and shown, but there is nothing to choose.
    section.get(Options.BACKEND);
    List.of(Options.HTTPS_CERT, Options.HTTPS_KEY).forEach(section::find);
    Map<String, TypePolicy> types =
        new TypePolicyReader(findings).read(section.tree(Options.JOB_TYPES));
    Config config =
        new Config(
            file,
            section.get(Options.PROTOCOL),
            section.find(Options.HOST),
            section.get(Options.PORT),
            new Api(
                section.find(Options.ADVERTISED_URL),
                section.get(Options.MAX_STREAMS),
                section.get(Options.MAX_WAITS),
                section.get(Options.MAX_CONNECTIONS)),
            new WorkerPool(
                section.get(Options.WORKERS),
                new RedisPool(
                    url.orElseGet(RedisUrl.Embedded::new),
                    section.get(Options.NAMESPACE),
                    Duration.ofSeconds(section.get(Options.IDLE_TIMEOUT)))),
            backends.read(
                section.tree(Options.LOGGERS),
                Options.LOGGERS.path(),
                List.of(LogBackendType.SERVICE_FILE, LogBackendType.STD_OUTPUT),
                dataDir.resolve("logs")),
            backends.read(
                section.tree(Options.JOB_LOGGERS),
                Options.JOB_LOGGERS.path(),
                List.of(LogBackendType.STD_OUTPUT, LogBackendType.REDIS, LogBackendType.JOB_FILE),
                dataDir.resolve("job-logs")),
            new Jobs(
                folder.resolve(section.get(Options.PLUGIN_DIR)).normalize(),
                types,
                section.get(Options.MAX_DEPTH),
                new CommandReader(folder, findings).read(section.tree(Options.COMMANDS))),
            dataDir,
            section.get(Options.STARTUP_TIMEOUT),
            section.get(Options.SHUTDOWN_GRACE),
            new Retention(
                section.get(Options.RETENTION_SUCCESS),
                section.get(Options.RETENTION_STOPPED),
                section.get(Options.RETENTION_ERROR),
                section.get(Options.RETENTION_EXECUTIONS)),
            new HookReader(folder, environment, findings).read(section),
            limits(section, types),
            properties(section.tree(Options.CONTEXT_PROPERTIES), findings),
            section.find(Options.CORE_SERVER),
            new Secrets(
                secret(environment, Options.CORE_SECRET),
                secret(environment, Options.JOBSERVICE_SECRET)));
    // Where a value was bad, the record holds a stand-in; then it is not handed out.
    findings.throwIfAny();
    return config;
  }

  private static PendingLimits limits(Section section, Map<String, TypePolicy> types) {
    Map<String, Integer> own = new TreeMap<>();
    types.forEach((name, rules) -> rules.maxPending().ifPresent(limit -> own.put(name, limit)));
    return new PendingLimits(
        whole(section, Options.MAX_PENDING), whole(section, Options.MAX_PENDING_PER_TYPE), own);
  }

  private static OptionalInt whole(Section section, Option.Value<Integer> option) {
    return section.find(option).map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  private static Map<String, String> properties(Optional<YamlNode> node, Findings findings) {
    Map<String, String> properties = new TreeMap<>();
    String path = Options.CONTEXT_PROPERTIES.path();
    if (node.isPresent() && !(node.get() instanceof YamlNode.Mapping)) {
      findings.problem(node.get().line(), path, "is no list of 'name: value' lines");
    }
    if (node.isPresent() && node.get() instanceof YamlNode.Mapping mapping) {
      mapping
          .entries()
          .forEach(
              (name, value) -> {
                if (value instanceof YamlNode.Scalar scalar) {
                  String text = scalar.isNull() ? "" : scalar.text();
                  properties.put(name, text);
                  findings.ledger().named(Options.CONTEXT_PROPERTIES, name, text, value.line());
                } else if (!(value instanceof YamlNode.Refused)) {
                  findings.problem(
                      value.line(), path + "." + name, "is neither text, a number nor a boolean");
                }
              });
    }
    return properties;
  }

  private static Optional<String> secret(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(s -> !s.isEmpty());
  }
}
