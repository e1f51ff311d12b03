package io.jobservice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine;

/** The version of the program, as the build wrote it down. */
final class Version implements CommandLine.IVersionProvider {

  /** The number, such as {@code 0.1.0}. */
  static String number() throws IOException {
    try (InputStream stream = Version.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(stream);
      return properties.getProperty("version");
    }
  }

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {"jobservice " + number()};
  }
}
