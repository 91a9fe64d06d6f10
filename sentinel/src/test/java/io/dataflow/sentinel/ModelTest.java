package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the vendor does and wherever runs are cut off, the tables are those of a simple model in
 * memory that is written from the documents.
 */
@Tag("it")
class ModelTest {
  private static TapeServer server;
  @TempDir private Path folder;

  @BeforeAll
  static void starts() throws IOException {
    server = new TapeServer();
  }

  @AfterAll
  static void stops() {
    server.close();
  }

  static LongStream seeds() {
    return LongStream.range(Long.getLong("model.from", 0), Long.getLong("model.to", 40));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theTablesAreTheModels(long seed) throws IOException {
    Story story = new Story(seed, server, folder, Optional.empty());
    story.play();
    assertEqual(story);
  }

  private static void assertEqual(Story story) throws IOException {
    SilverModel model = story.model();
    Map<String, List<String>> expected = new TreeMap<>(model.rows());
    expected.putAll(GoldModel.rows(model.bars()));
    Map<String, List<String>> actual = Bed.tables(story.data());
    assertThat(actual).containsOnlyKeys(expected.keySet());
    for (String table : expected.keySet()) {
      List<String> others = ModelRows.others(actual.get(table), expected.get(table));
      List<String> missing = ModelRows.others(expected.get(table), actual.get(table));
      assertThat(others).as("%s after%n%s%nhas not %s", table, story, missing).isEmpty();
      assertThat(missing).as("%s lacks rows after%n%s", table, story).isEmpty();
    }
  }
}
