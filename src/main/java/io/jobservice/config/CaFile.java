package io.jobservice.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;

/** The file of {@code hooks.ca_file}. Holds no state. */
public final class CaFile {

  private CaFile() {}

  /**
   * Reads its certificates.
   *
   * @param file PEM
   * @return at least one
   * @throws CertificateException if it cannot be read, or has none; the message names the option
   *     and the file
   */
  public static List<Certificate> read(Path file) throws CertificateException {
    Collection<? extends Certificate> read;
    try (InputStream in = Files.newInputStream(file)) {
      read = certificates(in, file);
    } catch (NoSuchFileException e) {
      throw new CertificateException("hooks.ca_file: there is no file " + file, e);
    } catch (IOException e) {
      throw new CertificateException("hooks.ca_file: " + file + " cannot be read: " + e, e);
    }
    if (read.isEmpty()) {
      throw new CertificateException("hooks.ca_file: " + file + " has no certificate in PEM form");
    }
    return List.copyOf(read);
  }

  private static Collection<? extends Certificate> certificates(InputStream in, Path file)
      throws CertificateException {
    try {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    } catch (CertificateException e) {
      throw new CertificateException(
          "hooks.ca_file: " + file + " has something else than certificates in PEM form", e);
    }
  }
}
