package io.dataflow.sentinel.channel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates a mail server may show: those of a file, or of whom the JDK trusts. */
final class MailTrust {
  private MailTrust() {}

  /**
   * What makes encrypted connections.
   *
   * @param authorities certificates as PEM; they take the place of the JDK's
   * @throws GeneralSecurityException when the file holds no certificate
   */
  static SSLSocketFactory of(Optional<Path> authorities)
      throws IOException, GeneralSecurityException {
    if (authorities.isEmpty()) {
      return SSLContext.getDefault().getSocketFactory();
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int count = 0;
    try (InputStream in = Files.newInputStream(authorities.get())) {
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry(Integer.toString(count++), one);
      }
    }
    if (count == 0) {
      throw new GeneralSecurityException("no certificate");
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }
}
