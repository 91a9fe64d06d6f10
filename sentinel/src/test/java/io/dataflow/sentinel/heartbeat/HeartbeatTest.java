package io.dataflow.sentinel.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.config.Secret;
import io.dataflow.sentinel.heartbeat.PingServer.Ping;
import io.dataflow.sentinel.heartbeat.PingServer.Reply;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("it")
class HeartbeatTest {
  private static final String KEY = "pl4nted-ping-k3y";
  private static final String RUN = "20260307T044500123Z-9c41";
  private static final Duration BOUND = Duration.ofSeconds(2);

  private PingServer server;

  @BeforeEach
  void starts() throws IOException {
    server = new PingServer();
  }

  @AfterEach
  void stops() {
    server.close();
  }

  private Heartbeat heartbeat() {
    return to(server.address() + "/" + KEY);
  }

  private static Heartbeat to(String address) {
    return Heartbeat.of(new Secret(address), BOUND, UnaryOperator.identity());
  }

  private static Optional<String> whole(Heartbeat heartbeat, int exitCode) {
    heartbeat.started(RUN);
    return heartbeat.ended(RUN, exitCode, "");
  }

  @ParameterizedTest
  @CsvSource({"0,''", "2,''", "1,/1", "3,/3", "4,/4", "5,/5"})
  void tellsTheStartAndTheEndByItsCode(int code, String suffix) {
    assertThat(whole(heartbeat(), code)).isEmpty();
    assertThat(server.paths()).containsExactly("/" + KEY + "/start", "/" + KEY + suffix);
    assertThat(server.pings()).extracting(Ping::method).containsOnly("POST");
  }

  @Test
  void pairsStartAndEndByAnIdOfTheRun() {
    whole(heartbeat(), 1);
    whole(heartbeat(), 0);
    heartbeat().ended("another", 0, "");

    List<String> ids = server.pings().stream().map(Ping::rid).toList();
    assertThat(ids.get(0))
        .isEqualTo(UUID.nameUUIDFromBytes(RUN.getBytes(StandardCharsets.UTF_8)).toString());
    assertThat(ids.subList(0, 4)).containsOnly(ids.get(0));
    assertThat(ids.get(4)).isNotEqualTo(ids.get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "/key/slug?create=1, /key/slug/3, create=1&rid=",
    "/key/slug/, /key/slug/3, rid=",
    "/key/slug?, /key/slug/3, rid=",
    "/key/slug?a=b#part, /key/slug/3, a=b&rid=",
    "'', /3, rid="
  })
  void keepsTheQueryBehindTheSuffix(String written, String path, String query) {
    to(server.address() + written).ended(RUN, 3, "");

    assertThat(server.paths()).containsExactly(path);
    assertThat(server.pings().get(0).query()).startsWith(query);
  }

  @Test
  void sendsWhatWentWrongWithoutSecretsAndWithoutWhatSteersATerminal() {
    Heartbeat.of(
            new Secret(server.address() + "/" + KEY), BOUND, text -> text.replace("w0rd", "*****"))
        .ended(RUN, 1, "SPY: LATE\nthe password is w0rd\u001b[2J");

    assertThat(server.pings().get(0).body())
        .isEqualTo("run " + RUN + " ended with exit code 1\nSPY: LATE\nthe password is *****?[2J");
  }

