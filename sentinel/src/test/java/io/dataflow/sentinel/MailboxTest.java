package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.channel.MailCertificate;
import io.dataflow.sentinel.channel.SmtpDouble;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs without an alerts file, whose mailbox stands in {@code .env}. */
@Tag("it")
class MailboxTest {
  private static final Instant TUESDAY = Instant.parse("2026-03-10T13:00:00Z");
  private static final String WORD = "pl4nted-mail-w0rd";

  @TempDir private Path folder;
  private Cli cli;
  private SmtpDouble server;
  private SSLContext usual;

  @BeforeEach
  void open() throws Exception {
    MailCertificate certificate = MailCertificate.of(folder, "ip:127.0.0.1");
    server = SmtpDouble.startTls(certificate.context());
    // as if an authority that the JDK knows had signed the server's certificate
    usual = SSLContext.getDefault();
    SSLContext.setDefault(certificate.context());
    cli = new Cli(folder.resolve("project"));
  }

  @AfterEach
  void close() throws Exception {
    SSLContext.setDefault(usual);
    cli.close();
    server.close();
  }

  private void mailbox(String password, String success) {
    String source = cli.address().toString();
    cli.file(
        ".env",
        "SENTINEL_YAHOO_URL=%s\nEMAIL_USER=sentinel@example.com\nEMAIL_PASS=%s\n"
                .formatted(source, password)
            + "EMAIL_TO=ana@example.com, bo@example.com\nEMAIL_HOST=127.0.0.1\nEMAIL_PORT=%d\n"
                .formatted(server.port())
            + "SENTINEL_SUCCESS_MESSAGES=%s\n".formatted(success));
  }

  private List<String> subjects() {
    return server.mails().stream().map(mail -> header(mail, "Subject")).toList();
  }

  private static String header(String mail, String name) {
    return mail.lines()
        .takeWhile(line -> !line.isEmpty())
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }

  @Test
  void aFailureIsMailedOnceAndItsEndAnswersIt() {
    cli.market("- {symbol: AAPL, fault: missing-session, date: 2026-03-06}\n");
    mailbox(WORD, "never");
    Cli.Ended run = cli.run();
    assertThat(run.code()).as(run.said()).isOne();
    cli.run();
    assertThat(subjects())
        .containsExactly("[WARNING] [development] AAPL: no bar for Fri 2026-03-06");
    assertThat(server.commands())
        .contains("RCPT TO:<ana@example.com>", "RCPT TO:<bo@example.com>")
        .anyMatch(line -> line.startsWith("AUTH PLAIN "));

    cli.market("").moveTo(TUESDAY);
    mailbox(WORD, "never");
    cli.run();
    assertThat(subjects())
        .containsExactly(
            "[WARNING] [development] AAPL: no bar for Fri 2026-03-06",
            "[RESOLVED] [development] AAPL: no bar for Fri 2026-03-06");
    assertThat(header(server.mails().get(1), "References"))
        .isEqualTo(header(server.mails().get(0), "Message-ID"))
        .endsWith("@example.com>");
  }

  @Test
  void eachRunThatWentWellIsMailedWhereThatIsWanted() {
    cli.market("");
    mailbox(WORD, "always");
    cli.run();
    cli.run();
    assertThat(subjects())
        .hasSize(2)
        .allMatch(
            subject ->
                subject.equals("[REPORT] [development] run succeeded, 1/1 instruments are fresh"));
  }

  @Test
  void aMailboxThatCannotBeReachedIsSaidAndMailedLater() throws Exception {
    cli.market("- {symbol: AAPL, fault: missing-session, date: 2026-03-06}\n");
    mailbox(WORD, "never");
    server.close();
    Cli.Ended run = cli.run();
    assertThat(run.said()).contains("the connection was refused").doesNotContain(WORD);
    assertThat(cli.everythingWritten(folder.resolve("project/.env"))).doesNotContain(WORD);
  }
}
