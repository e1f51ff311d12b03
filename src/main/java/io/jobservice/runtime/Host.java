package io.jobservice.runtime;

import io.jobservice.worker.LocalProcesses;
import io.jobservice.worker.PoolIdentity.NodeProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the operating system says of this host and process. */
final class Host {

  private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path PID_SPACE = Path.of("/proc/self/ns/pid");

  private Host() {}

  static String name() {
    try {
      return Files.readString(HOSTNAME).strip();
    } catch (IOException e) {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException unknown) {
        return "localhost";
      }
    }
  }

  /** This node, as others know it; {@link io.jobservice.worker.PoolIdentity#node} is the same. */
  static String node() {
    return name() + ":" + ProcessHandle.current().pid();
  }

  static NodeProcess process() {
    long pid = ProcessHandle.current().pid();
    return new NodeProcess(pid, LocalProcesses.startOf(pid).orElse(0), id());
  }

  /**
   * The boot of the host with the space of process ids: only there does a process id tell anything.
   * Empty where the system does not say.
   */
  private static String id() {
    try {
      return Files.readString(BOOT_ID).strip() + "/" + Files.readSymbolicLink(PID_SPACE);
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
