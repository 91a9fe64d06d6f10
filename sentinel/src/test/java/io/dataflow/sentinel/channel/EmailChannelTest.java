package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.dataflow.sentinel.channel.ChannelSettings.Email.Security;
import io.dataflow.sentinel.channel.SmtpDouble.Encryption;
import io.dataflow.sentinel.config.Secret;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("it")
class EmailChannelTest {
  private static final String HOST = "127.0.0.1";
  private static final String USER = "sentinel@example.com";
  private static final String ROOT = "<late.us-daily.yahoo@example.com>";
  private static final MailLimits PATIENT =
      new MailLimits(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(20));
  private static final MailLimits HASTY =
      new MailLimits(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(1500));

  private final Templates templates = new Templates(Optional.empty());
  private final GreenMail mailboxes = new GreenMail(new ServerSetup(0, HOST, "smtp"));

  @TempDir private Path folder;

  @BeforeEach
  void start() {
    mailboxes.start();
  }

  @AfterEach
  void stop() {
    mailboxes.stop();
  }

  private static ChannelSettings.Email settings(int port, Security security, Path... authority) {
    return new ChannelSettings.Email(
        HOST,
        port,
        security,
        Optional.of(new Secret(USER)),
        Optional.of(new Secret("SECRET-WORD")),
        USER,
        List.of("ana@example.com", "bo@example.com"),
        Arrays.stream(authority).findFirst());
  }

  private Delivery sent(ChannelSettings.Email settings, MailLimits limits, Message message) {
    Delivery delivery =
        new EmailChannel(settings, templates, limits).deliver(message, Optional.empty());
    assertThat(delivery.toString()).doesNotContain("SECRET", HOST, "\n");
    return delivery;
  }

  /** What arrives in the mailbox of the first recipient, through a server without a login. */
  private MimeMessage arrived(Message message) throws Exception {
    ChannelSettings.Email open =
        new ChannelSettings.Email(
            HOST,
            mailboxes.getSmtp().getPort(),
            Security.NONE,
            Optional.empty(),
            Optional.empty(),
            USER,
            List.of("ana@example.com"),
            Optional.empty());
    assertThat(sent(open, PATIENT, message)).isEqualTo(Delivery.sent());
    MimeMessage[] all = mailboxes.getReceivedMessages();
    return all[all.length - 1];
  }

  private static Message numbered(Message.Kind kind, int number) {
    Message like = Messages.small(kind);
    return new Message(
        like.thread() + "." + number,
        like.thread(),
        kind,
        like.severity(),
        like.title(),
        like.environment(),
        like.entries(),
        like.facts(),
        like.at());
  }

  private static String part(MimeMessage mail, int index) throws Exception {
    return (String) ((MimeMultipart) mail.getContent()).getBodyPart(index).getContent();
  }

  private static String header(MimeMessage mail, String name) throws Exception {
    return String.join("|", Optional.ofNullable(mail.getHeader(name)).orElse(new String[0]));
  }

  @Test
  void namesItsTypeAndTakesWhatPeopleRead() {
    Channel channel = new EmailChannel(settings(25, Security.TLS), templates, PATIENT);
    assertThat(channel.type()).isEqualTo("email");
    assertThat(Message.Kind.values())
        .filteredOn(channel::takes)
        .hasSameElementsAs(ChannelConformance.PEOPLE);
    assertThat(channel.toString()).doesNotContain("SECRET");
  }

