package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("it")
class RunTwiceTest {
  @TempDir private Path folder;

  @Test
  void aSecondRunAtTheSameMomentChangesNoFileOfSilverOrGold() throws IOException {
    try (Bed bed = History.bed(folder)) {
      Path data = folder.resolve("data");
      bed.run(data, History.THURSDAY);
      bed.run(data, History.MONDAY);
      Map<String, String> once = files(data);
      assertThat(once)
          .containsKeys("gold/freshness.json", "gold/aggregates.csv", "gold/sources.json");
      bed.run(data, History.MONDAY);
      assertThat(files(data)).isEqualTo(once);
    }
  }

  /** But the reports on the run itself, which name it and tell how long it took. */
  private static Map<String, String> files(Path data) throws IOException {
    return Bed.files(
        data,
        name ->
            (name.startsWith("silver/") || name.startsWith("gold/"))
                && !name.equals("gold/summary.json")
                && !name.equals("gold/sentinel.prom"));
  }
}
