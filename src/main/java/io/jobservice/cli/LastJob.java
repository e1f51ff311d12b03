package io.jobservice.cli;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/**
 * The id of the job that this user submitted last, kept in {@code jobservice/last-job} below {@code
 * XDG_STATE_HOME}, else {@code ~/.local/state} (XDG Base Directory Specification). It is a
 * convenience: a folder that cannot be written is no error.
 */
final class LastJob {

  /** How it is called where an id is expected. */
  static final String WORD = "@last";

  private static final int LONGEST = 256;

  private final Optional<File> file;

  LastJob(Map<String, String> env) {
    this.file = folder(env).map(folder -> new File(folder, "jobservice/last-job"));
  }

  private static Optional<File> folder(Map<String, String> env) {
    // As the specification has it, a relative path does not count.
    String state = env.getOrDefault("XDG_STATE_HOME", "");
    if (state.startsWith("/")) {
      return Optional.of(new File(state));
    }
    String home = env.getOrDefault("HOME", "");
    return home.startsWith("/") ? Optional.of(new File(home, ".local/state")) : Optional.empty();
  }

  /** The id, if one was kept. */
  Optional<String> read() {
    if (file.isEmpty() || file.get().length() > LONGEST) {
      return Optional.empty();
    }
    try {
      String id = Files.readString(file.get().toPath()).strip();
      return id.isEmpty() ? Optional.empty() : Optional.of(id);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Keeps an id, unless it is empty; readers see the one before or this one, never half of it. */
  void write(String id) {
    if (id.isEmpty() || file.isEmpty()) {
      return;
    }
    File folder = file.get().getParentFile();
    // java.io, because it costs a command less to load than java.nio with its attributes does.
    File fresh = new File(folder, "last-job." + ProcessHandle.current().pid());
    if (!folder.isDirectory() && !folder.mkdirs()) {
      return;
    }
    try (OutputStream out = new FileOutputStream(fresh)) {
      out.write((id + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      discard(fresh);
      return;
    }
    if (!fresh.renameTo(file.get())) {
      discard(fresh);
    }
  }

  private static void discard(File fresh) {
    if (!fresh.delete()) {
      fresh.deleteOnExit();
    }
  }
}
