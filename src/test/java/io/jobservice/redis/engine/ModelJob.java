package io.jobservice.redis.engine;

import java.util.Map;

/** A job as the model knows it. */
final class ModelJob {

  final NewJob asked;
  String status;
  String pool = "-";
  int attempt;
  int fails;

  /** How often the entry on its place says that it failed. */
  int entryFails;

  String opCommand = "-";
  boolean ended;
  boolean retryAt;
  boolean dieAt;
  String result = "-";
  String checkIn = "-";
  boolean expires;
  int track;
  long revision;

  /** Whether it has run since it was submitted or retried. */
  boolean started;

  /** How often it went to the dead set. */
  int deaths;

  /** The request that cancelled or retried it last. */
  String opToken = "";

  /** How often the step under way renews the revision. */
  int renewals;

  /** The second at which it leaves the scheduled or the retry set. */
  long dueAt = Long.MAX_VALUE;

  ModelJob(NewJob asked) {
    this.asked = asked;
    this.status = asked.scheduled() ? "Scheduled" : "Pending";
    this.track = asked.hooked() ? 2 : 1;
  }

  /**
   * What a submission asks for. The first two kinds of arguments differ by a digit that a double
   * has no room for.
   */
  record NewJob(
      int number,
      String type,
      int args,
      boolean unique,
      boolean scheduled,
      boolean hooked,
      int maxFails) {

    String ownClaim() {
      return type + args;
    }

    String sharedClaim() {
      return type + Math.max(1, args);
    }
  }

  String label() {
    return asked.number() + "/" + entryFails;
  }

  void show(Map<String, String> view) {
    String job = "job " + asked.number() + " ";
    view.put(job + "status", status);
    view.put(job + "pool", pool);
    view.put(job + "attempt", Integer.toString(attempt));
    view.put(job + "fails", Integer.toString(fails));
    view.put(job + "op_command", opCommand);
    view.put(job + "ended", Boolean.toString(ended));
    view.put(job + "retry_at", Boolean.toString(retryAt));
    view.put(job + "die_at", Boolean.toString(dieAt));
    view.put(job + "result", result);
    view.put(job + "check_in", checkIn);
    view.put(job + "expires", Boolean.toString(expires));
    view.put(job + "track", Integer.toString(track));
  }
}
