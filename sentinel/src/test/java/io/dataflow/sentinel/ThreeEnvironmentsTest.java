package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.postgres.RealPostgres;
import io.dataflow.sentinel.source.standin.Market;
import io.dataflow.sentinel.source.standin.Recording;
import io.dataflow.sentinel.source.standin.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same answers at the same moments give the same tables and verdicts on a laptop (SQLite), with
 * a PostgreSQL, and on a machine of a CI that has an empty disk each time and a full PostgreSQL.
 */
@Tag("slow")
class ThreeEnvironmentsTest {
  private static final int MOMENTS = 9;

  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.newest();

  @TempDir private Path folder;

  @Test
  void agreeOnASimulatedMarketWithAllThatCanHappen() throws IOException {
    List<Instant> moments =
        List.of(
            History.THURSDAY, History.FRIDAY, History.MONDAY, History.TUESDAY, History.WEDNESDAY);
    try (Bed bed = History.bed(folder)) {
      assertThat(compared(bed, moments)).isEqualTo(moments.size());
    }
    assertThat(Bed.tables(folder.resolve("laptop")).get("silver.quarantine")).isNotEmpty();
  }

  @Test
  void agreeOnRecordedAnswers() throws IOException {
    var market = Market.recordings(SharedData.folder("yahoo"));
    List<Instant> recorded =
        market.recordings().stream()
            .filter(r -> r.file().toString().contains("vintages/AAPL"))
            .map(Recording::recordedAt)
            .distinct()
            .sorted()
            .toList();
    int step = Math.max(1, recorded.size() / MOMENTS);
    List<Instant> moments =
        java.util.stream.IntStream.range(0, recorded.size())
            .filter(i -> i % step == 0)
            .mapToObj(recorded::get)
            .toList();
    try (Bed bed = new Bed(folder, List.of("AAPL"), "2025-02-10", "faults: []\n", market)) {
      int cases = compared(bed, moments);
      System.out.println(
          "three environments agreed on " + cases + " of " + moments.size() + " recorded moments");
      assertThat(cases).isEqualTo(moments.size()).isGreaterThan(5);
    }
    assertThat(Bed.tables(folder.resolve("laptop")).get("silver.bars")).isNotEmpty();
  }

  private int compared(Bed bed, List<Instant> moments) throws IOException {
    RealPostgres.Database server = POSTGRES.database();
    RealPostgres.Database ofTheCi = POSTGRES.database();
    Path laptop = folder.resolve("laptop");
    Path beside = folder.resolve("beside");
    int compared = 0;
    for (Instant moment : moments) {
      Path runner = folder.resolve("runner");
      RunReport first = bed.ledgerIn(Optional.empty()).run(laptop, moment);
      RunReport second = bed.ledgerIn(Optional.of(server.address())).run(beside, moment);
      RunReport third = bed.ledgerIn(Optional.of(ofTheCi.address())).run(runner, moment);
      same(moment, laptop, first, beside, second);
      same(moment, laptop, first, runner, third);
      Bed.remove(runner);
      compared++;
    }
    return compared;
  }

  private static void same(
      Instant moment, Path laptop, RunReport expected, Path other, RunReport actual)
      throws IOException {
    String what = other.getFileName() + " at " + moment;
    assertThat(actual.problems()).as(what).isEqualTo(expected.problems());
    assertThat(actual.exitCode()).as(what).isEqualTo(expected.exitCode());
    assertThat(Bed.tables(other)).as(what).isEqualTo(Bed.tables(laptop));
    for (String file : List.of("gold/freshness.json", "gold/aggregates.csv")) {
      assertThat(Files.readString(other.resolve(file)))
          .as(what + ", " + file)
          .isEqualTo(Files.readString(laptop.resolve(file)));
    }
  }
}
