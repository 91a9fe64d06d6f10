package io.dataflow.sentinel.table;

import static io.dataflow.sentinel.table.TableConformance.SYMBOL;
import static io.dataflow.sentinel.table.TableConformance.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.table.TableConformance.Column;
import io.dataflow.sentinel.table.TableConformance.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every table promises of bars within sessions; the part of {@link TableConformance}. */
interface BarConformance {
  Table table(TableColumns columns, List<Column> made, List<List<String>> rows);

  TableColumns BARS =
      new TableColumns(Optional.of("symbol"), "time", Optional.empty(), Optional.empty());
  TableQuery IN_NEW_YORK =
      new TableQuery(
          LocalDate.of(2024, 7, 2), Optional.of(ZoneId.of("America/New_York")), Set.of());
  TableQuery WITHOUT_A_ZONE = new TableQuery(LocalDate.of(2024, 7, 2), Optional.empty(), Set.of());

  private static List<Column> made(Kind time) {
    return List.of(SYMBOL, new Column("time", time));
  }

  private static Stamps stamps(String... instants) {
    return Stamps.of(Arrays.stream(instants).map(Instant::parse));
  }

  @Test
  default void readsWhenTheBarsOfEachInstrumentStart() {
    List<List<String>> rows =
        List.of(
            row("AAPL", "2024-07-03 13:35:00+00"),
            row("AAPL", "2024-07-03 09:30:00-04"),
            row("AAPL", "2024-07-03 13:30:00+00"),
            row("MSFT", "2024-07-03 13:30:00.75+00"));

    BarReading reading = table(BARS, made(Kind.INSTANT), rows).bars(WITHOUT_A_ZONE);

    assertThat(reading.instruments()).containsOnlyKeys("AAPL", "MSFT");
    assertThat(reading.instruments().get("AAPL").there())
        .isEqualTo(stamps("2024-07-03T13:30:00Z", "2024-07-03T13:35:00Z"));
    assertThat(reading.instruments().get("AAPL").empty()).isEqualTo(Stamps.none());
    assertThat(reading.instruments().get("MSFT").there()).isEqualTo(stamps("2024-07-03T13:30:00Z"));
    assertThat(reading.remarks()).isEmpty();
  }

  @Test
  default void readsAWallClocksTimeByTheZone() {
    List<List<String>> rows =
        List.of(row("A", "2024-07-03 09:30:00"), row("A", "2024-11-04 09:30:00"));
    Table table = table(BARS, made(Kind.TIMESTAMP), rows);

    assertThat(table.bars(IN_NEW_YORK).instruments().get("A").there())
        .isEqualTo(stamps("2024-07-03T13:30:00Z", "2024-11-04T14:30:00Z"));
    assertThatThrownBy(() -> table.bars(WITHOUT_A_ZONE))
        .isInstanceOfSatisfying(
            TableException.class, e -> assertThat(e.kind()).isEqualTo(TableException.Kind.SETTINGS))
        .hasMessageContaining("column time of " + table.location() + " holds times without a zone")
        .hasMessageContaining("--session-zone");
  }

  @Test
  default void readsTimesWrittenAsText() {
    BarReading reading =
        table(
                BARS,
                made(Kind.TEXT),
                List.of(
                    row("A", "2024-07-03T04:06:00-04:00"),
                    row("B", "2024-07-03T13:30:00Z"),
                    row("C", "2024-07-03 09:30"),
                    row("D", "20240703 13:30:00+00"),
                    row("OLD", "2024-06-03T13:30:00Z")))
            .bars(IN_NEW_YORK);

    assertThat(reading.instruments()).containsOnlyKeys("A", "B", "C", "D");
    assertThat(reading.instruments().get("A").there()).isEqualTo(stamps("2024-07-03T08:06:00Z"));
    for (String name : List.of("B", "C", "D")) {
      assertThat(reading.instruments().get(name).there())
          .as(name)
          .isEqualTo(stamps("2024-07-03T13:30:00Z"));
    }
  }

