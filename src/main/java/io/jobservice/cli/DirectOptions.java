package io.jobservice.cli;

import io.jobservice.client.ClientException;
import io.jobservice.client.DirectJobServiceClient;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import io.jobservice.client.RedisLocator;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that can also go around the API, straight to Redis. */
final class DirectOptions extends ConnectionOptions {

  /** The option that does. */
  static final String REDIS = "--redis";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = REDIS,
      paramLabel = "URL",
      description = {
        "Go straight to Redis, as when the API is down: redis://[USER:PASSWORD@]HOST[:PORT][/DB],"
            + " or the word embedded for the Redis that the service has started.",
        "Excludes --url and --secret-file."
      })
  private String redis;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = {
        "With --redis: the namespace of the service.",
        "Default: JOB_SERVICE_POOL_REDIS_NAMESPACE, else harbor_job_service_namespace."
      })
  private String namespace;

  @Override
  JobServiceClient connect(Shell shell, Json json) throws ClientException {
    if (redis == null) {
      if (namespace != null) {
        throw new ParameterException(command.commandLine(), "--namespace needs --redis");
      }
      return super.connect(shell, json);
    }
    if (namesAnApi()) {
      throw new ParameterException(
          command.commandLine(), "--redis excludes --url and --secret-file");
    }
    return direct(shell, json);
  }

  /** Nothing of Redis is loaded before this is called. */
  private JobServiceClient direct(Shell shell, Json json) throws ClientException {
    RedisLocator.Wish wish = new RedisLocator.Wish(redis, Optional.ofNullable(namespace), config());
    return DirectJobServiceClient.connect(
        new RedisLocator(shell.directory(), shell.env()).locate(wish),
        shell.ticker().nanos(),
        json);
  }

  @Override
  String whereItsLogIs(String id) {
    return redis == null ? super.whereItsLogIs(id) : "The API has its log: jobservice log " + id;
  }
}
