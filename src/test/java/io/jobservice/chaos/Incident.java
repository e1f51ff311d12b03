package io.jobservice.chaos;

/**
 * Something that was done to the cluster.
 *
 * @param kind what
 * @param pid the process that it was done to, or {@link #ALL}
 * @param from when it began, in the audit's microseconds
 * @param to when it was over
 */
record Incident(Kind kind, long pid, long from, long to) {

  /** In place of a process: something that all nodes felt. */
  static final long ALL = -1;

  /** Without a sign of life for so long a pool may be taken for dead. */
  private static final long DEADLY_MICROS = 3_500_000;

  /** What was done; the first that fits is named as the cause of a second run. */
  enum Kind {
    /** Killed with signal 9. */
    KILLED("node killed"),
    /** Halted for a while. */
    FROZEN("node frozen"),
    /** Asked to end in order. */
    ENDED("node ended"),
    /** Redis killed with signal 9, and started again. */
    REDIS("Redis restarted"),
    /** A reply of Redis lost, or connections cut. */
    REPLY("reply lost");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  boolean concerns(long process) {
    return pid == ALL || pid == process;
  }

  /** Whether some of it lies within a time. */
  boolean meets(long begin, long end) {
    return from <= end && to >= begin;
  }

  /** Whether the process cannot be relied on to have kept its jobs. */
  boolean endsAttempts() {
    return kind == Kind.KILLED || (kind == Kind.FROZEN && to - from >= DEADLY_MICROS);
  }
}