  @Test
  default void saysWhichTextIsNoTimeAndReadsTheOthers() {
    BarReading reading =
        table(
                BARS,
                made(Kind.TEXT),
                List.of(row("A", "2024-07-03T13:30:00Z"), row("B", "2024-07-03")))
            .bars(IN_NEW_YORK);

    assertThat(reading.instruments()).containsOnlyKeys("A");
    assertThat(reading.remarks())
        .containsExactly(
            "1 value of column time cannot be read as the start of a bar such as"
                + " 2026-03-06T14:30:00Z or 2026-03-06 09:30, and those rows were passed over:"
                + " \"2024-07-03\"");
  }

  @Test
  default void refusesDatesWhereBarsAreMeant() {
    Table dates = table(BARS, made(Kind.DATE), List.of(row("A", "2024-07-03")));

    assertThatThrownBy(() -> dates.bars(IN_NEW_YORK))
        .isInstanceOfSatisfying(
            TableException.class, e -> assertThat(e.kind()).isEqualTo(TableException.Kind.SETTINGS))
        .hasMessageContaining("column time of " + dates.location() + " holds ")
        .hasMessageContaining("Name");
  }

  @Test
  default void keepsTheEveningOnWhichTheFirstSessionOpens() {
    // Globex opens at 22:00Z of the day before
    BarReading reading =
        table(
                BARS,
                made(Kind.INSTANT),
                List.of(row("ES", "2024-07-01 22:00:00+00"), row("OLD", "2024-06-30 23:59:00+00")))
            .bars(IN_NEW_YORK);

    assertThat(reading.instruments()).containsOnlyKeys("ES");
  }

  @Test
  default void findsTheLastBarOfKnownInstrumentsThatHaveNoNewOne() {
    Table table =
        table(
            BARS,
            made(Kind.INSTANT),
            List.of(
                row("GONE", "2024-05-03 13:30:00+00"),
                row("GONE", "2024-05-03 13:35:00+00"),
                row("OTHER", "2024-05-03 13:40:00+00"),
                row("NEW", "2024-07-03 13:30:00+00")));

    BarReading reading =
        table.bars(new TableQuery(IN_NEW_YORK.from(), IN_NEW_YORK.zone(), Set.of("GONE", "NEW")));

    assertThat(reading.last()).isEqualTo(Map.of("GONE", Instant.parse("2024-05-03T13:35:00Z")));
  }

  @Test
  default void tellsBarsFromRowsWithoutAValue() {
    TableColumns columns =
        new TableColumns(Optional.of("symbol"), "time", Optional.of("close"), Optional.of("mic"));
    List<Column> made =
        List.of(
            SYMBOL,
            new Column("time", Kind.INSTANT),
            new Column("close", Kind.NUMBER),
            new Column("mic", Kind.TEXT));
    String one = "2024-07-03 13:30:00+00";
    String two = "2024-07-03 13:31:00+00";

    BarReading.Bars bars =
        table(
                columns,
                made,
                List.of(
                    row("A", one, "1.5", "XLON"),
                    row("A", two, null, "XNYS"),
                    row("A", "2024-07-03 13:32:00+00", "0", null)))
            .bars(IN_NEW_YORK)
            .instruments()
            .get("A");

    assertThat(bars.there()).isEqualTo(stamps("2024-07-03T13:30:00Z"));
    assertThat(bars.empty()).isEqualTo(stamps("2024-07-03T13:31:00Z", "2024-07-03T13:32:00Z"));
    assertThat(bars.calendar()).contains("XNYS");
  }

  @Test
  default void readsATableWithoutInstrumentsAsOneFeedOfBars() {
    TableColumns columns =
        new TableColumns(Optional.empty(), "time", Optional.empty(), Optional.empty());
    Table table =
        table(
            columns,
            List.of(new Column("time", Kind.INSTANT)),
            List.of(row("2024-07-03 13:30:00+00")));

    assertThat(table.bars(IN_NEW_YORK).instruments().get(TableReading.WHOLE).there().size())
        .isOne();
  }
}
