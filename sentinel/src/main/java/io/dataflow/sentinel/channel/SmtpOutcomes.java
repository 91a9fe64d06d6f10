package io.dataflow.sentinel.channel;

import io.dataflow.sentinel.text.ForeignText;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.SendFailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Says of a mail whether it was taken, is worth another try, or never will be taken: by the code of
 * the server's answer, whose words are not passed on. A certificate that does not hold is worth
 * another try: it is the server's to mend, and is mostly mended within the day.
 */
final class SmtpOutcomes {
  private static final String LOOK = "; look at email_configs in config/alerts.yaml, or EMAIL_";
  private static final int SHOWN = 5;

  private final ChannelSettings.Email settings;
  private final MailLimits limits;

  SmtpOutcomes(ChannelSettings.Email settings, MailLimits limits) {
    this.settings = settings;
    this.limits = limits;
  }

  Delivery noAuthority() {
    return new Delivery.Refused(
        "no certificate can be read from the file "
            + settings.caFile().map(file -> ForeignText.line(file.toString())).orElse("of the JDK")
            + "; look at tls_config in config/alerts.yaml");
  }

  /** There is no connection. */
  Delivery notConnected(IOException why) {
    if (why instanceof UnknownHostException) {
      return Delivery.failed(
          "the host was not found: check the network, the DNS and the name's spelling");
    }
    if (why instanceof SocketTimeoutException) {
      return Delivery.failed(
          "no connection within "
              + limits.connect().toMillis()
              + " ms: check the network, a firewall, and the port");
    }
    return Delivery.failed(
        why instanceof ConnectException
            ? "the connection was refused: check the network, a firewall, and the port"
            : "there was no connection: check the network");
  }

  /**
   * Something ended the conversation.
   *
   * @param last code of the last answer, in case the exception has none
   */
  Delivery of(Exception ended, int last, Message.Kind kind) {
    List<Throwable> chain =
        Stream.iterate((Throwable) ended, e -> e != null, Throwable::getCause).limit(50).toList();
    if (ended instanceof SendFailedException partly && sentTo(partly) > 0) {
      return partly(chain, kind);
    }
    for (Throwable one : chain) {
      if (one instanceof SocketTimeoutException) {
        return Delivery.failed("no answer within " + limits.quiet().toMillis() + " ms");
      }
      if (one instanceof SSLException || one instanceof CertificateException) {
        return Delivery.failed(
            "no encrypted connection: the server's certificate is not trusted here, is for another"
                + " name or has expired, or it does not encrypt on this port");
      }
    }
    List<Integer> codes = codes(chain, last);
    if (codes.stream().anyMatch(code -> code >= 400 && code < 500)) {
      return Delivery.failed("SMTP " + codes.stream().filter(c -> c < 500).findFirst().orElse(0));
    }
    if (codes.stream().anyMatch(code -> code >= 500 && code < 600)) {
      return refused(chain, codes.get(0));
    }
    return offersNone(ended)
        ? new Delivery.Refused(
            "the server does not offer STARTTLS; look at smarthost and require_tls in"
                + " config/alerts.yaml, or EMAIL_PORT")
        : Delivery.failed("the connection broke before the mail was taken");
  }

  /**
   * Some got it. A second try would reach those again, so it counts as sent; only a test, whose
   * purpose is to find wrong addresses, says who did not.
   */
  private static Delivery partly(List<Throwable> chain, Message.Kind kind) {
    return kind == Message.Kind.TEST
        ? new Delivery.Refused("some got it, but " + notTaken(chain) + LOOK + "TO")
        : Delivery.sent();
  }

  private static int sentTo(SendFailedException failed) {
    Address[] sent = failed.getValidSentAddresses();
    return sent == null ? 0 : sent.length;
  }

  /** The library tells this only in words; a test holds them. */
  private static boolean offersNone(Exception ended) {
    return String.valueOf(ended.getMessage()).startsWith("STARTTLS is required");
  }

  private static List<Integer> codes(List<Throwable> chain, int last) {
    List<Integer> codes = new ArrayList<>();
    for (Throwable one : chain) {
      if (one instanceof SMTPAddressFailedException recipient) {
        codes.add(recipient.getReturnCode());
      } else if (one instanceof SMTPSenderFailedException sender) {
        codes.add(sender.getReturnCode());
      } else if (one instanceof SMTPSendFailedException failed) {
        codes.add(failed.getReturnCode());
      }
    }
    return codes.isEmpty() ? List.of(last) : codes;
  }

  private static Delivery refused(List<Throwable> chain, int code) {
    String answer = "SMTP " + code + ": ";
    if (chain.get(0) instanceof AuthenticationFailedException) {
      return new Delivery.Refused(
          answer
              + "the server does not take the user or the password; look at auth_username and"
              + " auth_password in config/alerts.yaml, or EMAIL_USER and EMAIL_PASS");
    }
    if (chain.stream().anyMatch(e -> e instanceof SMTPAddressFailedException)) {
      return new Delivery.Refused(notTaken(chain) + LOOK + "TO");
    }
    return switch (code) {
      case 530 -> new Delivery.Refused(answer + "the server wants a login" + LOOK + "USER");
      case 552 ->
          new Delivery.Refused(answer + "the mail is too large for the server" + LOOK + "TO");
      default ->
          new Delivery.Refused(
              answer + "the server takes no such mail, or none from this sender" + LOOK + "FROM");
    };
  }

  /** {@code SMTP 550: the server takes no mail for ana@example.com}. */
  private static String notTaken(List<Throwable> chain) {
    List<SMTPAddressFailedException> failed =
        chain.stream()
            .filter(SMTPAddressFailedException.class::isInstance)
            .map(SMTPAddressFailedException.class::cast)
            .toList();
    String codes =
        failed.stream()
            .map(one -> Integer.toString(one.getReturnCode()))
            .distinct()
            .collect(Collectors.joining(" and "));
    List<String> names = failed.stream().map(one -> one.getAddress().getAddress()).toList();
    return "SMTP " + codes + ": the server takes no mail for " + Words.some(names, SHOWN);
  }
}
