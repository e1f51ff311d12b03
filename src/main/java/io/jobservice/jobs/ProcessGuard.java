package io.jobservice.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small process beside the service that sends signals to process groups, and kills all that it
 * knows of when the service is gone, in whatever way: it sees that by the end of its input. It is
 * started when it is first needed, in a session of its own, so that what hits the group of the
 * service does not hit it, and again when it has died. Safe to share.
 */
public final class ProcessGuard implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessGuard.class);

  /**
   * Reads {@code run PID}, {@code kill PID SIGNAL} and {@code end PID}, and answers the last one. A
   * group that does not exist yet is that of a shell which is about to make it, and then the
   * process stands for it. After a KILL it looks a few times whether the group is gone: dead
   * processes that nobody waits for would be there for ever.
   */
  private static final String SCRIPT =
      """
      trap '' HUP INT QUIT TERM USR1 USR2
      groups=' '
      while read -r word pid signal; do
        case $word in
          run)
            case $groups in
              *" $pid "*) ;;
              *) groups="$groups$pid " ;;
            esac
            ;;
          kill)
            kill -s "$signal" -- "-$pid" || kill -s "$signal" "$pid"
            ;;
          end)
            n=0
            while kill -s KILL -- "-$pid" && [ "$n" -lt 5 ]; do
              n=$((n + 1))
              sleep 0.01
            done
            case $groups in
              *" $pid "*) groups="${groups%% "$pid" *} ${groups#* "$pid" }" ;;
            esac
            echo "$pid"
            ;;
        esac
      done
      for pid in $groups; do
        kill -s KILL -- "-$pid" || kill -s KILL "$pid"
        kill -s KILL -- "-$pid"
      done
      """;

  private final NewSession session;
  private final TreeSet<Long> groups = new TreeSet<>();
  private Process process;
  private Writer in;
  private BufferedReader out;
  private boolean closed;

  /**
   * A guard that is not started yet.
   *
   * @param session how a session of its own is made
   */
  public ProcessGuard(NewSession session) {
    this.session = session;
  }

  /** The process of the guard, which is started if need be; for tests. */
  synchronized ProcessHandle handle() throws IOException {
    require();
    return process.toHandle();
  }

  /**
   * Takes a process, and the group that it is about to lead, into its keeping. Once this has
   * returned, they do not outlive the service.
   */
  synchronized void enter(long pid) throws IOException {
    tell("run " + pid);
    groups.add(pid);
  }

  /** Sends a signal to a group; without effect when it is gone. */
  synchronized void signal(long pid, String signal) throws IOException {
    tell("kill " + pid + " " + signal);
  }

  /** Kills what is left of a group whose first process has ended. Returns when it is gone. */
  synchronized void leave(long pid) throws IOException {
    try {
      tell("end " + pid);
      if (out.readLine() == null) {
        // It has died meanwhile; another one can do it.
        tell("end " + pid);
        out.readLine();
      }
    } finally {
      groups.remove(pid);
    }
  }

  private void require() throws IOException {
    if (closed) {
      throw new IOException("the process guard is closed");
    }
    if (process != null && process.isAlive()) {
      return;
    }
    if (process != null) {
      LOG.warn("the process guard has died; it is started again");
    }
    List<String> command = new ArrayList<>(session.prefix());
    command.addAll(List.of("/bin/sh", "-c", SCRIPT, "jobservice-process-guard"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().retainAll(List.of("PATH"));
    process = builder.start();
    in = process.outputWriter();
    out = process.inputReader();
    for (long pid : groups) {
      send("run " + pid);
    }
  }

  /** A guard that dies at this very moment gets a successor, which is told. */
  private void tell(String line) throws IOException {
    require();
    try {
      send(line);
    } catch (IOException e) {
      process.destroyForcibly();
      process.onExit().join();
      require();
      send(line);
    }
  }

  private void send(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
  }

  /** Kills all groups that are left, and ends. */
  @Override
  public synchronized void close() {
    closed = true;
    if (process != null) {
      try {
        in.close();
      } catch (IOException e) {
        LOG.debug("the process guard has ended before: {}", e.toString());
      }
    }
  }
}
