package io.jobservice.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A {@code config.yml} in a folder of a test. */
record ConfigFile(Path dir) {

  ConfigLoader.Loaded load(String yaml, Map<String, String> environment)
      throws ConfigException, IOException {
    return ConfigLoader.load(Files.writeString(dir.resolve("config.yml"), yaml), environment);
  }

  /** The lines of the error, with the bare name of the file. */
  List<String> problems(String yaml, Map<String, String> environment) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> load(yaml, environment));
    return e.getMessage().replace(dir + "/", "").lines().toList();
  }

  List<String> problems(String yaml) {
    return problems(yaml, Map.of("JOB_SERVICE_POOL_REDIS_URL", "embedded"));
  }

  /** The warnings of a file without mistakes, with the bare name of the file. */
  List<String> warnings(String yaml, Map<String, String> environment)
      throws ConfigException, IOException {
    return load(yaml, environment).warnings().stream()
        .map(line -> line.replace(dir + "/", ""))
        .toList();
  }
}
