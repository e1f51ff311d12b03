package io.jobservice.cli;

import io.jobservice.client.ClientException;
import io.jobservice.client.HttpJobServiceClient;
import io.jobservice.client.JobServiceClient;
import io.jobservice.client.Json;
import io.jobservice.client.ServerLocator;
import io.jobservice.model.ShellLine;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which service a command talks to. */
class ConnectionOptions {

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = {
        "The address of the service: http://HOST:PORT.",
        "Default: JOBSERVICE_URL, else what the configuration file says."
      })
  String url;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = {
        "The configuration file of the service, to find address and secret.",
        "Default: JOBSERVICE_CONFIG, else ./config.yml."
      })
  Path config;

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = {
        "A file that holds the secret of the service.",
        "Default: CORE_SECRET, else what the service left in its data_dir."
      })
  Path secretFile;

  /** Finds the service; over HTTP it is not asked anything yet. */
  JobServiceClient connect(Shell shell, Json json) throws ClientException {
    return connectToApi(shell, json);
  }

  /** Finds the service, for what only its API can do. */
  final HttpJobServiceClient connectToApi(Shell shell, Json json) throws ClientException {
    ServerLocator.Wish wish =
        new ServerLocator.Wish(
            Optional.ofNullable(url), Optional.ofNullable(config), Optional.ofNullable(secretFile));
    return new HttpJobServiceClient(
        new ServerLocator(shell.directory(), shell.env()).locate(wish), json);
  }

  /** Whether an API or its secret was named on the command line. */
  final boolean namesAnApi() {
    return url != null || secretFile != null;
  }

  /** The configuration file that was named. */
  final Optional<Path> config() {
    return Optional.ofNullable(config);
  }

  /** These options again, with a space before each, for a command line that we suggest. */
  String repeated() {
    // Credentials are not for the screen, and not sent either.
    return repeated(" --url ", url == null ? null : url.replaceFirst("//[^/?#]*@", "//"))
        + repeated(" -c ", config)
        + repeated(" --secret-file ", secretFile);
  }

  /** Those of these options that lead to an API. */
  String repeatedForApi() {
    return repeated();
  }

  /** An option with its value as a shell reads it, or nothing when it was not given. */
  static String repeated(String option, Object value) {
    if (value == null) {
      return "";
    }
    return option + ShellLine.quoted(value.toString());
  }
}
