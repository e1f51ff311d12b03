package io.jobservice.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.job.JobKind;
import io.jobservice.model.BadRequestException;
import io.jobservice.model.GoJson;
import io.jobservice.model.JobStats;
import io.jobservice.model.Misfire;
import io.jobservice.model.Overlap;
import io.jobservice.model.ShellLine;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The command that submits a job once more, as it was. */
final class Resubmission {

  /** Longer ones are not for pasting. */
  private static final int LONGEST = 500;

  private static final String WORDS =
      "(?:passw|passphrase|pwd|secret|token|key|credential|authori[sz]ation)";

  private static final Pattern SECRET_NAME = Pattern.compile("(?i)" + WORDS);

  /** As in {@code ?token=abc} and {@code https://user:abc@host}, wherever that stands. */
  private static final Pattern SECRET =
      Pattern.compile("(?i)" + WORDS + "[\\w.-]*[\"']?\\s*[=:]|://[^\\s/\"]*@|-----BEGIN ");

  private Resubmission() {}

  /**
   * The command.
   *
   * @param job the record of a job or of a policy
   * @param now epoch seconds
   * @return empty when there is none that submits the same: the record does not tell all, has what
   *     no option says, or what may be a secret, or is large
   */
  static Optional<String> of(JobStats job, long now) {
    // An equal job would have to wait for jobs that have ended, or are gone.
    if (!job.text("backoff").isEmpty() || !job.text("after").isEmpty()) {
      return Optional.empty();
    }
    try {
      ShellLine line = ShellLine.of("jobservice submit").word(job.name());
      Optional<ObjectNode> parameters = job.readParameters().filter(object -> !object.isEmpty());
      if (parameters.filter(Resubmission::hasSecrets).isPresent()
          || SECRET.matcher(job.text("web_hook_url")).find()) {
        return Optional.empty();
      }
      if (parameters.isPresent()) {
        line = line.option("--params", GoJson.exact(parameters.get()));
      }
      line = Policy.isPolicy(job) ? periodic(line, job) : line;
      boolean isDueLater = job.text("kind").equals(JobKind.SCHEDULED.text());
      if (isDueLater && job.number("run_at") > now) {
        line = line.option("--at", Instant.ofEpochSecond(job.number("run_at")).toString());
      }
      return options(line, job).text().filter(text -> text.length() <= LONGEST);
    } catch (JsonSyntaxException | BadRequestException e) {
      return Optional.empty();
    }
  }

  private static ShellLine periodic(ShellLine plain, JobStats policy) throws BadRequestException {
    Policy.line(policy.text("cron_spec"));
    ShellLine line = plain.option("--cron", policy.text("cron_spec"));
    Optional<Overlap> overlap = Overlap.of(policy.text("overlap"));
    if (overlap.isPresent()) {
      line = line.option("--overlap", overlap.get().text());
    }
    Optional<Misfire> misfire = Misfire.of(policy.text("misfire"));
    return misfire.isPresent() ? line.option("--misfire", misfire.get().text()) : line;
  }

  private static ShellLine options(ShellLine plain, JobStats job) {
    ShellLine line = job.text("unique").equals("1") ? plain.option("--unique") : plain;
    if (job.number("max_fails") > 0) {
      line = line.option("--max-fails", Long.toString(job.number("max_fails")));
    }
    String hook = job.text("web_hook_url");
    return hook.isEmpty() ? line : line.option("--hook", hook);
  }

  private static boolean hasSecrets(JsonNode value) {
    if (value.isTextual()) {
      return SECRET.matcher(value.textValue()).find();
    }
    if (value.properties().stream().anyMatch(one -> SECRET_NAME.matcher(one.getKey()).find())) {
      return true;
    }
    for (JsonNode part : value) {
      if (hasSecrets(part)) {
        return true;
      }
    }
    return false;
  }
}
