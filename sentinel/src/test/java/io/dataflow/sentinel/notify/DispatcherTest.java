package io.dataflow.sentinel.notify;

import static io.dataflow.sentinel.incident.Sightings.DEADLINE;
import static io.dataflow.sentinel.incident.Sightings.FRIDAY;
import static io.dataflow.sentinel.incident.Sightings.MONDAY;
import static io.dataflow.sentinel.incident.Sightings.missing;
import static io.dataflow.sentinel.incident.Sightings.survey;
import static io.dataflow.sentinel.incident.Sightings.symbols;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.channel.Message.Kind;
import io.dataflow.sentinel.incident.Hand;
import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.Observation;
import io.dataflow.sentinel.incident.Reconciled;
import io.dataflow.sentinel.incident.Reconciler;
import io.dataflow.sentinel.incident.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private static final Set<Kind> PEOPLE =
      Set.of(Kind.FIRING, Kind.CHANGED, Kind.REMINDER, Kind.RESOLVED);
  private static final Set<Kind> PAGER =
      Set.of(Kind.FIRING, Kind.CHANGED, Kind.ACKNOWLEDGED, Kind.RESOLVED);
  private static final Set<Kind> ALERTS =
      Set.of(Kind.FIRING, Kind.CHANGED, Kind.REFRESH, Kind.RESOLVED);
  private static final List<String> ALL = symbols(500);

  private final Map<String, Incident> incidents = new LinkedHashMap<>();
  private final Map<String, Conversation> conversations = new LinkedHashMap<>();
  private final FixedDirectory directory = new FixedDirectory();

  /** One receiver with a mailbox. */
  private static final class FixedDirectory implements Directory {
    private Duration delay = Duration.ZERO;
    private Duration interval = Duration.ZERO;
    private Duration repeat = Duration.ZERO;
    private boolean muted;
    private List<Line> lines = List.of(new Line("team/email/0", "email", PEOPLE, false));
    private List<String> receivers = List.of("team");

    @Override
    public List<Address> addresses(Incident incident, List<Incident> all) {
      return muted
          ? List.of()
          : receivers.stream()
              .map(r -> new Address(r, incident.fingerprint().text(), delay, interval, repeat))
              .toList();
    }

    @Override
    public List<Line> lines(String receiver) {
      return lines;
    }

    @Override
    public int digestAbove() {
      return 5;
    }
  }

  private List<Message> see(Instant at, Observation... wrong) {
    return see(at, List.of(wrong));
  }

  private List<Message> see(Instant at, List<Observation> wrong) {
    Reconciled seen = Reconciler.reconcile(survey(at, ALL, wrong), List.copyOf(incidents.values()));
    seen.changed().forEach(i -> incidents.put(i.id(), i));
    return go(at).stream().map(Outgoing::message).toList();
  }

  private List<Outgoing> go(Instant at) {
    Dispatch dispatch = dispatch(at);
    dispatch.conversations().forEach(c -> conversations.put(c.id(), c));
    assertThat(dispatch(at).messages())
        .as("asked once more")
        .filteredOn(o -> o.message().kind() != Kind.REFRESH)
        .isEmpty();
    return dispatch.messages();
  }

  private Dispatch dispatch(Instant at) {
    Composer composer =
        new Composer("test", at.plusSeconds(900), id -> "show " + id, Optional.empty());
    return Dispatcher.at(
        at,
        directory,
        composer,
        List.copyOf(incidents.values()),
        conversations.values().stream().filter(c -> c.closed().isEmpty()).toList());
  }

  private static Instant after(int hours) {
    return DEADLINE.plus(Duration.ofHours(hours));
  }

  private static List<Kind> kinds(List<Message> messages) {
    return messages.stream().map(Message::kind).toList();
  }

  @Test
  void tellsOnceThenWhatIsWorseThenTheEnd() {
    assertThat(kinds(see(after(0), missing("A", FRIDAY)))).containsExactly(Kind.FIRING);
    assertThat(see(after(1), missing("A", FRIDAY))).isEmpty();
    assertThat(see(after(70), missing("A", FRIDAY, MONDAY)))
        .singleElement()
        .satisfies(
            m -> {
              assertThat(m.kind()).isEqualTo(Kind.CHANGED);
              assertThat(m.severity()).isEqualTo(Severity.ERROR);
              assertThat(m.entries().get(0).change()).contains("2 deadlines in a row are missed");
            });
    assertThat(see(after(75), missing("A", FRIDAY, MONDAY))).isEmpty();
    assertThat(see(after(80), List.of())).as("nobody looked at it").isEmpty();
    assertThat(conversations.values()).allMatch(c -> c.closed().isEmpty());
  }

  private List<Message> well(Instant at, String... symbols) {
    Reconciled seen =
        Reconciler.reconcile(survey(at, List.of(symbols)), List.copyOf(incidents.values()));
    seen.changed().forEach(i -> incidents.put(i.id(), i));
    return go(at).stream().map(Outgoing::message).toList();
  }

  @Test
  void aRecoverySaysHowLongItLastedAndEndsTheConversation() {
    Message first = see(after(0), missing("A", FRIDAY)).get(0);
    assertThat(well(after(5), "A"))
        .singleElement()
        .satisfies(
            m -> {
              assertThat(m.kind()).isEqualTo(Kind.RESOLVED);
              assertThat(m.thread()).isEqualTo(first.thread());
              assertThat(m.id()).isNotEqualTo(first.id());
              assertThat(m.entries().get(0).lasted()).contains(Duration.ofHours(5));
              assertThat(m.severity()).isEqualTo(Severity.WARNING);
            });
    assertThat(well(after(6), "A")).isEmpty();
    assertThat(conversations.values()).allMatch(c -> c.closed().isPresent());
  }

  @Test
  void whatIsOverBeforeAnybodyHeardIsNotTold() {
    directory.delay = Duration.ofHours(2);
    assertThat(see(after(0), missing("A", FRIDAY))).isEmpty();
    assertThat(well(after(1), "A")).isEmpty();
    assertThat(go(after(3))).isEmpty();
  }

  @Test
  void waitsForCompanyThenForTheIntervalAndRepeatsWhatLasts() {
    directory.delay = Duration.ofHours(1);
    directory.interval = Duration.ofHours(6);
    directory.repeat = Duration.ofHours(24);
    assertThat(see(after(0), missing("A", FRIDAY))).isEmpty();
    assertThat(kinds(see(after(1), missing("A", FRIDAY)))).containsExactly(Kind.FIRING);
    assertThat(see(after(3), missing("A", FRIDAY, MONDAY))).as("too early").isEmpty();
    assertThat(kinds(see(after(7), missing("A", FRIDAY, MONDAY)))).containsExactly(Kind.CHANGED);
    assertThat(see(after(30), missing("A", FRIDAY, MONDAY))).isEmpty();
    assertThat(kinds(see(after(31), missing("A", FRIDAY, MONDAY)))).containsExactly(Kind.REMINDER);
    assertThat(see(after(54), missing("A", FRIDAY, MONDAY))).isEmpty();
  }

  @Test
  void whoHasTakenItUpIsNotRemindedAndHearsWhatIsWorse() {
    directory.repeat = Duration.ofHours(1);
    directory.lines =
        List.of(
            new Line("team/email/0", "email", PEOPLE, false),
            new Line("team/pagerduty/1", "pagerduty", PAGER, true));
    see(after(0), missing("A", FRIDAY));
    Incident one = incidents.values().iterator().next();
    incidents.put(one.id(), new Hand(after(0), "ana", "").acknowledge(one).changed().get(0));

    assertThat(go(after(1)))
        .singleElement()
        .satisfies(
            o -> {
              assertThat(o.line()).isEqualTo("team/pagerduty/1");
              assertThat(o.message().kind()).isEqualTo(Kind.ACKNOWLEDGED);
            });
    assertThat(go(after(5))).isEmpty();
    assertThat(kinds(see(after(6), missing("A", FRIDAY, MONDAY))))
        .containsExactly(Kind.CHANGED, Kind.CHANGED);
  }

  @Test
  void whileSnoozedNothingIsSaidAndAfterwardsThatItLasts() {
    see(after(0), missing("A", FRIDAY));
    Incident one = incidents.values().iterator().next();
    incidents.put(one.id(), new Hand(after(0), "ana", "").snooze(one, after(10)).changed().get(0));
    assertThat(see(after(5), missing("A", FRIDAY, MONDAY))).isEmpty();
    assertThat(see(after(10), missing("A", FRIDAY, MONDAY)))
        .singleElement()
        .satisfies(m -> assertThat(m.entries().get(0).change()).contains("snoozed until now"));
  }

  @Test
  void whatIsMutedIsToldWhenThatEnds() {
    directory.muted = true;
    assertThat(see(after(0), missing("A", FRIDAY))).isEmpty();
    directory.muted = false;
    assertThat(kinds(see(after(1), missing("A", FRIDAY)))).containsExactly(Kind.FIRING);
    directory.muted = true;
    assertThat(see(after(2), missing("A", FRIDAY, MONDAY))).isEmpty();
    assertThat(kinds(well(after(3), "A"))).as("they know of it").containsExactly(Kind.RESOLVED);
  }

  @Test
  void aStormIsOneMessageAndOneRecovery() {
    List<Observation> wrong = symbols(6).stream().map(s -> missing(s, FRIDAY)).toList();
    assertThat(see(after(0), wrong))
        .singleElement()
        .satisfies(
            m -> {
              assertThat(m.entries()).hasSize(6);
              assertThat(m.title()).startsWith("6 incidents, first: ");
            });
    assertThat(kinds(well(after(1), "S001", "S002"))).containsExactly(Kind.CHANGED);
    assertThat(well(after(2), "S003", "S004", "S005", "S006"))
        .singleElement()
        .satisfies(
            m -> {
              assertThat(m.kind()).isEqualTo(Kind.RESOLVED);
              assertThat(m.entries()).hasSize(4);
            });
  }

  @Test
  void anOutageThatTakesInASingleTroubleIsOneMoreMessageAndNoFalseRecovery() {
    directory.lines =
        List.of(
            new Line("team/email/0", "email", PEOPLE, false),
            new Line("team/pagerduty/1", "pagerduty", PAGER, true));
    see(after(0), missing("S001", FRIDAY));
    List<Observation> outage = symbols(400).stream().map(s -> missing(s, FRIDAY)).toList();
    Reconciled seen =
        Reconciler.reconcile(survey(after(1), ALL, outage), List.copyOf(incidents.values()));
    seen.changed().forEach(i -> incidents.put(i.id(), i));
    List<Outgoing> sent = go(after(1));

    assertThat(sent)
        .extracting(o -> o.line() + " " + o.message().kind())
        .containsExactlyInAnyOrder(
            "team/email/0 FIRING", "team/pagerduty/1 FIRING", "team/pagerduty/1 RESOLVED");
  }

  @Test
  void onlyOtherAlertSystemsAreToldThatNothingIsNew() {
    directory.lines =
        List.of(
            new Line("team/email/0", "email", PEOPLE, false),
            new Line("team/alertmanager/1", "alertmanager", ALERTS, true));
    see(after(0), missing("A", FRIDAY));
    assertThat(go(after(1)))
        .singleElement()
        .satisfies(
            o -> {
              assertThat(o.line()).isEqualTo("team/alertmanager/1");
              assertThat(o.message().kind()).isEqualTo(Kind.REFRESH);
              assertThat(o.message().entries().get(0).endsAt())
                  .isEqualTo(after(1).plusSeconds(900));
            });
  }

  @Test
  void eachReceiverHasItsOwnConversation() {
    directory.receivers = List.of("team", "boss");
    List<Message> both = see(after(0), missing("A", FRIDAY));
    assertThat(both).extracting(Message::thread).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void whatComesBackSoonIsSaidToBeBack() {
    see(after(0), missing("A", FRIDAY));
    well(after(1), "A");
    List<Message> again =
        Stream.of(missing("A", MONDAY)).map(o -> see(after(30), o)).flatMap(List::stream).toList();
    assertThat(again)
        .singleElement()
        .satisfies(
            m -> {
              assertThat(m.kind()).isEqualTo(Kind.FIRING);
              assertThat(m.entries().get(0).change()).contains("came back");
            });
  }
}
