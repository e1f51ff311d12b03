package io.jobservice.joblog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;

/**
 * Sweeps a folder with many files, to see how much heap and time that takes. Started by hand, with
 * a small heap; the arguments are a folder that is not there yet and the number of files.
 */
public final class SweepBench {

  private SweepBench() {}

  public static void main(String[] args) throws Exception {
    Path base = Files.createDirectory(Path.of(args[0]));
    int files = Integer.parseInt(args[1]);
    for (int i = 0; i < files; i++) {
      Files.createFile(base.resolve("%024x.log".formatted(i)));
    }
    LogFolder folder = new LogFolder(base, false, new StoreMark(base, new Random()));
    FileSweeper sweeper = new FileSweeper(folder, Set.of(), InstantSource.system());
    System.gc();
    long begin = System.nanoTime();
    long kept = sweeper.sweep(Instant.EPOCH, ids -> Set.of());
    long looked = System.nanoTime();
    long removed = sweeper.sweep(Instant.now().plus(Duration.ofDays(1)), ids -> Set.of());
    long end = System.nanoTime();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "%d files: a sweep that removes %d took %.1f s, one that removes %d %.1f s; heap %d of at"
            + " most %d MiB%n",
        files,
        kept,
        (looked - begin) / 1e9,
        removed,
        (end - looked) / 1e9,
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        runtime.maxMemory() >> 20);
  }
}
