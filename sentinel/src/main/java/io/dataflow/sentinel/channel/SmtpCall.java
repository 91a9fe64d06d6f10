package io.dataflow.sentinel.channel;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Properties;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** One mail, handed to a server: the only part that loads the mail library. */
final class SmtpCall {
  private final ChannelSettings.Email settings;
  private final Templates templates;
  private final MailLimits limits;

  SmtpCall(ChannelSettings.Email settings, Templates templates, MailLimits limits) {
    this.settings = settings;
    this.templates = templates;
    this.limits = limits;
  }

  /** Sends, and says how it went, whatever happens. */
  Delivery send(Message message, MailLine line) {
    SmtpOutcomes outcomes = new SmtpOutcomes(settings, limits);
    SSLSocketFactory sockets;
    try {
      sockets = MailTrust.of(settings.caFile());
    } catch (IOException | GeneralSecurityException e) {
      return outcomes.noAuthority();
    }
    Socket socket;
    try {
      socket = line.open(limits);
    } catch (IOException e) {
      return outcomes.notConnected(e);
    }
    Session session = Session.getInstance(properties(sockets));
    SMTPTransport server = new SMTPTransport(session, address());
    try {
      MimeMessage mail = MailText.of(message, settings, templates, session);
      server.connect(
          settings.security() == ChannelSettings.Email.Security.TLS
              ? encrypted(socket, sockets)
              : socket);
      server.sendMessage(mail, mail.getAllRecipients());
      goodbye(server);
      return Delivery.sent();
    } catch (MessagingException | IOException e) {
      return outcomes.of(e, server.getLastReturnCode(), message.kind());
    }
  }

  private static void goodbye(SMTPTransport server) {
    try {
      server.close();
    } catch (MessagingException e) {
      // the mail was taken; that the other side hung up before the goodbye makes it no other
    }
  }

  private Socket encrypted(Socket socket, SSLSocketFactory sockets) throws IOException {
    SSLSocket tls =
        (SSLSocket) sockets.createSocket(socket, settings.host(), settings.port(), true);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    return tls;
  }

  private URLName address() {
    return new URLName(
        "smtp",
        settings.host(),
        settings.port(),
        null,
        settings.username().map(secret -> secret.reveal()).orElse(null),
        settings.password().map(secret -> secret.reveal()).orElse(null));
  }

  private Properties properties(SSLSocketFactory sockets) {
    boolean startTls = settings.security() == ChannelSettings.Email.Security.STARTTLS;
    boolean login = settings.username().isPresent() && settings.password().isPresent();
    Properties properties = new Properties();
    properties.put("mail.smtp.ssl.socketFactory", sockets);
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(startTls));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(startTls));
    properties.setProperty("mail.smtp.auth", Boolean.toString(login));
    properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
    properties.setProperty("mail.smtp.sendpartial", "true");
    // else the machine's name is looked up, which may take long, and told
    properties.setProperty("mail.smtp.localhost", "[127.0.0.1]");
    // the mail is taken by then
    properties.setProperty("mail.smtp.quitwait", "false");
    return properties;
  }
}
