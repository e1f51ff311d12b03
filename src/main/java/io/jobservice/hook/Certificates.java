package io.jobservice.hook;

import io.jobservice.config.CaFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The certificates that receivers are trusted by: those of the system, and some of a file. */
final class Certificates {

  private final List<Certificate> own;

  private Certificates(List<Certificate> own) {
    this.own = own;
  }

  /**
   * Reads certificates.
   *
   * @param file PEM, with at least one
   * @throws HookSetupException if it cannot be read, or has none
   */
  static Certificates read(Path file) throws HookSetupException {
    try {
      return new Certificates(CaFile.read(file));
    } catch (CertificateException e) {
      throw new HookSetupException(String.valueOf(e.getMessage()), e);
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
