package io.jobservice.chaos;

import io.jobservice.chaos.Audit.Run;
import io.jobservice.chaos.AuditLine.Word;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What must be true of each job in the end: the right final state, written by its last attempt. */
final class JobCheck {

  private static final long MICROS = 1_000_000;

  /** Nodes and Redis read the same clock of this machine, but not at the same time. */
  private static final long CLOCK_ERROR_MICROS = 1_000;

  private final Map<String, JobStats> jobs;
  private final Map<String, Accepted> accepted;
  private final Audit audit;
  private final Chronicle chronicle;
  private final List<String> violations = new ArrayList<>();

  JobCheck(
      Map<String, JobStats> jobs,
      Map<String, Accepted> accepted,
      Audit audit,
      Chronicle chronicle) {
    this.jobs = jobs;
    this.accepted = accepted;
    this.audit = audit;
    this.chronicle = chronicle;
  }

  List<String> violations() {
    accepted.values().forEach(this::asAsked);
    jobs.values().forEach(this::asRun);
    violations.addAll(audit.mistakes());
    return violations;
  }

  /** The jobs that were accepted and are not there, or not done. */
  static List<String> lost(Map<String, JobStats> jobs, Map<String, Accepted> accepted) {
    return accepted.keySet().stream()
        .filter(id -> !jobs.containsKey(id) || !isOver(jobs.get(id)))
        .toList();
  }

  static boolean isOver(JobStats job) {
    String done = job.status() == JobStatus.ERROR ? "die_at" : "ended_at";
    return job.status().isFinal() && !job.text(done).isEmpty();
  }

  private void asAsked(Accepted asked) {
    JobStats job = jobs.get(asked.id());
    if (job == null) {
      // Lost, and counted so.
      return;
    }
    JobStatus status = job.status();
    boolean right =
        status == asked.natural() || (status == JobStatus.STOPPED && asked.wasToldToStop());
    if (!right) {
      violations.add("a job in the wrong state: " + told(job) + ", asked was " + asked);
    }
    if (asked.stopAnswered() == 0) {
      return;
    }
    // Redis tells seconds; its clock and ours are the same.
    long answered = asked.stopAnswered() / MICROS + 1;
    if (status != JobStatus.STOPPED && job.number("ended_at") > answered) {
      violations.add("a stop had no effect: " + told(job) + ", asked was " + asked);
    }
    if (status == JobStatus.STOPPED && job.number("started_at") > answered) {
      violations.add("a stopped job ran again: " + told(job) + ", asked was " + asked);
    }
  }

  private void asRun(JobStats job) {
    List<Run> runs = audit.of(job.id());
    long attempt = job.number("attempt");
    if (runs.stream().anyMatch(run -> run.attempt() > attempt)) {
      violations.add("an attempt ran that the record does not know: " + told(job));
    }
    long due = job.number("run_at") * MICROS - CLOCK_ERROR_MICROS;
    if (runs.stream().anyMatch(run -> run.begin().micros() < due)) {
      violations.add("it ran before its time: " + told(job));
    }
    String checkIn = job.text("check_in");
    if (!checkIn.isEmpty() && !checkIn.equals("attempt " + attempt)) {
      violations.add("an attempt wrote that had lost its job: " + told(job));
    }
    switch (job.status()) {
      case SUCCESS -> {
        expectLast(job, run -> run.endedWith(Word.END), "succeeded without its end");
        if (checkIn.isEmpty() && !excused(runs)) {
          violations.add("a check-in is missing: " + told(job));
        }
      }
      case ERROR -> {
        expectLast(job, run -> run.endedWith(Word.FAIL), "failed without its failure");
        if (job.number("die_at") == 0) {
          violations.add("a failed job is not dead: " + told(job));
        }
        if (job.number("fails") != job.number("max_fails")) {
          violations.add("given up before its last retry, or after: " + told(job));
        }
      }
      case STOPPED, CANCELLED, PENDING, SCHEDULED, RUNNING -> {}
    }
  }

  private void expectLast(JobStats job, Predicate<Run> condition, String what) {
    List<Run> runs = audit.of(job.id());
    boolean met =
        !runs.isEmpty()
            && runs.get(runs.size() - 1).attempt() == job.number("attempt")
            && condition.test(runs.get(runs.size() - 1));
    if (!met) {
      violations.add("a job " + what + ": " + told(job));
    }
  }

  private boolean excused(List<Run> runs) {
    if (runs.isEmpty()) {
      return true;
    }
    Run last = runs.get(runs.size() - 1);
    long end = last.end().map(AuditLine::micros).orElse(Long.MAX_VALUE);
    return chronicle.excusesLostCheckIn(last.pid(), last.begin().micros(), end);
  }

  private String told(JobStats job) {
    return job.fields() + " " + audit.of(job.id());
  }
}
