package io.dataflow.sentinel.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.table.TableReading.Held;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every table promises. An implementation makes a table of rows as the test wants them, in the
 * way of its kind.
 */
interface TableConformance extends BarConformance {
  LocalDate THURSDAY = LocalDate.of(2026, 3, 5);
  LocalDate FRIDAY = LocalDate.of(2026, 3, 6);
  LocalDate FROM = LocalDate.of(2026, 2, 1);
  ZoneId NEW_YORK = ZoneId.of("America/New_York");

  /** The kinds of column a test may want. */
  enum Kind {
    TEXT,
    DATE,
    /** Values such as {@code 2026-03-06 16:00:00}. */
    TIMESTAMP,
    /** Values such as {@code 2026-03-06 21:00:00+00}. */
    INSTANT,
    NUMBER
  }

  /** A column of a table to be made. */
  record Column(String name, Kind kind) {}

  /**
   * Makes a table.
   *
   * @param rows values as text, null for none
   */
  @Override
  Table table(TableColumns columns, List<Column> made, List<List<String>> rows);

  Column SYMBOL = new Column("symbol", Kind.TEXT);
  Column DAY = new Column("day", Kind.DATE);
  TableColumns PLAIN =
      new TableColumns(Optional.of("symbol"), "day", Optional.empty(), Optional.empty());

  static TableQuery query(String... known) {
    return new TableQuery(FROM, Optional.of(NEW_YORK), Set.of(known));
  }

  static List<String> row(String... values) {
    return java.util.Arrays.asList(values);
  }

  private TableReading read(TableColumns columns, List<Column> made, List<List<String>> rows) {
    return table(columns, made, rows).read(query());
  }

  @Test
  default void readsTheSessionsOfEachInstrument() {
    TableReading reading =
        read(
            PLAIN,
            List.of(SYMBOL, DAY),
            List.of(
                row("AAPL", "2026-03-05"),
                row("AAPL", "2026-03-06"),
                row("AAPL", "2026-03-06"),
                row("MSFT", "2026-03-05")));

    assertThat(reading.instruments().keySet()).containsExactly("AAPL", "MSFT");
    assertThat(reading.instruments().get("AAPL").sessions())
        .isEqualTo(Map.of(THURSDAY, Held.BAR, FRIDAY, Held.BAR));
    assertThat(reading.instruments().get("MSFT").sessions()).isEqualTo(Map.of(THURSDAY, Held.BAR));
    assertThat(reading.remarks()).isEmpty();
  }

  @Test
  default void readsNoSessionBeforeTheFirstOneWanted() {
    TableReading reading =
        read(
            PLAIN,
            List.of(SYMBOL, DAY),
            List.of(row("OLD", "2026-01-31"), row("NEW", "2026-02-01"), row("NEW", "2025-02-01")));

    assertThat(reading.instruments().keySet()).containsExactly("NEW");
    assertThat(reading.instruments().get("NEW").sessions()).containsOnlyKeys(FROM);
  }

  @Test
  default void findsTheLastSessionOfKnownInstrumentsThatHaveNoNewOne() {
    Table table =
        table(
            PLAIN,
            List.of(SYMBOL, DAY),
            List.of(
                row("GONE", "2025-11-03"),
                row("GONE", "2025-11-04"),
                row("OTHER", "2025-11-05"),
                row("NEW", "2026-03-06")));

    TableReading reading = table.read(query("GONE", "NEW", "NEVER"));

    assertThat(reading.last()).isEqualTo(Map.of("GONE", LocalDate.of(2025, 11, 4)));
  }

  @Test
  default void readsATableWithoutInstrumentsAsOneFeed() {
    TableColumns columns =
        new TableColumns(Optional.empty(), "day", Optional.empty(), Optional.empty());
    List<List<String>> rows = List.of(row("2026-03-05"), row("2026-03-06"), row("2025-01-02"));

    TableReading reading = read(columns, List.of(DAY), rows);

    assertThat(reading.instruments().get(TableReading.WHOLE).sessions())
        .containsOnlyKeys(THURSDAY, FRIDAY);
    Table old = table(columns, List.of(DAY), List.of(row("2025-01-02"), row("2025-01-03")));
    assertThat(old.read(query(TableReading.WHOLE)).last())
        .isEqualTo(Map.of(TableReading.WHOLE, LocalDate.of(2025, 1, 3)));
  }

