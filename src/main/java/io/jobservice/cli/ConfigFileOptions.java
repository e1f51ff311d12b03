package io.jobservice.cli;

import io.jobservice.config.CaFile;
import io.jobservice.config.ConfigException;
import io.jobservice.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of commands that read a configuration file as a node does, and what they share. */
final class ConfigFileOptions {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = {"The configuration file.", "Default: JOBSERVICE_CONFIG, else ./config.yml."})
  Path config;

  /** The file that was named, here or by the environment, or else the usual one. */
  Path file(Shell shell) {
    String variable = shell.env().getOrDefault("JOBSERVICE_CONFIG", "");
    Path usual = Path.of(variable.isBlank() ? "config.yml" : variable);
    return shell.directory().resolve(config == null ? usual : config);
  }

  /**
   * Reads the file with the environment on top, and tells what is worth a warning. Where it is
   * wrong every mistake is told, each on a line as it is, so that editors find the place.
   *
   * @return empty if it is wrong
   */
  Optional<ConfigLoader.Loaded> read(Shell shell) {
    try {
      ConfigLoader.Loaded loaded = ConfigLoader.load(file(shell), shell.env());
      loaded.warnings().forEach(line -> shell.err().println(Printable.line(line)));
      return Optional.of(loaded);
    } catch (ConfigException e) {
      shell.err().println(Printable.lines(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Says whether the file is right, and returns the exit code. */
  int check(Shell shell) throws IOException {
    Optional<ConfigLoader.Loaded> loaded = read(shell);
    if (loaded.isEmpty() || !hasGoodFiles(shell, loaded.get())) {
      return ExitCode.CONFIGURATION.code();
    }
    shell.out().line(file(shell) + ": the configuration is valid");
    shell.out().flush();
    return ExitCode.OK.code();
  }

  /** Files that a node reads when it starts, and others that have the configuration need not. */
  private boolean hasGoodFiles(Shell shell, ConfigLoader.Loaded loaded) {
    Optional<Path> certificates = loaded.config().hooks().caFile();
    try {
      if (certificates.isPresent()) {
        CaFile.read(certificates.get());
      }
      return true;
    } catch (CertificateException e) {
      shell.err().println(Printable.lines(file(shell) + ": " + e.getMessage()));
      return false;
    }
  }
}
