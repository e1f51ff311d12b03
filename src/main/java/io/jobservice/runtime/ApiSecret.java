package io.jobservice.runtime;

import io.jobservice.config.Config;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secret that clients of the API present: from the environment, else from the file {@code
 * secret} in the data folder, which is made once.
 */
final class ApiSecret {

  private static final Logger LOG = LoggerFactory.getLogger(ApiSecret.class);
  private static final int BYTES = 32;

  private ApiSecret() {}

  static String of(Config config) throws IOException {
    Optional<String> given = config.secrets().core();
    return given.isPresent() ? given.get() : stored(config.dataDir());
  }

  private static String stored(Path dataDir) throws IOException {
    Path file = dataDir.resolve("secret");
    if (Files.notExists(file)) {
      generate(dataDir, file);
    }
    String secret = Files.readString(file).strip();
    if (secret.isEmpty()) {
      throw new IOException("the file " + file + " is empty; remove it, and a new one is made");
    }
    LOG.info("CORE_SECRET is not set; the secret of the API is in {}", file);
    return secret;
  }

  /** Written whole under another name first: nobody reads half a secret. */
  private static void generate(Path dataDir, Path file) throws IOException {
    Files.createDirectories(dataDir);
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    Path fresh = Files.createTempFile(dataDir, "secret", ".new", ownerOnly(dataDir));
    try {
      String text = HexFormat.of().formatHex(bytes) + "\n";
      Files.writeString(fresh, text, StandardOpenOption.TRUNCATE_EXISTING);
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException e) {
      LOG.debug("another process made the secret first");
    } finally {
      Files.delete(fresh);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    Set<String> views = folder.getFileSystem().supportedFileAttributeViews();
    return views.contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
