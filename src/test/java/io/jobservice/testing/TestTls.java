package io.jobservice.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Certificates of an authority that nobody trusts by default, in {@code tls/tls.p12}: {@code hooks}
 * is good for hooks.example and localhost, {@code expired} was good for hooks.example in 2020. They
 * are made with keytool: {@code -genkeypair} for {@code ca} with {@code -ext bc:c=ca:true -ext
 * ku:c=keyCertSign}, then for each of the others with {@code -signer ca -ext san=dns:..}.
 */
public final class TestTls {

  private static final char[] PASSWORD = "testing".toCharArray();

  private TestTls() {}

  /** What a server needs that has one of the certificates. */
  public static SSLContext server(String alias) {
    try {
      KeyStore one = KeyStore.getInstance("PKCS12");
      one.load(null, null);
      KeyStore all = all();
      one.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(one, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the authority's certificate into a file, in PEM, some times over. */
  public static Path caFile(Path folder) {
    try {
      byte[] der = all().getCertificate("ca").getEncoded();
      String pem =
          "# of the tests\n-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der)
              + "\n-----END CERTIFICATE-----\n";
      return Files.writeString(folder.resolve("ca.pem"), pem + pem);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyStore all() throws GeneralSecurityException, IOException {
    try (InputStream in = TestTls.class.getResourceAsStream("/tls/tls.p12")) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD);
      return store;
    }
  }
}
