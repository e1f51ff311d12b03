package io.jobservice.joblog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes old files of job logs: only regular files with names that a log has, in the folder and
 * its shards. It holds some hundred names at a time, however many files there are.
 *
 * <p>A name that is a hash tells no id to ask for. Such logs of this node are known by {@code
 * open}; each sweep makes them look written to, for the sweepers of other nodes on the same folder.
 */
final class FileSweeper implements LogSweeper {

  private static final Logger LOG = LoggerFactory.getLogger(FileSweeper.class);
  private static final int BATCH = 500;

  private final LogFolder folder;
  private final Set<LogFileName> open;
  private final InstantSource time;

  /**
   * A sweeper of one folder.
   *
   * @param open the hashed names of the runs that are under way here; may change at any time
   * @param time the clock of this host, as files have it
   */
  FileSweeper(LogFolder folder, Set<LogFileName> open, InstantSource time) {
    this.folder = folder;
    this.open = open;
    this.time = time;
  }

  @Override
  public long sweep(Instant before, UnaryOperator<Set<String>> running) throws IOException {
    touchOpen();
    try (SweptFolder base = SweptFolder.open(folder.base())) {
      Sweep sweep = new Sweep(before, running);
      sweep.all(base, true);
      return sweep.removed;
    } catch (NoSuchFileException e) {
      return 0;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void touchOpen() {
    for (LogFileName name : open) {
      try {
        Optional<Path> file = folder.find(name);
        if (file.isPresent()) {
          Files.getFileAttributeView(
                  file.get(), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .setTimes(FileTime.from(time.instant()), null, null);
        }
      } catch (IOException e) {
        LOG.debug("{} cannot be touched: {}", name.text(), e.toString());
      }
    }
  }

  /** One sweep. */
  private final class Sweep {

    private final FileTime before;
    private final UnaryOperator<Set<String>> running;
    private long removed;
    private boolean said;

    Sweep(Instant before, UnaryOperator<Set<String>> running) {
      this.before = FileTime.from(before);
      this.running = running;
    }

    void all(SweptFolder in, boolean isBase) throws IOException {
      Map<Path, Optional<String>> batch = new LinkedHashMap<>();
      for (Path name : in) {
        String text = name.toString();
        if (isBase && LogFileName.isShard(text)) {
          shard(in, name);
        } else if (LogFileName.isOne(text) && isOld(in, name)) {
          batch.put(name, LogFileName.jobId(text));
        }
        if (batch.size() == BATCH) {
          remove(in, batch);
          batch.clear();
        }
      }
      remove(in, batch);
    }

    private void shard(SweptFolder base, Path name) throws IOException {
      try (SweptFolder inner = base.inner(name)) {
        all(inner, false);
      } catch (UncheckedIOException e) {
        throw e;
      } catch (IOException e) {
        // A link, a file, or deleted meanwhile.
        LOG.debug("{} is not swept: {}", name, e.toString());
      }
    }

    private boolean isOld(SweptFolder in, Path name) {
      try {
        BasicFileAttributes facts = in.facts(name);
        return facts.isRegularFile() && facts.lastModifiedTime().compareTo(before) < 0;
      } catch (IOException e) {
        return false;
      }
    }

    private void remove(SweptFolder in, Map<Path, Optional<String>> batch) {
      Set<String> ids = new HashSet<>();
      batch.values().forEach(id -> id.ifPresent(ids::add));
      Set<String> kept = ids.isEmpty() ? Set.of() : running.apply(ids);
      batch.forEach(
          (name, id) -> {
            boolean runs =
                id.isPresent()
                    ? kept.contains(id.get())
                    : open.stream().anyMatch(one -> one.text().equals(name.toString()));
            // It may have been written to while the answer came.
            if (!runs && isOld(in, name)) {
              remove(in, name);
            }
          });
    }

    private void remove(SweptFolder in, Path name) {
      try {
        in.delete(name);
        removed++;
      } catch (IOException e) {
        if (!said) {
          said = true;
          LOG.warn("the old job log {} cannot be removed: {}", name, e.toString());
        }
      }
    }
  }
}
