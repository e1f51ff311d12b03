package io.jobservice.jobs;

import io.jobservice.model.CommandDefinition;
import java.util.Map;
import java.util.Set;

/**
 * What of the environment of the service programs may have: nothing that is meant for the service,
 * and no secret of it under whatever name.
 *
 * @param secrets the texts that must not be there, none empty
 */
public record CleanEnvironment(Set<String> secrets) {

  /** A shorter secret is only looked for as a whole value: it may be a part of any word. */
  private static final int SEARCHED = 6;

  private static final Set<String> OURS =
      Set.of(
          "CORE_SECRET",
          "CORE_URL",
          "HOOK_SECRET",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "_JAVA_OPTIONS",
          "JOB_ID",
          "JOB_NAME",
          "JOB_ATTEMPT",
          "JOB_UPSTREAM_ID");

  /** Copies the secrets. */
  public CleanEnvironment {
    secrets = Set.copyOf(secrets);
  }

  /** Takes out of an environment what programs may not have. */
  void clean(Map<String, String> environment) {
    environment.entrySet().removeIf(entry -> isOurs(entry.getKey()) || isSecret(entry.getValue()));
  }

  private static boolean isOurs(String name) {
    return OURS.contains(name)
        || name.startsWith("JOBSERVICE_")
        || name.startsWith("JOB_SERVICE_")
        || name.startsWith(CommandDefinition.VARIABLE_PREFIX);
  }

  private boolean isSecret(String value) {
    return secrets.stream()
        .anyMatch(
            secret -> secret.length() < SEARCHED ? value.equals(secret) : value.contains(secret));
  }

  /** The number of secrets only. */
  @Override
  public String toString() {
    return "CleanEnvironment[" + secrets.size() + " secrets]";
  }
}
