package io.jobservice.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.job.JobKind;
import java.util.Optional;

/**
 * A submission as it was asked for; what it says has not been checked against the job's type.
 *
 * @param name the job type
 * @param kind how it is to run
 * @param parameters what the job gets, empty when none were sent
 * @param statusHook where status changes are reported to
 * @param unique whether a second job of the same name and parameters is refused
 */
public record Submission(
    String name,
    JobKind kind,
    Optional<ObjectNode> parameters,
    Optional<String> statusHook,
    boolean unique) {}
