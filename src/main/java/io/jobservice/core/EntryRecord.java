package io.jobservice.core;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.job.JobKind;
import io.jobservice.model.GoJson;
import io.jobservice.model.JobEntry;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatus;
import io.jobservice.redis.FailedEntries.Kind;
import java.util.HashMap;
import java.util.Map;

/** What an entry tells of a job that has failed and has no record. */
final class EntryRecord {

  private EntryRecord() {}

  /** The record as it would be; the second is that of the next try, or of the end. */
  static JobStats of(JobEntry entry, Kind kind, long second) {
    Map<String, String> fields = new HashMap<>();
    boolean execution = !entry.statsId().equals(entry.id());
    fields.put("id", entry.statsId());
    fields.put("name", entry.name());
    fields.put("kind", (execution ? JobKind.SCHEDULED : JobKind.GENERIC).text());
    fields.put("status", JobStatus.ERROR.text());
    fields.put("unique", entry.unique() ? "1" : "0");
    fields.put("enqueue_time", Long.toString(entry.enqueuedAt()));
    fields.put("update_time", Long.toString(entry.failedAt()));
    fields.put("fails", Long.toString(entry.fails()));
    fields.put("last_error", entry.err());
    fields.put(kind == Kind.RETRY ? "retry_at" : "die_at", Long.toString(second));
    if (execution) {
      fields.put("upstream_job_id", entry.id());
    }
    entry.args().map(EntryRecord::parameters).ifPresent(json -> fields.put("parameters", json));
    return JobStats.of(fields);
  }

  private static String parameters(ObjectNode args) {
    ObjectNode own = args.deepCopy();
    own.remove(JobEntry.EXECUTION_ARGUMENT);
    return GoJson.exact(own);
  }
}
