package io.jobservice.hook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The certificates that receivers are trusted by: those of the system, and some of a file. */
final class Certificates {

  private final List<Certificate> own;

  private Certificates(Collection<? extends Certificate> own) {
    this.own = List.copyOf(own);
  }

  /**
   * Reads certificates.
   *
   * @param file PEM, with at least one
   * @throws HookSetupException if it cannot be read, or has none
   */
  static Certificates read(Path file) throws HookSetupException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> read =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (read.isEmpty()) {
        throw new HookSetupException("hooks.ca_file: " + file + " has no certificate in PEM form");
      }
      return new Certificates(read);
    } catch (NoSuchFileException e) {
      throw new HookSetupException("hooks.ca_file: there is no file " + file, e);
    } catch (IOException e) {
      throw new HookSetupException("hooks.ca_file: " + file + " cannot be read: " + e, e);
    } catch (CertificateException e) {
      throw new HookSetupException(
          "hooks.ca_file: " + file + " has something else than certificates in PEM form", e);
    }
  }

  /** What trusts these and those of the system. */
  SSLContext context() {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      List<Certificate> all = new ArrayList<>(own);
      for (TrustManager manager : managers(null)) {
        if (manager instanceof X509TrustManager system) {
          all.addAll(List.of(system.getAcceptedIssuers()));
        }
      }
      for (int i = 0; i < all.size(); i++) {
        store.setCertificateEntry("certificate-" + i, all.get(i));
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(store), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("TLS cannot be set up", e);
    }
  }

  /** Those of a store, or of the system if it is null. */
  private static TrustManager[] managers(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
