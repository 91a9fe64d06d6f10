package io.dataflow.sentinel.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataflow.sentinel.config.Secret;
import io.dataflow.sentinel.text.Redaction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("it")
class CrashReportsTest {
  private static final String WORD = "pl4nted-database-w0rd";
  private static final Duration BOUND = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(700);
  private static final UnaryOperator<String> REDACTOR = new Redaction(List.of(WORD))::of;

  private CrashServer server;

  @BeforeEach
  void starts() throws IOException {
    server = new CrashServer();
  }

  @AfterEach
  void stops() {
    server.close();
  }

  private static CrashReports reports(String dsn, Duration bound) {
    return new CrashReports(
        new Secret(dsn), "production", "dataflow-sentinel@0.1.0", REDACTOR, bound);
  }

  private static RuntimeException failure() {
    RuntimeException failure =
        new IllegalStateException(
            "no answer of postgresql://u:" + WORD + "@db",
            new IOException("because of " + WORD + "."));
    failure.addSuppressed(new IllegalArgumentException("and " + WORD));
    return failure;
  }

  private JsonNode event() {
    assertThat(server.envelopes()).hasSize(1);
    return server.envelopes().get(0).event();
  }

  @Test
  void sendsOneEventWithTheStackTheTagsTheReleaseAndTheEnvironment() {
    Optional<String> untold =
        reports(server.dsn(), BOUND).report(failure(), Map.of("run", "r-1", "stage", "promote"));

    assertThat(untold).isEmpty();
    assertThat(server.envelopes().get(0).path()).isEqualTo("/api/1/envelope/");
    assertThat(server.envelopes().get(0).auth()).contains("sentry_key=" + CrashServer.KEY);
    JsonNode event = event();
    assertThat(event.path("release").asText()).isEqualTo("dataflow-sentinel@0.1.0");
    assertThat(event.path("environment").asText()).isEqualTo("production");
    assertThat(event.path("level").asText()).isEqualTo("error");
    assertThat(event.path("tags").path("run").asText()).isEqualTo("r-1");
    assertThat(event.path("tags").path("stage").asText()).isEqualTo("promote");
    List<String> types = event.path("exception").findValuesAsText("type");
    assertThat(types).contains("IllegalStateException", "IOException");
    assertThat(event.path("exception").findValuesAsText("function")).contains("failure");
    assertThat(event.path("exception").findValuesAsText("value"))
        .contains("no answer of postgresql://u:*****@db", "because of *****.");
  }

  @Test
  void sendsNoSecretAndNothingOfTheMachineOrAPerson() throws IOException {
    reports(server.dsn(), BOUND).report(failure(), Map.of("command", "run\nwith " + WORD));

    String text = server.envelopes().get(0).text();
    assertThat(text)
        .doesNotContain(WORD, CrashServer.KEY, InetAddress.getLocalHost().getHostName())
        .doesNotContain(System.getProperty("user.home") + "/");
    JsonNode event = event();
    assertThat(event.path("tags").path("command").asText()).isEqualTo("run with *****");
    for (String left :
        List.of("server_name", "user", "threads", "modules", "request", "debug_meta")) {
      assertThat(event.has(left)).as(left).isFalse();
    }
    assertThat(event.path("breadcrumbs").size()).isZero();
    assertThat(event.path("extra").size()).isZero();
    for (String source : List.of("context_line", "pre_context", "vars", "abs_path")) {
      assertThat(event.findValues(source)).as(source).isEmpty();
    }
  }

  @Test
  void sendsOneItemAndNoSession() {
    reports(server.dsn(), BOUND).report(failure(), Map.of());

    assertThat(server.envelopes().get(0).text().strip().split("\n")).hasSize(3);
    assertThat(server.envelopes().get(0).text()).contains("\"type\":\"event\"");
  }

  @Test
  void cutsWhatAServerWouldRefuse() {
    reports(server.dsn(), BOUND)
        .report(new IllegalStateException("x".repeat(3_000_000)), Map.of("long", "y".repeat(999)));

    assertThat(server.envelopes().get(0).text()).hasSizeLessThan(100_000).contains("xxx...");
    assertThat(event().path("tags").path("long").asText()).hasSize(200);
  }

