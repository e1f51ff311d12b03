package io.jobservice.core;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.cron.CronLine;
import io.jobservice.cron.InvalidCronException;
import io.jobservice.job.JobKind;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.ExecutionEntry;
import io.jobservice.model.GoJson;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatus;
import io.jobservice.model.Misfire;
import io.jobservice.model.Overlap;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import io.jobservice.redis.PolicyStore.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A policy as its record has it: when it is due, where it lives, and what its executions look like.
 * Immutable.
 */
public final class Policy {

  private static final int FIVE_FIELDS = 5;

  private final JobStats record;
  private final CronLine line;
  private final Optional<ObjectNode> parameters;

  private Policy(JobStats record, CronLine line, Optional<ObjectNode> parameters) {
    this.record = record;
    this.line = line;
    this.parameters = parameters;
  }

  /**
   * The policy of a record, whoever wrote it.
   *
   * @param record of a job of the kind Periodic
   * @throws UnreadablePolicyException if its line or its parameters are none
   */
  public static Policy of(JobStats record) throws UnreadablePolicyException {
    try {
      return of(record, CronLine.parse(sixFields(record.text("cron_spec"))));
    } catch (InvalidCronException e) {
      throw new UnreadablePolicyException("its cron_spec is wrong: " + e.getMessage(), e);
    }
  }

  /** The same when its line has been read. */
  static Policy of(JobStats record, CronLine line) throws UnreadablePolicyException {
    CronLine counted = line.countedFrom(Instant.ofEpochSecond(record.enqueueTime()));
    try {
      return new Policy(record, counted, record.readParameters());
    } catch (JsonSyntaxException e) {
      // What is wrong with JSON quotes it, and that may be parameters.
      throw new UnreadablePolicyException("its parameters are no JSON object", e);
    }
  }

  /** To the oldest nodes of the other kind five fields are the second to the month. */
  private static String sixFields(String text) {
    boolean fields = text.strip().split("\\s+").length == FIVE_FIELDS && !text.contains("=");
    return fields ? text + " *" : text;
  }

  /**
   * The line of a request.
   *
   * @param text what {@code cron_spec} says
   * @throws BadRequestException what is wrong, and what to write instead
   */
  static CronLine line(String text) throws BadRequestException {
    try {
      return CronLine.parse(text);
    } catch (InvalidCronException e) {
      throw new BadRequestException("'cron_spec' is not correctly set: " + e.getMessage());
    }
  }

  /** Whether a record is that of a policy, in force or not. */
  public static boolean isPolicy(JobStats record) {
    return record.text("kind").equals(JobKind.PERIODIC.text());
  }

  /** Whether a record is that of a policy that has not ended. A paused one is in force. */
  public static boolean isInForce(JobStats record) {
    return isPolicy(record) && record.status() == JobStatus.SCHEDULED;
  }

  /** Whether it does not fire at present. */
  boolean isPaused() {
    return isPaused(record);
  }

  static boolean isPaused(JobStats record) {
    return record.text("paused").equals("1");
  }

  /** The record. */
  public JobStats record() {
    return record;
  }

  /** When it is due. */
  public DueTimes dueTimes() {
    return new DueTimes(line);
  }

  /** What it does about missed instants. */
  public Misfire misfire() {
    return Misfire.of(record.text("misfire")).orElse(Misfire.FIRE_ONCE);
  }

  /** The queue entries of its executions. */
  public ExecutionEntry entry() {
    return ExecutionEntry.of(record.name(), record.id(), parameters);
  }

  /** Where it lives: beside those of the other kind only what all nodes read alike. */
  Place place() {
    boolean isShared =
        line.isPlain()
            && line.text().equals(record.text("cron_spec"))
            && misfire() == Misfire.FIRE_ONCE
            && Overlap.of(record.text("overlap")).orElse(Overlap.ALLOW) == Overlap.ALLOW
            && !isPaused()
            && record.text("max_fails").isEmpty()
            && record.text("backoff").isEmpty();
    return new Place(isShared, json());
  }

  /** As the layout has it, without the number, which is the score. */
  private String json() {
    StringBuilder json =
        new StringBuilder("{\"id\":")
            .append(GoJson.quoted(record.id()))
            .append(",\"job_name\":")
            .append(GoJson.quoted(record.name()))
            .append(",\"cron_spec\":")
            .append(GoJson.quoted(record.text("cron_spec")));
    parameters
        .filter(object -> !object.isEmpty())
        .ifPresent(object -> json.append(",\"job_params\":").append(GoJson.ofDoubles(object)));
    if (!record.text("web_hook_url").isEmpty()) {
      json.append(",\"web_hook_url\":").append(GoJson.quoted(record.text("web_hook_url")));
    }
    return json.append('}').toString();
  }

  /** Whether there may be no second one that does the same at the same times. */
  boolean isUnique() {
    return record.text("unique").equals("1");
  }

  /** What two policies have in common that do the same at the same times. */
  String claim() {
    return String.join("\0", record.name(), record.parameters().orElse("{}"), line.normalised());
  }

  /** What its owner should know, each a sentence; mostly empty. */
  List<String> warnings() {
    return line.warnings();
  }
}
