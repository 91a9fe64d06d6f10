package io.dataflow.sentinel.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTreeTest {
  private static final Instant AT = Instant.parse("2026-03-06T22:00:00Z");

  /** The shape of the example of Alertmanager's documentation, with names of our own. */
  private static final String TREE =
      """
      route:
        receiver: default
        group_wait: 30s
        group_interval: 5m
        repeat_interval: 4h
        group_by: [dataset, alertname]
        routes:
        - receiver: database
          group_wait: 10s
          matchers: [source =~ "postgres|sqlite"]
        - receiver: frontend
          group_by: [exchange, environment]
          matchers: [scope = "exchange"]
          routes:
          - matchers: [severity = critical]
            receiver: pager
            repeat_interval: 0s
            continue: true
          - matchers: [severity =~ "error|critical"]
            group_interval: PT10M
          - matchers: [severity = info]
            receiver: nobody
        - receiver: weekdays
          matchers: [dataset = "bars"]
          mute_time_intervals: [weekend]
          continue: true
        - receiver: weekends
          matchers: [dataset = "bars"]
          active_time_intervals: [weekend]
      receivers:
      - name: default
      - name: database
      - name: frontend
      - name: pager
      - name: nobody
      - name: weekdays
      - name: weekends
      time_intervals:
      - name: weekend
        time_intervals:
        - weekdays: [saturday, sunday]
      """;

  @TempDir private Path folder;

  private AlertSettings settings(String text) {
    return new AlertsFile(folder).read(text);
  }

  private List<Routed> routed(Map<String, String> labels) {
    return settings(TREE).routes().routed(labels, AT);
  }

  @ParameterizedTest
  @CsvSource({
    "source=yahoo, default",
    "source=postgres, database",
    "scope=exchange, frontend",
    "scope=exchange severity=warning, frontend",
    "scope=exchange severity=error, frontend",
    "scope=exchange severity=critical, pager frontend",
    "scope=exchange severity=info, nobody",
    "source=sqlite scope=exchange severity=critical, database",
    "dataset=bars, weekdays weekends",
    "dataset=other, default",
  })
  void takesAnIncidentDownTheTree(String labels, String receivers) {
    assertThat(routed(labels(labels)))
        .extracting(Routed::receiver)
        .containsExactly(receivers.split(" "));
  }

  private static Map<String, String> labels(String text) {
    return Arrays.stream(text.split(" "))
        .map(pair -> pair.split("="))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  @Test
  void handsDownWhatAChildDoesNotSay() {
    assertThat(routed(Map.of("source", "postgres")).get(0).terms())
        .isEqualTo(
            new Terms(
                "database",
                new GroupBy(false, List.of("dataset", "alertname")),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                Optional.of(Duration.ofHours(4))));
    List<Routed> critical = routed(Map.of("scope", "exchange", "severity", "critical"));
    assertThat(critical.get(0).terms())
        .isEqualTo(
            new Terms(
                "pager",
                new GroupBy(false, List.of("exchange", "environment")),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Optional.empty()));
    assertThat(critical.get(1).terms())
        .isEqualTo(
            new Terms(
                "frontend",
                new GroupBy(false, List.of("exchange", "environment")),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Optional.of(Duration.ofHours(4))));
  }

  @Test
  void namesEachRouteByItsPlaceInTheTree() {
    assertThat(settings(TREE).routes().all())
        .extracting(Route::path)
        .containsExactly(
            "route",
            "route/0",
            "route/1",
            "route/1/0",
            "route/1/1",
            "route/1/2",
            "route/2",
            "route/3");
    assertThat(settings(TREE).routes().all().get(3).place().line()).isEqualTo(15);
  }

  @Test
  void tellsOnceWhereNothingIsSaid() {
    Terms terms =
        settings("route: {receiver: all}\nreceivers: [{name: all}]\n").routes().root().terms();
    assertThat(terms)
        .isEqualTo(new Terms("all", GroupBy.EACH, Duration.ZERO, Duration.ZERO, Optional.empty()));
  }

  @Test
  void groupsByTheLabelsItNames() {
    Map<String, String> incident = Map.of("dataset", "bars", "instrument", "AAPL");
    assertThat(GroupBy.EACH.of(incident)).isEqualTo(incident);
    assertThat(new GroupBy(false, List.of("dataset", "exchange")).of(incident))
        .isEqualTo(Map.of("dataset", "bars", "exchange", ""));
    Terms terms =
        settings("route: {receiver: all, group_by: []}\nreceivers: [{name: all}]\n")
            .routes()
            .root()
            .terms();
    assertThat(terms.groupBy().of(incident)).isEmpty();
  }

  @Test
  void keepsARouteQuietInItsMuteWindowAndOutsideItsActiveOne() {
    RouteTree tree = settings(TREE).routes();
    Map<String, String> bars = Map.of("dataset", "bars");
    assertThat(tree.routed(bars, AT))
        .extracting(Routed::muted)
        .containsExactly(
            Optional.empty(),
            Optional.of(
                new Muted(
                    "weekend",
                    Muted.Why.OUTSIDE_ACTIVE_WINDOWS,
                    Optional.of(Instant.parse("2026-03-07T00:00:00Z")))));
    assertThat(tree.routed(bars, AT.plus(Duration.ofDays(1))))
        .extracting(Routed::muted)
        .containsExactly(
            Optional.of(
                new Muted(
                    "weekend",
                    Muted.Why.IN_MUTE_WINDOW,
                    Optional.of(Instant.parse("2026-03-09T00:00:00Z")))),
            Optional.empty());
  }

  @Test
  void explainsEachStep() {
    String file = folder.resolve("config/alerts.yaml").toString();
    assertThat(
            settings(TREE)
                .routes()
                .explained(Map.of("scope", "exchange", "severity", "critical"), AT))
        .extracting(step -> step.replace(file, "f"))
        .containsExactly(
            "route (f:2): takes all",
            "route/0 (f:8): source=~\"postgres|sqlite\" does not match \"\"",
            "route/1 (f:11): scope=\"exchange\" matches",
            "route/1/0 (f:15): severity=\"critical\" matches",
            "route/1/0 (f:15): goes to receiver pager",
            "route/1/1 (f:19): severity=~\"error|critical\" matches",
            "route/1/1 (f:19): goes to receiver frontend");
    assertThat(settings(TREE).routes().explained(Map.of("dataset", "bars"), AT))
        .last()
        .asString()
        .endsWith(
            "goes to receiver weekends, but is not active outside of weekend until"
                + " 2026-03-07T00:00:00Z");
    assertThat(settings(TREE).routes().explained(Map.of("source", "x\u001b[2J"), AT))
        .contains(
            "route/0 (" + file + ":8): source=~\"postgres|sqlite\" does not match \"x?[2J\"",
            "route (" + file + ":2): no route below takes it; goes to receiver default");
  }
}