  @Test
  void leavesNoHandlerAndNoThreadOfTheLibraryBehind() throws InterruptedException {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    reports(server.dsn(), BOUND).report(failure(), Map.of());

    assertThat(Thread.getDefaultUncaughtExceptionHandler()).isEqualTo(before);
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("Sentry")) {
        thread.join(5_000); // it was told to end
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  @Test
  void sendsNothingThatCouldNotBeRedacted() {
    UnaryOperator<String> broken =
        text -> {
          if (text.contains(WORD)) {
            throw new IllegalStateException(text);
          }
          return text;
        };
    CrashReports reports =
        new CrashReports(new Secret(server.dsn()), "production", "r@1", broken, BOUND);

    assertThat(reports.report(failure(), Map.of()))
        .contains("sentry: the failure was not reported: nothing was left of it to send");
    assertThat(server.envelopes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          500 | its server answered with HTTP 500
          429 | its server answered with HTTP 429: it takes no more events for now
          403 | its server answered with HTTP 403: look at SENTRY_DSN
          301 | its server answered with HTTP 301, a redirect, which is not followed: look at SENTRY_DSN
          """)
  void saysInOneLineHowTheServerRefused(int status, String words) {
    server.answers(status);

    assertThat(reports(server.dsn(), BOUND).report(failure(), Map.of()))
        .contains("sentry: the failure was not reported: " + words);
    assertThat(server.envelopes()).hasSize(1);
  }

  @Test
  void waitsNoLongerThanTheBoundForASlowServer() {
    server.after(Duration.ofSeconds(20));

    assertThat(timed(server.dsn())).isEqualTo("its server did not answer within PT0.7S");
  }

  @Test
  void waitsNoLongerThanTheBoundForAServerThatSaysNothing() throws IOException {
    try (ServerSocket silent = new ServerSocket()) {
      silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);

      assertThat(timed("http://" + CrashServer.KEY + "@127.0.0.1:" + silent.getLocalPort() + "/1"))
          .isEqualTo("its server did not answer within PT0.7S");
    }
  }

  @Test
  void saysThatNobodyListensAndThatThereIsNoSuchHost() {
    URI gone = URI.create(server.dsn());
    server.close();

    assertThat(reports(gone.toString(), BOUND).report(failure(), Map.of()).orElseThrow())
        .contains("could not be connected to: check the network")
        .doesNotContain(CrashServer.KEY, "127.0.0.1");
    assertThat(
            reports("https://k3y@sentry.invalid/1", BOUND)
                .report(failure(), Map.of())
                .orElseThrow())
        .contains("its host was not found")
        .doesNotContain("k3y", "sentry.invalid");
  }

  private static String timed(String dsn) {
    List<String> untold = new ArrayList<>();
    long from = System.nanoTime();
    reports(dsn, SHORT).report(failure(), Map.of()).ifPresent(untold::add);
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(SHORT.plusSeconds(2));
    assertThat(untold).hasSize(1);
    assertThat(untold.get(0)).doesNotContain(CrashServer.KEY, "127.0.0.1", "\n");
    return untold.get(0).replace("sentry: the failure was not reported: ", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pl4nted",
        "https://pl4nted",
        "https://sentry.example.com/pl4nted",
        "https://pl4nted@sentry.example.com",
        "https://pl4nted@sentry.example.com/",
        "https://:pl4nted@sentry.example.com/1",
        "ftp://pl4nted@sentry.example.com/1",
        "https://pl4nted@/1",
        "https://pl4 nted@sentry.example.com/1",
      })
  void saysThatADsnIsNoneWithoutShowingIt(String dsn) {
    assertThat(reports(dsn, BOUND).report(failure(), Map.of()))
        .contains(
            "sentry: the failure was not reported: SENTRY_DSN is no address such as"
                + " https://KEY@sentry.example.com/1");
  }
}
