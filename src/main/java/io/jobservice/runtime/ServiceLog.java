package io.jobservice.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.jobservice.config.Config;
import io.jobservice.config.Config.LogTarget;
import io.jobservice.config.SecretTexts;
import io.jobservice.core.LogLevels;
import io.jobservice.model.LogLevel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
final class ServiceLog implements AutoCloseable {

  /** Libraries that tell more of themselves than of the service. */
  private static final List<String> QUIET =
      List.of("redis.clients", "com.sun.net.httpserver", "sun.net", "jdk", "com.cronutils");

  private static final Duration TURN = Duration.ofSeconds(1);

  private final LoggerContext context;
  private final InstantSource time;
  private final Masks masks = new Masks();
  private final ServiceLevels levels;
  private final LogFunnel funnel;
  private final boolean ours;
  private List<LogTarget> targets = List.of();

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
    return new ServiceLog(context, ours, InstantSource.system(), System::nanoTime);
  }

  /** Whether it is configured by {@code loggers}. */
  boolean isOurs() {
    return ours;
  }

  /** The levels, to be changed while the service runs. */
  ServiceLevels levels() {
    return levels;
  }

  /** Hides a secret from now on. */
  void hide(String secret) {
    masks.hide(SecretTexts.of(secret));
  }

  /**
   * Writes where a configuration says from now on, and takes back levels that were set by hand.
   *
   * @throws StartException if a back end cannot be opened; then nothing has changed
   */
  synchronized void apply(Config config) throws StartException {
    masks.hide(SecretTexts.of(config));
    if (!ours) {
      levels.undo();
      return;
    }
    List<LogFunnel.Branch> fresh = open(config.loggers());
    List<LogFunnel.Branch> old = funnel.branches();
    levels.undo();
    context.getLogger(LogLevels.ROOT).setLevel(ServiceLevels.level(least(config.loggers())));
    funnel.into(fresh);
    targets = config.loggers();
    old.stream()
        .filter(branch -> !fresh.contains(branch))
        .forEach(branch -> branch.outlet().close());
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
            "loggers: " + described(target) + " cannot be opened: " + e, false, e);
      }
      branches.add(fresh.get(fresh.size() - 1));
    }
    return branches;
  }

  private LogOutlet outlet(LogTarget target) throws IOException {
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
