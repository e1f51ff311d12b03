package io.jobservice.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import io.jobservice.config.Config;
import io.jobservice.config.Config.LogTarget;
import io.jobservice.config.SecretTexts;
import io.jobservice.core.LogLevels;
import io.jobservice.joblog.LogBackend;
import io.jobservice.joblog.LogBackends;
import io.jobservice.joblog.LogSettings;
import io.jobservice.joblog.LogSettingsException;
import io.jobservice.joblog.LogStore;
import io.jobservice.joblog.Words;
import io.jobservice.model.LogLevel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The service's own log, as {@code loggers} of the configuration has it. A configuration of Logback
 * that was named by {@code -Dlogback.configurationFile} is left alone but for its levels. Safe to
 * share.
 */
final class ServiceLog implements HostLog, AutoCloseable {

  /** Libraries that tell more of themselves than of the service. */
  private static final List<String> QUIET =
      List.of("redis.clients", "com.sun.net.httpserver", "sun.net", "jdk", "com.cronutils");

  /** The back ends that are here from the start; all others are those of plugins. */
  private static final Set<String> OURS = Set.of("STD_OUTPUT", "FILE");

  private static final Duration TURN = Duration.ofSeconds(1);

  private final LoggerContext context;
  private final InstantSource time;
  private final Masks masks = new Masks();
  private final ServiceLevels levels;
  private final LogFunnel funnel;
  private final boolean ours;
  private List<LogTarget> targets = List.of();
  private Optional<Function<String, Optional<LogBackend>>> backends = Optional.empty();

  /**
   * A log that has no back ends yet.
   *
   * @param context what Logback's loggers belong to
   * @param ours whether it is ours to say where they write
   * @param time the time of day
   * @param nanos a clock that never goes back
   */
  ServiceLog(LoggerContext context, boolean ours, InstantSource time, LongSupplier nanos) {
    this.context = context;
    this.ours = ours;
    this.time = time;
    this.levels = new ServiceLevels(context);
    this.funnel = new LogFunnel(masks, new Repeats(nanos), levels, time);
    if (ours) {
      context.reset();
      funnel.setContext(context);
      funnel.start();
      context.getLogger(LogLevels.ROOT).addAppender(funnel);
      QUIET.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    }
  }

  /** The log of this process; what the JDK logs goes there too. */
  static ServiceLog ofProcess() {
    LogManager.getLogManager().reset();
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    boolean ours = System.getProperty("logback.configurationFile") == null;
    ServiceLog log = new ServiceLog(context, ours, InstantSource.system(), System::nanoTime);
    if (ours) {
      // The loggers of the JDK look at their own levels first.
      LevelChangePropagator levels = new LevelChangePropagator();
      levels.setContext(context);
      levels.start();
      context.addListener(levels);
      QUIET.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    }
    return log;
  }

  /** Whether it is configured by {@code loggers}. */
  boolean isOurs() {
    return ours;
  }

  /** The levels, to be changed while the service runs. */
  ServiceLevels levels() {
    return levels;
  }

  @Override
  public Optional<LogLevels> logLevels() {
    return Optional.of(levels);
  }

  @Override
  public void hide(String secret) {
    masks.hide(SecretTexts.of(secret));
  }

  /**
   * Writes where a configuration says from now on, and takes back levels that were set by hand.
   *
   * @throws StartException if a back end cannot be opened; then nothing has changed
   */
  void apply(Config config) throws StartException {
    masks.hide(SecretTexts.of(config));
    apply(config.loggers());
  }

  /** The same without its secrets. */
  synchronized void apply(List<LogTarget> loggers) throws StartException {
    if (!ours) {
      levels.undo();
      return;
    }
    List<LogFunnel.Branch> fresh = open(loggers);
    List<LogFunnel.Branch> old = funnel.branches();
    levels.undo();
    context.getLogger(LogLevels.ROOT).setLevel(ServiceLevels.level(least(loggers)));
    funnel.into(fresh);
    targets = loggers;
    old.stream()
        .filter(branch -> !fresh.contains(branch))
        .forEach(branch -> branch.outlet().close());
  }

  @Override
  public void use(LogBackends all) throws StartException {
    use(all::find);
  }