  @Test
  void sendsTextAndHtml() throws Exception {
    MimeMessage mail = arrived(numbered(Message.Kind.FIRING, 1));
    assertThat(mail.getContentType()).startsWith("multipart/alternative");
    assertThat(mail.getSubject()).isEqualTo("[ERROR] [staging] us-daily is late on XNYS");
    assertThat(header(mail, "From")).isEqualTo(USER);
    assertThat(header(mail, "To")).isEqualTo("ana@example.com");
    assertThat(header(mail, "Date")).isEqualTo("Sat, 7 Mar 2026 05:00:00 +0000");
    assertThat(header(mail, "Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(header(mail, "X-Sentinel-Thread")).isEqualTo(Messages.THREAD);
    assertThat(part(mail, 0)).contains("us-daily has no bars of Fri 2026-03-06", "2 of 500");
    assertThat(part(mail, 1)).startsWith("<!DOCTYPE html>").contains("sentinel explain us-daily");
  }

  @ParameterizedTest
  @EnumSource
  void sendsEachKindItTakes(Message.Kind kind) throws Exception {
    assertThat(arrived(Messages.small(kind)).getSubject()).contains("us-daily is late on XNYS");
  }

  @Test
  void answersTheFirstMailOfTheThread() throws Exception {
    MimeMessage first = arrived(numbered(Message.Kind.FIRING, 1));
    assertThat(header(first, "Message-ID")).isEqualTo(ROOT);
    assertThat(header(first, "In-Reply-To") + header(first, "References")).isEmpty();
    MimeMessage over = arrived(numbered(Message.Kind.RESOLVED, 11));
    assertThat(header(over, "Message-ID")).isEqualTo("<late.us-daily.yahoo.11@example.com>");
    assertThat(header(over, "In-Reply-To")).isEqualTo(ROOT);
    assertThat(header(over, "References")).isEqualTo(ROOT);
  }

  @Test
  void lettersBeyondAsciiArrive() throws Exception {
    Message told = SampleMessages.hostile("Zürich: \u65e5\u7d4c 225 \ud83d\udcc8");
    MimeMessage mail = arrived(told);
    assertThat(mail.getSubject()).contains("Zürich: \u65e5\u7d4c 225 \ud83d\udcc8");
    assertThat(part(mail, 0)).contains("Zürich: \u65e5\u7d4c 225 \ud83d\udcc8");
    assertThat(part(mail, 1)).contains("Zürich: \u65e5\u7d4c 225 \ud83d\udcc8");
  }

  @Test
  void hostileTextsBecomeNoHeaderAndNoMarkup() throws Exception {
    MimeMessage mail =
        arrived(SampleMessages.hostile("a\r\nBcc: eve@example.org\r\n\r\n<script>x"));
    assertThat(Collections.list(mail.getAllHeaders()))
        .extracting(jakarta.mail.Header::getName)
        .doesNotContain("Bcc");
    assertThat(mailboxes.getReceivedMessages()).hasSize(1);
    assertThat(mail.getSubject()).doesNotContain("\n", "\r").contains("Bcc: eve");
    assertThat(part(mail, 1)).doesNotContain("<script").contains("&lt;script&gt;x");
    MimeMessage worse = arrived(Messages.hostile());
    assertThat(part(worse, 1)).doesNotContain("<script", "javascript:");
    assertThat(worse.getSubject()).startsWith("[WARNING] ").hasSizeLessThanOrEqualTo(150);
  }

  @Test
  void ownTemplatesCannotBreakOutOfTheSubject() throws Exception {
    Files.writeString(folder.resolve("title.mustache"), "a\rBcc: eve@example.org\r\nb {{title}}");
    Templates own = new Templates(Optional.of(folder));
    try (SmtpDouble server = SmtpDouble.plain(Map.of())) {
      new EmailChannel(settings(server.port(), Security.NONE), own, PATIENT)
          .deliver(Messages.small(Message.Kind.FIRING), Optional.empty());
      assertThat(server.mails()).singleElement().asString().doesNotContainPattern("(?m)^Bcc:");
    }
  }

  @Test
  void aHugeMessageArrivesWhole() throws Exception {
    MimeMessage mail = arrived(Messages.huge());
    assertThat(mail.getSubject()).hasSizeLessThanOrEqualTo(150);
    assertThat(part(mail, 0)).contains("incident number 10").contains(Messages.hugeCause("10"));
    assertThat(part(mail, 1)).contains("SYMBOL0").contains(Messages.hugeCause("10"));
  }

  @Test
  void logsInWhereItIsAskedTo() throws Exception {
    mailboxes.getUserManager().setAuthRequired(true);
    mailboxes.setUser(USER, USER, "SECRET-WORD");
    ChannelSettings.Email right = settings(mailboxes.getSmtp().getPort(), Security.NONE);
    assertThat(sent(right, PATIENT, Messages.small(Message.Kind.FIRING)))
        .isEqualTo(Delivery.sent());
    assertThat(mailboxes.getReceivedMessages()).hasSize(2);

    mailboxes.setUser(USER, USER, "another word");
    Delivery wrong = sent(right, PATIENT, Messages.small(Message.Kind.FIRING));
    assertThat(wrong)
        .isInstanceOf(Delivery.Refused.class)
        .asString()
        .contains("SMTP 535: the server does not take the user or the password; look at");
    assertThat(mailboxes.getReceivedMessages()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void judgesWhatGoesWrong(SmtpFaults fault) throws Exception {
    try (SmtpDouble server = SmtpDouble.plain(fault.answers())) {
      Delivery delivery =
          sent(settings(server.port(), Security.NONE), HASTY, Messages.small(Message.Kind.FIRING));
      assertThat(delivery).isInstanceOf(fault.outcome()).asString().contains(fault.says());
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"NONE"},
      mode = EnumSource.Mode.EXCLUDE)
  void encrypts(Encryption encryption) throws Exception {
    MailCertificate own = MailCertificate.of(folder, "ip:127.0.0.1");
    try (SmtpDouble server = new SmtpDouble(Map.of(), encryption, Optional.of(own.context()))) {
      ChannelSettings.Email settings = settings(server.port(), of(encryption), own.authority());
      assertThat(sent(settings, PATIENT, Messages.small(Message.Kind.FIRING)))
          .isEqualTo(Delivery.sent());
      assertThat(server.mails()).hasSize(1);
      int login = indexOf(server.commands(), "AUTH");
      assertThat(login).isPositive();
      assertThat(indexOf(server.commands(), "STARTTLS")).isLessThan(login);
    }
  }

  private static Security of(Encryption encryption) {
    return encryption == Encryption.AT_ONCE ? Security.TLS : Security.STARTTLS;
  }

  private static int indexOf(List<String> commands, String verb) {
    return commands.indexOf(
        commands.stream().filter(c -> c.startsWith(verb)).findFirst().orElse("none"));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"NONE"},
      mode = EnumSource.Mode.EXCLUDE)
  void logsInNowhereWithoutAGoodCertificate(Encryption encryption) throws Exception {
    MailCertificate other = MailCertificate.of(folder, "dns:other.example.com");
    try (SmtpDouble server = new SmtpDouble(Map.of(), encryption, Optional.of(other.context()))) {
      Security security = of(encryption);
      for (ChannelSettings.Email settings :
          List.of(
              settings(server.port(), security, other.authority()), // another name
              settings(server.port(), security))) { // nobody the JDK trusts signed it
        assertThat(sent(settings, PATIENT, Messages.small(Message.Kind.FIRING)))
            .isInstanceOf(Delivery.Failed.class)
            .asString()
            .contains("no encrypted connection: the server's certificate");
      }
      assertThat(server.commands()).noneMatch(c -> c.startsWith("AUTH") || c.startsWith("MAIL"));
    }
  }

  @Test
  void sendsNothingInTheClearWhereEncryptionIsWanted() throws Exception {
    try (SmtpDouble server = SmtpDouble.plain(Map.of())) {
      assertThat(
              sent(
                  settings(server.port(), Security.STARTTLS),
                  PATIENT,
                  Messages.small(Message.Kind.FIRING)))
          .isInstanceOf(Delivery.Refused.class)
          .asString()
          .contains("the server does not offer STARTTLS; look at smarthost and require_tls");
      assertThat(
              sent(settings(server.port(), Security.TLS), HASTY, Messages.small(Message.Kind.TEST)))
          .isInstanceOf(Delivery.Failed.class);
      assertThat(server.commands()).noneMatch(c -> c.startsWith("AUTH") || c.startsWith("MAIL"));
    }
    try (SmtpDouble server =
        new SmtpDouble(Map.of("STARTTLS", "454 SECRET"), Encryption.STARTTLS, Optional.empty())) {
      assertThat(
              sent(
                  settings(server.port(), Security.STARTTLS),
                  PATIENT,
                  Messages.small(Message.Kind.FIRING)))
          .isEqualTo(Delivery.failed("SMTP 454"));
    }
  }

  @Test
  void saysWhatIsWrongWithTheAuthoritysFile() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    for (Path file : List.of(empty, folder.resolve("none.pem"))) {
      assertThat(
              sent(settings(1, Security.TLS, file), PATIENT, Messages.small(Message.Kind.FIRING)))
          .isInstanceOf(Delivery.Refused.class)
          .asString()
          .contains("no certificate can be read from the file " + file);
    }
  }

  @Test
  void saysThatNobodyIsThere() {
    assertThat(sent(settings(1, Security.NONE), PATIENT, Messages.small(Message.Kind.FIRING)))
        .isEqualTo(
            Delivery.failed(
                "the connection was refused: check the network, a firewall, and the port"));
    ChannelSettings.Email nowhere =
        new ChannelSettings.Email(
            "nowhere.invalid",
            465,
            Security.TLS,
            Optional.empty(),
            Optional.empty(),
            USER,
            List.of(USER),
            Optional.empty());
    assertThat(sent(nowhere, PATIENT, Messages.small(Message.Kind.FIRING)))
        .isEqualTo(
            Delivery.failed(
                "the host was not found: check the network, the DNS and the name's spelling"));
  }

  @Test
  void thoseWhoCanGetItGetItAndATestNamesTheOthers() throws Exception {
    try (SmtpDouble server = SmtpDouble.plain(Map.of("RCPT bo@example.com", "550 SECRET"))) {
      ChannelSettings.Email both = settings(server.port(), Security.NONE);
      assertThat(sent(both, PATIENT, Messages.small(Message.Kind.FIRING)))
          .isEqualTo(Delivery.sent());
      assertThat(server.mails()).hasSize(1);
      assertThat(sent(both, PATIENT, Messages.small(Message.Kind.TEST)))
          .isEqualTo(
              new Delivery.Refused(
                  "some got it, but SMTP 550: the server takes no mail for bo@example.com; look at"
                      + " email_configs in config/alerts.yaml, or EMAIL_TO"));
      assertThat(server.mails()).hasSize(2);
    }
  }

  @Test
  void aSecondTryCarriesTheSameMessageId() throws Exception {
    try (SmtpDouble server = SmtpDouble.plain(Map.of(".", SmtpDouble.CUT))) {
      for (int i = 0; i < 2; i++) {
        assertThat(
                sent(
                    settings(server.port(), Security.NONE),
                    PATIENT,
                    numbered(Message.Kind.CHANGED, 3)))
            .isInstanceOf(Delivery.Failed.class);
      }
      assertThat(server.mails())
          .hasSize(2)
          .allSatisfy(
              mail ->
                  assertThat(mail).contains("Message-ID: <late.us-daily.yahoo.3@example.com>\r\n"));
    }
  }
}
