package io.jobservice.runtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.config.ConfigException;
import io.jobservice.config.ConfigLoader;
import io.jobservice.model.LogLevel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again while the service runs, and takes over what {@code loggers} says;
 * all else needs a restart. A configuration with mistakes changes nothing. Safe to share.
 */
final class Reload {

  private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

  private final Path file;
  private final Map<String, String> environment;
  private final ServiceLog log;
  private final ObjectNode others;

  /**
   * Nothing is read yet.
   *
   * @param file the configuration
   * @param environment what stands above it
   * @param started what the service runs with
   * @param log its log
   */
  Reload(Path file, Map<String, String> environment, ConfigLoader.Loaded started, ServiceLog log) {
    this.file = file;
    this.environment = environment;
    this.log = log;
    this.others = others(started);
  }

  /** Reads it, and says in the log what became of it. */
  synchronized void run() {
    try {
      take(ConfigLoader.again(file, environment));
    } catch (ConfigException e) {
      LOG.error("SIGHUP: the configuration has mistakes, nothing is changed");
      e.problems().forEach(problem -> LOG.error("SIGHUP: {}", problem));
    } catch (StartException | RuntimeException e) {
      LOG.error("SIGHUP: nothing is changed: {}", e.getMessage());
    }
  }

  private void take(ConfigLoader.Loaded loaded) throws StartException {
    String before = log.described();
    SortedMap<String, LogLevel> byHand = log.levels().byHand();
    log.apply(loaded.config());
    loaded.warnings().forEach(LOG::warn);
    if (!byHand.isEmpty()) {
      LOG.info("SIGHUP: levels that were set by hand hold no more: {}", byHand);
    }
    if (!log.isOurs()) {
      LOG.warn("SIGHUP: loggers are not read, since logback.configurationFile is set");
    } else if (before.equals(log.described())) {
      LOG.info("SIGHUP: loggers are as they were: {}", before);
    } else {
      LOG.info("SIGHUP: loggers are now: {}; they were: {}", log.described(), before);
    }
    List<String> changed = TreeDifference.paths(others, others(loaded));
    if (!changed.isEmpty()) {
      LOG.warn(
          "SIGHUP: other options than loggers have changed too: {}; they need a restart",
          TreeDifference.told(changed));
    }
  }

  private static ObjectNode others(ConfigLoader.Loaded loaded) {
    ObjectNode tree = loaded.settings().tree();
    tree.remove("loggers");
    return tree;
  }
}