  @Test
  default void takesAWallClocksTimeForItsOwnDate() {
    TableReading reading =
        read(
            PLAIN,
            List.of(SYMBOL, new Column("day", Kind.TIMESTAMP)),
            List.of(row("AAPL", "2026-03-05 00:00:00"), row("AAPL", "2026-03-06 23:59:59")));

    assertThat(reading.instruments().get("AAPL").sessions()).containsOnlyKeys(THURSDAY, FRIDAY);
  }

  @Test
  default void takesAnInstantForItsDateInTheZone() {
    List<Column> made = List.of(SYMBOL, new Column("day", Kind.INSTANT));
    List<List<String>> rows = List.of(row("AAPL", "2026-03-06 02:00:00+00"));
    Table table = table(PLAIN, made, rows);

    assertThat(table.read(query()).instruments().get("AAPL").sessions()).containsOnlyKeys(THURSDAY);
    TableQuery utc = new TableQuery(FROM, Optional.of(ZoneId.of("UTC")), Set.of());
    assertThat(table.read(utc).instruments().get("AAPL").sessions()).containsOnlyKeys(FRIDAY);
    assertThatThrownBy(() -> table.read(new TableQuery(FROM, Optional.empty(), Set.of())))
        .isInstanceOf(TableException.class)
        .hasMessageContaining("--session-zone");
  }

  @Test
  default void keepsTheFirstDayWantedWhateverTheZone() {
    List<Column> made = List.of(SYMBOL, new Column("day", Kind.INSTANT));
    // Tokyo's 1 February begins at 15:00 UTC of 31 January
    Table table = table(PLAIN, made, List.of(row("7203", "2026-01-31 15:30:00+00")));

    TableQuery tokyo = new TableQuery(FROM, Optional.of(ZoneId.of("Asia/Tokyo")), Set.of());

    assertThat(table.read(tokyo).instruments().get("7203").sessions()).containsOnlyKeys(FROM);
  }

  @Test
  default void readsDatesWrittenAsText() {
    TableReading reading =
        read(
            PLAIN,
            List.of(SYMBOL, new Column("day", Kind.TEXT)),
            List.of(
                row("A", "2026-03-06"),
                row("B", "2026-03-06T02:00:00Z"),
                row("C", "2026-03-06 16:00"),
                row("D", "20260306"),
                row("OLD", "2025-03-06")));

    assertThat(reading.instruments().get("A").sessions()).containsOnlyKeys(FRIDAY);
    assertThat(reading.instruments().get("B").sessions()).containsOnlyKeys(THURSDAY);
    assertThat(reading.instruments().get("C").sessions()).containsOnlyKeys(FRIDAY);
    assertThat(reading.instruments().get("D").sessions()).containsOnlyKeys(FRIDAY);
    assertThat(reading.instruments()).doesNotContainKey("OLD");
  }

  @Test
  default void saysWhichTextIsNoDateAndReadsTheOthers() {
    TableReading reading =
        read(
            PLAIN,
            List.of(SYMBOL, new Column("day", Kind.TEXT)),
            List.of(row("A", "2026-03-06"), row("B", "2026-13-40"), row("C", "tomorrow")));

    assertThat(reading.instruments()).containsOnlyKeys("A");
    assertThat(reading.remarks())
        .singleElement()
        .asString()
        .matches("2 values of column day cannot be read as a date .*: \"(2026-13-40|tomorrow)\"");
  }

  @Test
  default void refusesAColumnOfTextsWithoutADate() {
    Table table =
        table(
            PLAIN,
            List.of(SYMBOL, new Column("day", Kind.TEXT)),
            List.of(row("A", "03/06/2026"), row("B", "03/05/2026")));

    assertThatThrownBy(() -> table.read(query()))
        .isInstanceOfSatisfying(
            TableException.class, e -> assertThat(e.kind()).isEqualTo(TableException.Kind.SETTINGS))
        .hasMessageContaining("column day of " + table.location() + " holds \"03/0")
        .hasMessageContaining("no date such as 2026-03-06");
  }