  @Test
  void cutsTheBodyToWhatTheServerKeeps() {
    server.answers(Reply.ok("OK").with("Ping-Body-Limit", "60"));
    Heartbeat heartbeat = heartbeat();
    heartbeat.started(RUN);
    heartbeat.ended(RUN, 1, "é".repeat(100));

    byte[] body = server.pings().get(1).body().getBytes(StandardCharsets.UTF_8);
    assertThat(body).hasSizeBetween(59, 60);
    assertThat(server.pings().get(1).body()).endsWith("é").doesNotContain("\ufffd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "-1", "99999999999999999999"})
  void cutsTheBodyToTheUsualWhenTheServerSaysNothingOfUse(String limit) {
    server.answers(Reply.ok("OK").with("Ping-Body-Limit", limit));
    Heartbeat heartbeat = heartbeat();
    heartbeat.started(RUN);
    heartbeat.ended(RUN, 1, "x".repeat(200_000));

    assertThat(server.pings().get(1).body()).hasSize(Heartbeat.USUAL_BODY);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void asksAgainAfterWhatMayPass(int status) {
    server.answers(Reply.status(status), Reply.status(status));

    assertThat(heartbeat().ended(RUN, 0, "")).isEmpty();
    assertThat(server.paths()).hasSize(3);
  }

  @Test
  void givesUpAfterAFewTries() {
    server.answers(Reply.status(503), Reply.status(503), Reply.status(503), Reply.status(503));

    assertThat(heartbeat().ended(RUN, 0, ""))
        .contains("heartbeat: the run's end was not told: it was answered with HTTP 503");
    assertThat(server.paths()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 409})
  void asksOnceWhereItIsRefused(int status) {
    server.answers(Reply.status(status));

    assertThat(heartbeat().ended(RUN, 0, ""))
        .contains(
            "heartbeat: the run's end was not told: it was answered with HTTP "
                + status
                + ": look at SENTINEL_HEARTBEAT_URL");
    assertThat(server.paths()).hasSize(1);
  }

  @Test
  void followsNoRedirect() throws IOException {
    try (PingServer elsewhere = new PingServer()) {
      server.answers(Reply.status(307).with("Location", elsewhere.address() + "/" + KEY));

      assertThat(heartbeat().ended(RUN, 0, "").orElseThrow())
          .contains("redirect (HTTP 307), which is not followed")
          .doesNotContain(elsewhere.address());
      assertThat(elsewhere.pings()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"OK (not found), knows no such check", "OK (rate limited), pinged too often"})
  void takesTheServersWordsForWhatItsStatusHides(String said, String told) {
    server.answers(Reply.ok(said));

    assertThat(heartbeat().ended(RUN, 0, "").orElseThrow()).contains(told);
  }

  @Test
  void startsWithoutWaiting() {
    server.answers(Reply.ok("OK").after(Duration.ofMillis(700)));
    Heartbeat heartbeat = heartbeat();
    long from = System.nanoTime();
    heartbeat.started(RUN);

    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofMillis(600));
    assertThat(heartbeat.ended(RUN, 0, "")).isEmpty();
    assertThat(server.paths()).containsExactly("/" + KEY + "/start", "/" + KEY);
  }

  @Test
  void holdsTheRunNoLongerThanItsBound() {
    Reply late = Reply.ok("OK").after(Duration.ofSeconds(30));
    server.answers(late, late, late, late);
    Heartbeat heartbeat = heartbeat();
    heartbeat.started(RUN);
    long from = System.nanoTime();

    Optional<String> trouble = heartbeat.ended(RUN, 0, "");

    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(BOUND.plusMillis(700));
    assertThat(trouble)
        .contains("heartbeat: the run's end was not told: its server did not answer within PT2S");
  }

  @Test
  void tellsTheEndThoughTheStartHangs() {
    server.answers(Reply.ok("OK").after(Duration.ofSeconds(30)));
    Heartbeat heartbeat = heartbeat();
    heartbeat.started(RUN);

    assertThat(heartbeat.ended(RUN, 0, ""))
        .contains("heartbeat: the run's start was not told: its server did not answer within PT1S");
    assertThat(server.paths()).containsExactly("/" + KEY + "/start", "/" + KEY);
  }

  @Test
  void saysThatNobodyListens() {
    server.close();
    Heartbeat heartbeat = heartbeat();
    heartbeat.started(RUN);

    assertThat(heartbeat.ended(RUN, 0, "").orElseThrow())
        .startsWith("heartbeat: the run's start was not told: its server could not be connected to")
        .contains("; the run's end was not told: its server could not be connected to")
        .doesNotContain(KEY, "127.0.0.1")
        .doesNotContain("\n");
  }

  @Test
  void saysThatThereIsNoSuchHost() {
    assertThat(to("https://no-such-host.invalid/" + KEY).ended(RUN, 0, "").orElseThrow())
        .contains("its host was not found")
        .doesNotContain(KEY, "no-such-host");
  }

  @Test
  void saysThatTheConnectionBroke() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0)) {
      Thread closing =
          new Thread(
              () -> {
                try {
                  while (true) {
                    deaf.accept().close();
                  }
                } catch (IOException e) {
                  // the test is over
                }
              });
      closing.setDaemon(true);
      closing.start();

      assertThat(to("http://127.0.0.1:" + deaf.getLocalPort() + "/" + KEY).ended(RUN, 0, ""))
          .hasValueSatisfying(
              why -> assertThat(why).contains("the connection broke: ").doesNotContain(KEY));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        KEY,
        "ftp://ping.example.com/" + KEY,
        "https://user:" + KEY + "@ping.example.com/",
        "https:///" + KEY,
        "https://ping.example.com/" + KEY + "/%zz",
        "https://ping example.com/" + KEY
      })
  void saysThatAnAddressIsNoneAndPingsNobody(String written) {
    Heartbeat heartbeat = to(written);
    heartbeat.started(RUN);

    assertThat(heartbeat.ended(RUN, 0, "").orElseThrow())
        .contains("SENTINEL_HEARTBEAT_URL is no http")
        .doesNotContain(KEY);
    assertThat(server.pings()).isEmpty();
  }

  @Test
  void neverSaysItsAddress() {
    assertThat(PingAddress.of(new Secret("https://ping.example.com/" + KEY)).orElseThrow())
        .hasToString("*****");
    assertThat(heartbeat().toString()).doesNotContain(KEY);
  }
}
