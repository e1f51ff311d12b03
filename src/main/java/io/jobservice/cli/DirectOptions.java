package io.jobservice.cli;

import io.jobservice.client.ClientException;
import io.jobservice.client.DirectJobServiceClient;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import io.jobservice.client.LogLocator;
import io.jobservice.client.RedisLocator;
import io.jobservice.config.RedisUrl;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that can also go around the API, straight to Redis. */
final class DirectOptions extends ConnectionOptions {

  /** The options that do. */
  static final String REDIS = "--redis";

  static final String DIRECT = "--direct";

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      names = DIRECT,
      description = {
        "Go straight to the Redis that the configuration file names, as when the API is down.",
        "Excludes --url and --secret-file."
      })
  boolean direct;

  @Option(
      names = REDIS,
      paramLabel = "URL",
      description = {
        "Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB],"
            + " or the word embedded for the one that the service has started.",
        "Excludes --direct, --url and --secret-file."
      })
  String redis;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = {
        "With --direct or --redis: the namespace of the service.",
        "Default: JOB_SERVICE_POOL_REDIS_NAMESPACE, else with --direct what the configuration file"
            + " says, else harbor_job_service_namespace."
      })
  String namespace;

  @Override
  JobServiceClient connect(Shell shell, Json json) throws ClientException {
    if (!direct && redis == null) {
      if (namespace != null) {
        throw wrong("--namespace needs --direct or --redis");
      }
      return super.connect(shell, json);
    }
    if (direct && redis != null) {
      throw wrong("--direct excludes --redis");
    }
    if (namesAnApi()) {
      throw wrong((direct ? DIRECT : REDIS) + " excludes --url and --secret-file");
    }
    return straight(shell, json);
  }

  /** Nothing of Redis is loaded before this is called. */
  private JobServiceClient straight(Shell shell, Json json) throws ClientException {
    RedisLocator.Wish wish =
        new RedisLocator.Wish(Optional.ofNullable(redis), Optional.ofNullable(namespace), config());
    RedisLocator locator = new RedisLocator(shell.directory(), shell.env());
    return DirectJobServiceClient.connect(
        locator.locate(wish),
        shell.ticker().nanos(),
        new LogLocator(shell.directory(), shell.env(), locator.file(wish)),
        json);
  }

  @Override
  String repeated() {
    return super.repeated()
        + (direct ? " " + DIRECT : "")
        // A password is not for the screen.
        + repeated(" --redis ", redis == null ? null : RedisUrl.masked(redis))
        + repeated(" --namespace ", namespace);
  }

  @Override
  String repeatedForApi() {
    return super.repeated();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
