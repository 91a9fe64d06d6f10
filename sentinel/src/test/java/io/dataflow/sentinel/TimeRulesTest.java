package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The rules on time find each way to ask the machine: a rule that finds nothing proves nothing. */
class TimeRulesTest {
  /** Asks for the current time in every way. */
  static final class Now {
    final List<Supplier<?>> ways =
        List.of(
            Instant::now,
            () -> Instant.now(),
            () -> LocalDate.now(),
            () -> LocalDateTime.now(),
            () -> ZonedDateTime.now(),
            () -> OffsetDateTime.now(),
            () -> Year.now(),
            System::currentTimeMillis);
  }

  /** Makes clocks that run. */
  static final class Clocks {
    final List<Supplier<?>> ways =
        List.of(
            Clock::systemUTC,
            () -> Clock.systemDefaultZone(),
            () -> Clock.tickSeconds(ZoneId.of("UTC")),
            InstantSource::system);
  }

  /** Measures time. */
  static final class Stopwatch {
    final long began = System.nanoTime();
  }

  /** Uses dates of old. */
  static final class OldDates {
    final java.util.Date date = new java.util.Date(0);
    final java.util.Calendar calendar = java.util.Calendar.getInstance();
    final java.sql.Timestamp timestamp = new java.sql.Timestamp(0);
  }

  /** Asks for the machine's zone. */
  static final class Zones {
    final List<Supplier<?>> ways = List.of(ZoneId::systemDefault, () -> TimeZone.getDefault());
  }

  /** Goes by the machine's language. */
  static final class Languages {
    final List<Supplier<?>> ways =
        List.of(
            Locale::getDefault,
            "a"::toUpperCase,
            () -> "A".toLowerCase(),
            () -> String.format("%d", 1),
            () -> DateTimeFormatter.ofPattern("uuuu"));
  }

  /** Does the same as it should be done. */
  static final class Good {
    final List<Supplier<?>> ways =
        List.of(
            () -> Clock.fixed(Instant.EPOCH, ZoneId.of("UTC")).instant(),
            () -> LocalDate.ofInstant(Instant.EPOCH, ZoneId.of("Asia/Tokyo")),
            () -> "A".toLowerCase(Locale.ROOT),
            () -> String.format(Locale.ROOT, "%d", 1),
            () -> DateTimeFormatter.ofPattern("uuuu", Locale.ROOT));
  }

  @Test
  void findsEachWayToAskForTheTime() {
    assertThat(found(TimeRules.NOBODY_SAYS_NOW, Now.class)).hasSize(8);
    assertThat(found(TimeRules.ONE_CLASS_MAKES_THE_RUNNING_CLOCK, Clocks.class)).hasSize(4);
    assertThat(found(TimeRules.ELAPSED_TIME_IS_MEASURED_IN_FEW_PLACES, Stopwatch.class)).hasSize(1);
  }

  @Test
  void findsEachWayToGoByTheMachine() {
    assertThat(found(TimeRules.NO_OLD_DATES, OldDates.class))
        .anyMatch(line -> line.contains("java.util.Date"))
        .anyMatch(line -> line.contains("java.util.Calendar"))
        .anyMatch(line -> line.contains("java.sql.Timestamp"));
    assertThat(found(TimeRules.NO_ZONE_OF_THE_MACHINE, Zones.class)).hasSize(2);
    assertThat(found(TimeRules.NO_LANGUAGE_OF_THE_MACHINE, Languages.class)).hasSize(5);
  }

  @Test
  void letsGivenTimeZonesAndLanguagesPass() {
    for (ArchRule rule : TimeRules.all()) {
      assertThat(found(rule, Good.class)).as(rule.getDescription()).isEmpty();
    }
  }

  private static List<String> found(ArchRule rule, Class<?> planted) {
    JavaClasses classes = new ClassFileImporter().importClasses(planted);
    return new ArrayList<>(rule.evaluate(classes).getFailureReport().getDetails());
  }
}
