package io.jobservice.joblog;

import java.nio.file.Path;
import java.util.random.RandomGenerator;

/**
 * Logs in files: settings {@code base_dir} (required), {@code shard}, {@code max_size} and {@code
 * format}.
 */
final class FileBackend implements LogBackend {

  private static final long LEAST_SIZE = 1L << 10;
  private static final long MOST_SIZE = 1L << 40;

  private final RandomGenerator random;

  FileBackend(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public String name() {
    return "FILE";
  }

  @Override
  public LogStore open(LogSettings settings) throws LogSettingsException {
    SettingTexts texts = new SettingTexts(settings);
    Path base = Path.of(texts.required("base_dir"));
    LogFolder folder = new LogFolder(base, texts.flag("shard"), new StoreMark(base, random));
    return new FileStore(
        folder, LogFormat.of(settings), texts.size("max_size", "10MiB", LEAST_SIZE, MOST_SIZE));
  }
}
