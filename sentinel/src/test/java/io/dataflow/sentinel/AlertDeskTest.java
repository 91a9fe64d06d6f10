package io.dataflow.sentinel;

import static io.dataflow.sentinel.incident.Sightings.FRIDAY;
import static io.dataflow.sentinel.incident.Sightings.MONDAY;
import static io.dataflow.sentinel.incident.Sightings.missing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dataflow.sentinel.incident.IncidentEvent;
import io.dataflow.sentinel.incident.Sightings;
import io.dataflow.sentinel.notify.Outgoing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From what was seen to who was told, with channels that fail. */
@Tag("it")
class AlertDeskTest extends AlertScene {
  private static final List<String> A = List.of("S001");

  @Test
  void whatIsToBeToldIsKeptWithTheVerdictOrNotAtAll() {
    receivers("team");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                ledger()
                    .atomically(
                        () -> {
                          seen(A, missing("S001", FRIDAY));
                          throw new IllegalStateException("as if killed before the end");
                        }));
    assertThat(open()).isEmpty();
    assertThat(waiting()).isEmpty();

    ledger().atomically(() -> seen(A, missing("S001", FRIDAY)));
    assertThat(open()).containsExactly("missing S001");
    assertThat(waiting()).hasSize(1);
  }

  @Test
  void aBrokenChannelIsToldOverTheOthersAndItsNextSuccessEndsThat() {
    receivers("team", "ops");
    inbox.answers("team", Mailboxes.status(404));
    seen(A, missing("S001", FRIDAY));

    Sending sending = send();

    assertThat(sending.exitCode()).isEqualTo(ExitCode.NOT_RECORDED);
    assertThat(sending.lost())
        .singleElement()
        .asString()
        .startsWith("team/webhook/0: \"")
        .contains("was given up: HTTP 404 Not Found", "sentinel notify --again");
    assertThat(open()).containsExactlyInAnyOrder("missing S001", "delivery-failed team/webhook/0");
    assertThat(told("team")).containsExactly("firing missing");
    assertThat(told("ops")).containsExactlyInAnyOrder("firing missing", "firing delivery-failed");
    assertThat(inbox.letters("ops"))
        .anySatisfy(l -> assertThat(l.body()).contains("team/webhook/0", "HTTP 404"));

    inbox.clear();
    assertThat(send().exitCode()).as("it was told once").isZero();
    assertThat(inbox.letters()).isEmpty();

    inbox.answers("team", Mailboxes.status(200));
    clock.advance(Duration.ofHours(1));
    seen(A);
    assertThat(send().exitCode()).isZero();
    assertThat(open()).isEmpty();
    assertThat(told("team")).containsExactly("resolved missing");
    assertThat(told("ops"))
        .containsExactlyInAnyOrder("resolved missing", "resolved delivery-failed");
  }

  @Test
  void aReceiverHearsOfItsOwnBrokenChannelOverItsOtherOne() {
    alerts(
        """
        route: {receiver: team}
        receivers:
          - name: team
            webhook_configs: [{url: "%s"}, {url: "%s"}]
        """
            .formatted(inbox.box("first"), inbox.box("second")));
    inbox.answers("first", Mailboxes.status(401));
    seen(A, missing("S001", FRIDAY));

    send();

    assertThat(told("first")).containsExactly("firing missing");
    assertThat(told("second")).containsExactly("firing missing", "firing delivery-failed");
  }

  @Test
  void manyChannelsThatBreakAtOnceAreOneMessage() {
    String[] names = IntStream.range(0, 7).mapToObj(i -> "r" + i).toArray(String[]::new);
    names[6] = "ops";
    receivers(names);
    IntStream.range(0, 6).forEach(i -> inbox.answers("r" + i, Mailboxes.status(403)));
    seen(A, missing("S001", FRIDAY));

    send();

    assertThat(open()).hasSize(7);
    assertThat(told("ops")).containsExactly("firing missing", "firing delivery-failed");
    assertThat(inbox.letters("ops").get(1).body()).contains("6 incidents, first: ");
  }

  @Test
  void whatIsToldOfABrokenChannelMayFindAnotherOneBroken() {
    receivers("team", "ops");
    inbox.answers("team", Mailboxes.status(404));
    inbox.answers("ops", Mailboxes.inTurn(Mailboxes.status(200), Mailboxes.status(410)));
    seen(A, missing("S001", FRIDAY));

    assertThat(send().lost()).hasSizeGreaterThan(1);

    assertThat(open())
        .containsExactlyInAnyOrder(
            "missing S001", "delivery-failed team/webhook/0", "delivery-failed ops/webhook/0");
  }

  @Test
  void aChannelThatIsOutMakesAWarningUntilItWorks() {
    receivers("team", "ops");
    inbox.answers("team", Mailboxes.status(503));
    seen(A, missing("S001", FRIDAY));

    Sending sending = send();
    assertThat(sending.exitCode()).isEqualTo(ExitCode.WARNINGS);
    assertThat(sending.late())
        .singleElement()
        .asString()
        .contains("team/webhook/0: \"", "was not delivered yet: HTTP 503 Service Unavailable")
        .endsWith("the next run or sentinel notify tries again, from 2026-11-21T04:31:00Z");
    clock.advance(Duration.ofSeconds(30));
    assertThat(send().exitCode()).as("it still waits").isEqualTo(ExitCode.WARNINGS);

    inbox.answers("team", Mailboxes.status(200));
    clock.advance(Duration.ofSeconds(30));
    assertThat(send().exitCode()).isZero();
    assertThat(open()).as("a channel that is out is no incident").containsExactly("missing S001");
  }

  @Test
  void anAlertmanagerThatIsOutForADayIsGivenUpThoughEachRunHasSomethingNewForIt() {
    alerts(
        """
        route:
          receiver: ops
          routes: [{receiver: am, continue: true}, {receiver: ops}]
        receivers:
          - name: am
            alertmanager_configs: [{url: "%s"}]
          - name: ops
            webhook_configs: [{url: "%s"}]
        """
            .formatted(inbox.box("am"), inbox.box("ops")));
    inbox.answers("am", Mailboxes.status(503));
    seen(A, missing("S001", FRIDAY));
    int worst = 0;
    for (int i = 0; i < 26 && worst != ExitCode.NOT_RECORDED; i++) {
      desk().timers(); // as sentinel notify does, which refreshes what lasts
      worst = send().exitCode();
      clock.advance(Duration.ofHours(1));
    }

    assertThat(worst).isEqualTo(ExitCode.NOT_RECORDED);
    assertThat(clock.instant()).isEqualTo(AT.plus(Duration.ofHours(25)));
    assertThat(open()).contains("delivery-failed am/alertmanager/0");
    assertThat(told("ops")).contains("firing delivery-failed");
  }

  @Test
  void whatAReceiverThatLeftTheSettingsWasToHearIsGivenUpVisibly() {
    receivers("team", "former");
    inbox.answers("former", Mailboxes.status(404));
    seen(A, missing("S001", FRIDAY));
    send();
    assertThat(open()).contains("delivery-failed former/webhook/0");
    inbox.answers("former", Mailboxes.status(503));
    clock.advance(Duration.ofHours(1));
    seen(A, missing("S001", FRIDAY, MONDAY));
    send();
    receivers("team");

    clock.advance(Duration.ofMinutes(5));
    Sending sending = send();

    assertThat(sending.exitCode()).isEqualTo(ExitCode.NOT_RECORDED);
    assertThat(sending.lost())
        .anySatisfy(l -> assertThat(l).contains("the settings do not name former/webhook/0 any"));
    assertThat(open()).as("nothing is left to mend").containsExactly("missing S001");
    assertThat(ledger().incidents().events(first("missing")))
        .anySatisfy(
            e -> {
              assertThat(e.kind()).isEqualTo(IncidentEvent.Kind.NOT_NOTIFIED);
              assertThat(e.detail()).contains("former/webhook/0", "do not name");
            });
    assertThat(send().exitCode()).isZero();
  }

  private String first(String word) {
    return ledger().incidents().open().stream()
        .filter(i -> i.fingerprint().what().word().equals(word))
        .findFirst()
        .orElseThrow()
        .id();
  }

  @Test
  void whatWasGivenUpIsToldOnceItIsPutBack() {
    receivers("team");
    inbox.answers("team", Mailboxes.status(401));
    seen(A, missing("S001", FRIDAY));
    send();
    assertThat(waiting()).isEmpty();
    inbox.clear();
    inbox.answers("team", Mailboxes.status(200));
    clock.advance(Duration.ofHours(1));

    assertThat(ledger().outbox().again(clock.instant())).isOne();
    assertThat(send().exitCode()).isZero();

    assertThat(told("team")).contains("firing missing");
    assertThat(open()).containsExactly("missing S001");
  }

  @Test
  void theSuccessOfAProcessThatWasKilledRightAfterItEndsTheIncidentToo() {
    receivers("team", "ops");
    inbox.answers("team", Mailboxes.status(404));
    seen(A, missing("S001", FRIDAY));
    send();
    inbox.answers("team", Mailboxes.status(200));
    clock.advance(Duration.ofHours(1));
    seen(A);
    asIfKilledAfterSending();
    assertThat(open()).containsExactly("delivery-failed team/webhook/0");

    send();

    assertThat(open()).isEmpty();
    assertThat(told("ops")).contains("resolved delivery-failed");
  }

  private void asIfKilledAfterSending() {
    AlertDesk desk = desk();
    new Deliverer(
            ledger(),
            line -> Optional.ofNullable(desk.channelsOf(desk.settings().receivers()).get(line)),
            clock,
            clock,
            new NotedPassing(),
            Deliverer.Patience.usual())
        .deliver(lost -> {});
  }

  @Test
  void whileAChannelIsOutTheEndReplacesTheBeginning() {
    receivers("team", "ops");
    inbox.answers("team", Mailboxes.status(503));
    seen(A, missing("S001", FRIDAY));
    send();
    clock.advance(Duration.ofMinutes(1));
    seen(A);
    inbox.clear();
    inbox.answers("team", Mailboxes.status(200));

    send();

    assertThat(told("team")).containsExactly("resolved missing");
    assertThat(told("ops")).containsExactly("resolved missing");
    assertThat(ledger().outbox().conversationsAbout(newest().id()))
        .flatExtracting(c -> ledger().outbox().messages(c.id()))
        .extracting(o -> o.line() + " " + o.message().kind() + " " + o.state())
        .containsExactlyInAnyOrder(
            "team/webhook/0 FIRING REPLACED",
            "team/webhook/0 RESOLVED SENT",
            "ops/webhook/0 FIRING SENT",
            "ops/webhook/0 RESOLVED SENT");
  }

  @Test
  void aStormIsOneMessageToEachChannelAndEachMessageIsInTheHistories() {
    receivers("team", "ops");
    List<String> six = Sightings.symbols(6);
    desk()
        .see(
            Sightings.survey(AT, six, six.stream().map(s -> missing(s, FRIDAY)).toList()),
            Optional.empty());
    send();

    assertThat(told("team")).hasSize(1);
    assertThat(told("ops")).hasSize(1);
    assertThat(ledger().incidents().open())
        .hasSize(6)
        .allSatisfy(
            i ->
                assertThat(ledger().incidents().events(i.id()))
                    .filteredOn(e -> e.kind() == IncidentEvent.Kind.NOTIFIED)
                    .hasSize(2));
    assertThat(waiting()).extracting(Outgoing::state).isEmpty();
  }
}
