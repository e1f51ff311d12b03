package io.jobservice.joblog;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Logs in files: settings {@code base_dir} (required), {@code shard}, {@code max_size} and {@code
 * format}.
 */
final class FileBackend implements LogBackend {

  private static final long LEAST_SIZE = 1L << 10;
  private static final long MOST_SIZE = 1L << 40;

  private final RandomGenerator random;
  private final InstantSource time;

  FileBackend(RandomGenerator random, InstantSource time) {
    this.random = random;
    this.time = time;
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
    long maxSize = texts.size("max_size", "10MiB", LEAST_SIZE, MOST_SIZE);
    return new FileStore(folder, LogFormat.of(settings), maxSize, time);
  }
}