  /** Opens those back ends that are not ours, now that it is known which there are. */
  synchronized void use(Function<String, Optional<LogBackend>> all) throws StartException {
    backends = Optional.of(all);
    for (LogFunnel.Branch branch : funnel.branches()) {
      if (branch.outlet() instanceof LogToStore outlet && !outlet.isOpen()) {
        outlet.into(store(branch.target(), all));
      }
    }
  }

  private static LogStore store(LogTarget target, Function<String, Optional<LogBackend>> all)
      throws StartException {
    LogBackend backend =
        all.apply(target.name())
            .orElseThrow(
                () ->
                    StartException.misconfigured(
                        "loggers: there is no log back end '"
                            + target.name()
                            + "' here; a plugin brings its own when its jar is in jobs.plugin_dir",
                        null));
    try {
      return backend.open(new LogSettings(target.settings()));
    } catch (LogSettingsException e) {
      throw StartException.misconfigured(
          "loggers: " + target.name() + ": settings." + e.setting() + ": " + e.getMessage(), e);
    } catch (RuntimeException | LinkageError e) {
      throw StartException.misconfigured(
          "loggers: the back end " + target.name() + " cannot be opened: " + e, e);
    }
  }

  /** The back ends in words. */
  synchronized String described() {
    return targets.stream().map(ServiceLog::described).collect(Collectors.joining("; "));
  }

  private static String described(LogTarget target) {
    return target.name()
        + " "
        + target.level()
        + " "
        + new TreeMap<>(target.settings())
        + target.sweeperDays().map(days -> " for " + days + " days").orElse("");
  }

  private static LogLevel least(List<LogTarget> targets) {
    return targets.stream().map(LogTarget::level).min(LogLevel::compareTo).orElse(LogLevel.INFO);
  }

  /** A back end that stays as it is stays open. */
  private List<LogFunnel.Branch> open(List<LogTarget> wanted) throws StartException {
    List<LogFunnel.Branch> kept = new ArrayList<>(funnel.branches());
    List<LogFunnel.Branch> fresh = new ArrayList<>();
    List<LogFunnel.Branch> branches = new ArrayList<>();
    for (LogTarget target : wanted) {
      Optional<LogFunnel.Branch> same =
          kept.stream().filter(branch -> branch.target().equals(target)).findFirst();
      if (same.isPresent()) {
        kept.remove(same.get());
        branches.add(same.get());
        continue;
      }
      try {
        fresh.add(new LogFunnel.Branch(target, outlet(target)));
      } catch (IOException e) {
        fresh.forEach(branch -> branch.outlet().close());
        throw new StartException(
            "loggers: " + described(target) + " cannot be opened: " + Words.withFile(e), false, e);
      } catch (StartException e) {
        fresh.forEach(branch -> branch.outlet().close());
        throw e;
      }
      branches.add(fresh.get(fresh.size() - 1));
    }
    return branches;
  }

  private LogOutlet outlet(LogTarget target) throws IOException, StartException {
    if (!OURS.contains(target.name())) {
      LogToStore outlet = new LogToStore(target.name());
      if (backends.isPresent()) {
        outlet.into(store(target, backends.get()));
      }
      return outlet;
    }
    boolean json = "json".equals(target.settings().get("format"));
    Function<ServiceEvent, String> format = json ? EventText::json : EventText::text;
    if (target.name().equals("FILE")) {
      Path file =
          Path.of(target.settings().get("base_dir")).resolve(target.settings().get("filename"));
      OptionalInt days =
          target.sweeperDays().stream().mapToInt(d -> (int) Math.ceil(d)).findFirst();
      return new LogFile(file, format, days, time, System.err);
    }
    boolean err = "std_err".equals(target.settings().get("output"));
    return new LogConsole(() -> err ? System.err : System.out, format);
  }

  /** Does what is to be done beside the writing; to be called each {@link #TURN}. */
  void tend() {
    funnel.tellOver();
    funnel.branches().forEach(branch -> branch.outlet().tend());
  }

  /** A loop that tends it. */
  Loop loop() {
    return new Loop("service-log", this::tend, TURN, new RedisHealth());
  }

  /** Says what was held back, and closes the back ends; nothing is written after. */
  @Override
  public synchronized void close() {
    funnel.tellAll();
    List<LogFunnel.Branch> open = funnel.branches();
    funnel.into(List.of());
    open.forEach(branch -> branch.outlet().close());
  }
}
