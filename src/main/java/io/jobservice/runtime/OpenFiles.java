package io.jobservice.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many files this process may have open, connections among them.
 *
 * @param most the limit; empty where it cannot be found out, or there is none
 */
record OpenFiles(OptionalInt most) {

  private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Pattern LIMIT = Pattern.compile("(?m)^Max open files +([0-9]{1,9}) ");

  /** For Redis, logs, programs that jobs run, and the JVM. */
  private static final int OWN = 256;

  /** As Linux tells it. */
  static OpenFiles ofThisProcess() {
    try {
      Matcher limit = LIMIT.matcher(Files.readString(LIMITS));
      return new OpenFiles(
          limit.find() ? OptionalInt.of(Integer.parseInt(limit.group(1))) : OptionalInt.empty());
    } catch (IOException e) {
      return new OpenFiles(OptionalInt.empty());
    }
  }

  /**
   * How many connections there may be, so that files are left for all else.
   *
   * @param wanted what is wished for
   */
  int connections(int wanted) {
    if (most.isEmpty()) {
      return wanted;
    }
    int files = most.getAsInt();
    int bearable = Math.max(files / 2, files - OWN);
    if (wanted > bearable) {
      LOG.info(
          "the API takes {} connections at most, since the process may have {} files open",
          bearable,
          files);
    }
    return Math.min(wanted, bearable);
  }
}
