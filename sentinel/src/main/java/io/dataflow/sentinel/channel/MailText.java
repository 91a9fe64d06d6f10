package io.dataflow.sentinel.channel;

import io.dataflow.sentinel.text.ForeignText;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A message as a mail in text and HTML.
 *
 * <p>Its Message-ID follows from the message's id, so that a mail that is sent twice is shown once.
 * The first mail of a thread is the one that later ones answer, whether or not a receiver got it.
 */
final class MailText extends MimeMessage {
  private static final int SUBJECT = 150;
  private static final int TEXT = 100_000;
  private static final String FIRST = ".1";
  private static final String UTF_8 = StandardCharsets.UTF_8.name();
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH);

  private final String messageId;

  private MailText(Session session, String messageId) {
    super(session);
    this.messageId = messageId;
  }

  static MimeMessage of(
      Message message, ChannelSettings.Email settings, Templates templates, Session session)
      throws MessagingException {
    String root = messageId(message.thread(), settings);
    boolean first = message.id().equals(message.thread() + FIRST);
    MailText mail = new MailText(session, first ? root : messageId(message.id(), settings));
    mail.setFrom(new InternetAddress(settings.from()));
    for (String one : settings.to()) {
      mail.addRecipient(RecipientType.TO, new InternetAddress(one));
    }
    mail.setSubject(ForeignText.line(templates.title(message, SUBJECT)), UTF_8);
    mail.setHeader("Date", DATE.format(message.at().atOffset(ZoneOffset.UTC)));
    if (!first) {
      mail.setHeader("In-Reply-To", root);
      mail.setHeader("References", root);
    }
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setHeader("X-Sentinel-Thread", message.thread());
    mail.setContent(bodies(message, templates));
    mail.saveChanges();
    return mail;
  }

  private static String messageId(String id, ChannelSettings.Email settings) {
    String from = settings.from();
    return "<" + id + "@" + from.substring(from.lastIndexOf('@') + 1) + ">";
  }

  /** The richest last, as readers show the last they can. */
  private static MimeMultipart bodies(Message message, Templates templates)
      throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(templates.text(message, TEXT), UTF_8);
    MimeBodyPart html = new MimeBodyPart();
    html.setText(templates.html(message), UTF_8, "html");
    return new MimeMultipart("alternative", text, html);
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", messageId);
  }
}
