package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Our closures and early closes beside those of another project, which are not without faults. */
class LeanMarketHoursTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M/d/yyyy");

  @Test
  void xnysClosesWhenTheOtherProjectSaysSo() throws IOException {
    Set<LocalDate> theirs = new TreeSet<>();
    entry("Equity-usa-[*]").get("holidays").forEach(day -> theirs.add(date(day.asText())));
    theirs.removeIf(LeanMarketHoursTest::isWeekend);
    TradingCalendar xnys = calendar("XNYS");
    Set<LocalDate> ours = new TreeSet<>();
    LocalDate.of(1998, 1, 1)
        .datesUntil(LocalDate.of(2029, 1, 1))
        .filter(day -> !isWeekend(day) && xnys.session(day, NOW).isEmpty())
        .forEach(ours::add);
    assertThat(ours).containsExactlyElementsOf(theirs);
    System.out.printf("XNYS: %d closures compared, 1998 to 2028%n", theirs.size());
  }

  @Test
  void xnysClosesEarlyWhenTheOtherProjectSaysSo() throws IOException {
    Map<LocalDate, LocalTime> theirs = earlyCloses("Equity-usa-[*]");
    Map<LocalDate, LocalTime> ours = new TreeMap<>();
    TradingCalendar xnys = calendar("XNYS");
    for (Session s : xnys.sessions(LocalDate.of(2000, 1, 1), LocalDate.of(2028, 12, 31), NOW)) {
      if (s.kind() == Session.Kind.SPECIAL_HOURS) {
        ours.put(s.date(), s.close().atZone(xnys.zone()).toLocalTime());
      }
    }
    // 2017-12-24, a Sunday, is among theirs
    theirs.keySet().removeIf(day -> day.getYear() < 2000 || isWeekend(day));
    assertThat(ours).isEqualTo(theirs);
    System.out.printf("XNYS: %d early closes compared, 2000 to 2028%n", theirs.size());
  }

  @Test
  void cmesClosesEarlyWhenTheOtherProjectSaysSo() throws IOException {
    Map<LocalDate, LocalTime> theirs = earlyCloses("Future-comex-GC");
    TradingCalendar cmes = calendar("CMES");
    Map<LocalDate, LocalTime> ours = new TreeMap<>();
    for (LocalDate day : theirs.keySet()) {
      cmes.session(day, NOW)
          .ifPresent(s -> ours.put(day, s.close().atZone(cmes.zone()).toLocalTime()));
    }
    assertThat(ours).isEqualTo(theirs);
    System.out.printf("CMES: %d early closes compared, 2024 to 2027%n", theirs.size());
  }

  private static Map<LocalDate, LocalTime> earlyCloses(String entry) throws IOException {
    Map<LocalDate, LocalTime> closes = new TreeMap<>();
    entry(entry)
        .get("earlyCloses")
        .properties()
        .forEach(e -> closes.put(date(e.getKey()), LocalTime.parse(e.getValue().asText())));
    return closes;
  }

  private static JsonNode entry(String name) throws IOException {
    Optional<Path> file = RecordedSessions.shared("calendars/lean-market-hours-subset.json");
    assumeTrue(file.isPresent(), "no recorded market hours");
    return new ObjectMapper().readTree(file.get().toFile()).get("entries").get(name);
  }

  private static LocalDate date(String text) {
    return LocalDate.parse(text, DAY);
  }

  private static boolean isWeekend(LocalDate date) {
    return date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
  }

  private static TradingCalendar calendar(String name) {
    return new Calendars(Optional.empty()).find(name).orElseThrow();
  }
}
