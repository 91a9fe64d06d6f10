package io.dataflow.sentinel.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.text.ICalReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Held against biweekly, a reader of calendar files that is not ours. */
class IcsTextTest {
  private static final Instant STAMP = Instant.parse("2026-03-07T04:45:00.987Z");

  /** Reads a file that must give no warning while it is read and none when it is checked. */
  static ICalendar read(String text) {
    ICalendar calendar = parsed(text);
    assertThat(calendar.validate(ICalVersion.V2_0).getWarnings()).isEmpty();
    return calendar;
  }

  private static ICalendar parsed(String text) {
    try (ICalReader reader = new ICalReader(text)) {
      ICalendar calendar = reader.readNext();
      assertThat(reader.getWarnings()).isEmpty();
      assertThat(reader.readNext()).isNull();
      return calendar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IcsEvent allDay(String summary, String description) {
    return new IcsEvent(
        "2024-07-04-xnys@dataflow-sentinel",
        new IcsEvent.When.AllDay(LocalDate.of(2024, 7, 4)),
        summary,
        description);
  }

  @Test
  void anAllDayEventEndsOnTheNextDay() {
    String text = IcsText.of("XNYS", List.of(allDay("closed", "")), STAMP);
    assertThat(text)
        .contains("DTSTART;VALUE=DATE:20240704\r\nDTEND;VALUE=DATE:20240705\r\n")
        .doesNotContain("DESCRIPTION");
    VEvent event = read(text).getEvents().get(0);
    assertThat(event.getDateStart().getValue().hasTime()).isFalse();
    assertThat(event.getUid().getValue()).isEqualTo("2024-07-04-xnys@dataflow-sentinel");
  }

  @Test
  void aTimedEventIsInUtcAndStampedWithTheGivenInstant() {
    Instant start = Instant.parse("2024-07-03T13:30:00Z");
    Instant end = Instant.parse("2024-07-03T17:00:00Z");
    IcsEvent event = new IcsEvent("u", new IcsEvent.When.Timed(start, end), "early close", "");
    VEvent read = read(IcsText.of("XNYS", List.of(event), STAMP)).getEvents().get(0);
    assertThat((Date) read.getDateStart().getValue()).isEqualTo(Date.from(start));
    assertThat((Date) read.getDateEnd().getValue()).isEqualTo(Date.from(end));
    assertThat(read.getDateTimeStamp().getValue())
        .isEqualTo(Date.from(Instant.parse("2026-03-07T04:45:00Z")));
  }

  @Test
  void aMomentHasNoEnd() {
    Instant at = Instant.parse("2024-07-03T17:00:00Z");
    IcsEvent event = new IcsEvent("u", new IcsEvent.When.Timed(at, at), "due", "");
    VEvent read = read(IcsText.of("XNYS", List.of(event), STAMP)).getEvents().get(0);
    assertThat(read.getDateEnd()).isNull();
  }

  @Test
  void textsComeBackAsTheyWent() {
    String summary = "closed; \"storm, snow\" C:\\temp \u5927\u96ea \ud83c\udf28";
    String description = "first line\nsecond, longer line; with a \\n that is no line break";
    VEvent event =
        read(IcsText.of("a, b; c", List.of(allDay(summary, description)), STAMP))
            .getEvents()
            .get(0);
    assertThat(event.getSummary().getValue()).isEqualTo(summary);
    assertThat(event.getDescription().getValue()).isEqualTo(description);
  }

  @Test
  void noTextBreaksOutOfItsLine() {
    String text =
        IcsText.of(
            "x\r\nATTACH:evil",
            List.of(allDay("closed\r\nEND:VEVENT\rBEGIN:VALARM", "bell \u0007 here")),
            STAMP);
    assertThat(text.split("\r\n")).doesNotContain("ATTACH:evil", "BEGIN:VALARM");
    VEvent event = read(text).getEvents().get(0);
    assertThat(event.getSummary().getValue()).isEqualTo("closed\nEND:VEVENT\nBEGIN:VALARM");
    assertThat(event.getAlarms()).isEmpty();
    assertThat(event.getDescription().getValue()).isEqualTo("bell  here");
  }

  @Test
  void noLineHoldsMoreThan75OctetsAndNoCharacterIsCut() {
    String text =
        IcsText.of(
            "XTKS",
            List.of(allDay("\u6771\u4eac\u8a3c\u5238".repeat(40), "\ud83c\udf28,".repeat(60))),
            STAMP);
    assertThat(text).endsWith("\r\n");
    assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
    List<String> lines = Arrays.asList(text.split("\r\n"));
    assertThat(lines).allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75);
    VEvent event = read(text).getEvents().get(0);
    assertThat(event.getSummary().getValue()).isEqualTo("\u6771\u4eac\u8a3c\u5238".repeat(40));
    assertThat(event.getDescription().getValue()).isEqualTo("\ud83c\udf28,".repeat(60));
  }

  @Test
  void aFileWithoutEventsIsStillOneAReaderTakes() {
    // the reader keeps zones apart from components, so its check does not see that there is one
    ICalendar calendar = parsed(IcsText.of("24/7 closures", List.of(), STAMP));
    assertThat(calendar.getEvents()).isEmpty();
    assertThat(calendar.getTimezoneInfo().getComponents()).hasSize(1);
  }

  @Test
  void anEventHasAnIdATitleAndAnEndThatIsNoStart() {
    assertThatThrownBy(() -> allDay(" ", "")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new IcsEvent.When.Timed(STAMP, STAMP.minusSeconds(1)))
        .hasMessageStartingWith("an event ends before it starts");
  }
}