  @Test
  default void takesARowWithoutAValueForNoBar() {
    TableColumns columns =
        new TableColumns(Optional.of("symbol"), "day", Optional.of("close"), Optional.empty());
    TableReading reading =
        read(
            columns,
            List.of(SYMBOL, DAY, new Column("close", Kind.NUMBER)),
            List.of(
                row("NULL", "2026-03-06", null),
                row("ZERO", "2026-03-06", "0"),
                row("NAN", "2026-03-06", "NaN"),
                row("BAR", "2026-03-06", "-37.63"),
                row("BOTH", "2026-03-06", null),
                row("BOTH", "2026-03-06", "1.5")));

    assertThat(reading.instruments().keySet())
        .containsExactly("BAR", "BOTH", "NAN", "NULL", "ZERO");
    for (String none : List.of("NULL", "ZERO", "NAN")) {
      assertThat(reading.instruments().get(none).sessions()).isEqualTo(Map.of(FRIDAY, Held.NULL));
    }
    for (String bar : List.of("BAR", "BOTH")) {
      assertThat(reading.instruments().get(bar).sessions()).isEqualTo(Map.of(FRIDAY, Held.BAR));
    }
  }

  @Test
  default void takesTheCalendarOfTheNewestRow() {
    TableColumns columns =
        new TableColumns(Optional.of("symbol"), "day", Optional.empty(), Optional.of("mic"));
    TableReading reading =
        read(
            columns,
            List.of(SYMBOL, DAY, new Column("mic", Kind.TEXT)),
            List.of(
                row("MOVED", "2026-03-05", "XNAS"),
                row("MOVED", "2026-03-06", "XLON"),
                row("SILENT", "2026-03-05", "XTKS"),
                row("SILENT", "2026-03-06", null)));

    assertThat(reading.instruments().get("MOVED").calendar()).contains("XLON");
    assertThat(reading.instruments().get("SILENT").calendar()).contains("XTKS");
  }

  @Test
  default void passesOverRowsWithoutANameAndSaysSo() {
    TableReading reading =
        read(
            PLAIN,
            List.of(SYMBOL, DAY),
            List.of(
                row(null, "2026-03-06"),
                row(" ", "2026-03-06"),
                row("a\tb", "2026-03-06"),
                row("EUR/USD", "2026-03-06"),
                row("Größe", null)));

    assertThat(reading.instruments()).containsOnlyKeys("EUR/USD");
    assertThat(reading.remarks())
        .anyMatch(r -> r.startsWith("rows without an instrument, such as one of 2026-03-06"))
        .anyMatch(r -> r.startsWith("rows whose instrument is blank or holds control characters"));
  }

  @Test
  default void takesHostileNamesForNames() {
    String symbol = "sym\"bol'; DROP TABLE bars; --";
    String day = "d'a\"y";
    TableColumns columns =
        new TableColumns(Optional.of(symbol), day, Optional.empty(), Optional.empty());
    List<List<String>> rows =
        List.of(row("O'Neil\"; --", "2026-03-06"), row("old' OR '1'='1", "2025-01-02"));
    Table table =
        table(columns, List.of(new Column(symbol, Kind.TEXT), new Column(day, Kind.DATE)), rows);

    TableReading reading = table.read(query("old' OR '1'='1"));

    assertThat(reading.instruments()).containsOnlyKeys("O'Neil\"; --");
    assertThat(reading.last()).containsOnlyKeys("old' OR '1'='1");
  }

  @Test
  default void findsAColumnWhateverItsCaseWhenThereIsOne() {
    TableColumns columns =
        new TableColumns(Optional.of("SYMBOL"), "Day", Optional.empty(), Optional.empty());

    assertThat(read(columns, List.of(SYMBOL, DAY), List.of(row("A", "2026-03-06"))).instruments())
        .containsOnlyKeys("A");
  }

  @Test
  default void suggestsAColumnThatWasProbablyMeant() {
    TableColumns columns =
        new TableColumns(Optional.of("simbol"), "day", Optional.empty(), Optional.empty());
    Table table = table(columns, List.of(SYMBOL, DAY), List.of(row("A", "2026-03-06")));

    assertThatThrownBy(() -> table.read(query()))
        .isInstanceOfSatisfying(
            TableException.class, e -> assertThat(e.kind()).isEqualTo(TableException.Kind.SETTINGS))
        .hasMessage(table.location() + " has no column \"simbol\". Did you mean \"symbol\"?");
  }

  @Test
  default void readsAnEmptyTable() {
    TableReading reading = table(PLAIN, List.of(SYMBOL, DAY), List.of()).read(query("A"));

    assertThat(reading.instruments()).isEmpty();
    assertThat(reading.last()).isEmpty();
  }
}
