package io.dataflow.sentinel.export;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.component.VEvent;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CalendarEventsTest {
  private static List<VEvent> read(String calendar, String from, String to) {
    CalendarDays days = Days.of(calendar, from, to);
    return IcsTextTest.read(IcsText.of(calendar, CalendarEvents.of(days), days.knownAt()))
        .getEvents();
  }

  @Test
  void closuresAreAllDayAndEarlyClosesFromOpenToClose() {
    List<VEvent> events = read("XNYS", "2024-07-01", "2024-07-31");
    assertThat(events).hasSize(2);
    VEvent early = events.get(0);
    assertThat(early.getSummary().getValue())
        .isEqualTo("XNYS early close: eve of Independence Day");
    assertThat((Date) early.getDateEnd().getValue())
        .isEqualTo(Date.from(Instant.parse("2024-07-03T17:00:00Z")));
    assertThat(early.getDescription().getValue())
        .isEqualTo(
            "New York Stock Exchange (XNYS), 2024-07-03\n"
                + "open 09:30, close 13:00 America/New_York");
    VEvent closed = events.get(1);
    assertThat(closed.getSummary().getValue()).isEqualTo("XNYS closed: Independence Day");
    assertThat(closed.getDateStart().getValue().hasTime()).isFalse();
  }

  @Test
  void aPartialHolidaySaysSo() {
    VEvent partial = read("CMES", "2024-07-01", "2024-07-05").get(0);
    assertThat(partial.getSummary().getValue())
        .isEqualTo("CMES optional, early close: Independence Day");
    assertThat(partial.getDescription().getValue()).contains("open Wed 18:00, close 14:30");
  }

  @Test
  void ordinaryDaysAreNoEvents() {
    assertThat(CalendarEvents.of(Days.of("24/5", "2000-01-01", "2000-12-31"))).isEmpty();
  }

  @Test
  void idsAreTheSameEachTimeAndDifferFromEachOther() {
    Set<String> first = new TreeSet<>();
    List<VEvent> events = read("XLON", "2000-01-01", "2030-12-31");
    events.forEach(e -> first.add(e.getUid().getValue()));
    assertThat(first).hasSameSizeAs(events).contains("2024-12-25-xlon@dataflow-sentinel");
    List<VEvent> part = read("XLON", "2024-12-01", "2024-12-31");
    assertThat(part).hasSize(4);
    part.forEach(e -> assertThat(first).contains(e.getUid().getValue()));
  }
}
