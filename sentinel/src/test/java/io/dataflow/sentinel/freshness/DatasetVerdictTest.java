package io.dataflow.sentinel.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetVerdictTest {
  private static final String NOW = "2024-03-06T23:00:00Z";

  @Test
  void groupsAnExchangeOfWhichNothingArrivedWhileOthersDid() {
    List<FeedVerdict> feeds = feeds("XLON", 4, Look.Seen.NOTHING);
    feeds.addAll(feeds("XNYS", 5, Look.Seen.FINAL));

    DatasetVerdict dataset = DatasetVerdict.of("silver.bars", feeds);

    assertThat(dataset.silentExchanges())
        .singleElement()
        .extracting(SilentExchange::sentence)
        .isEqualTo(
            "no instrument of XLON has a bar for Wed 2024-03-06 (4 missing) while 5 elsewhere"
                + " arrived: either XLON was closed without notice, or its feed is out");
    assertThat(dataset.coverage()).hasToString("5/9");
    assertThat(dataset.reason()).isEqualTo("5/9 instruments are there: 4 late, 0 stale, 0 unknown");
  }

  @Test
  void doesNotGroupWhenNothingElsewhereArrivedOrTheExchangeIsSmall() {
    List<FeedVerdict> all = feeds("XLON", 4, Look.Seen.NOTHING);
    all.addAll(feeds("XNYS", 5, Look.Seen.NOTHING));
    List<FeedVerdict> two = feeds("XLON", 2, Look.Seen.NOTHING);
    two.addAll(feeds("XNYS", 5, Look.Seen.FINAL));

    assertThat(DatasetVerdict.of("silver.bars", all).silentExchanges()).isEmpty();
    assertThat(DatasetVerdict.of("silver.bars", two).silentExchanges()).isEmpty();
  }

  @Test
  void oneStaleInstrumentDoesNotDecideAlone() {
    List<FeedVerdict> feeds = feeds("XNYS", 3, Look.Seen.FINAL);
    feeds.add(Scene.of(Scene.calendar("XNYS"), "OLD").had("2024-03-01").at(NOW));

    assertThat(feeds.get(3).verdict()).isEqualTo(Verdict.STALE);
    assertThat(DatasetVerdict.of("silver.bars", feeds).verdict()).isEqualTo(Verdict.LATE);
    assertThat(DatasetVerdict.of("silver.bars", feeds.subList(3, 4)).verdict())
        .isEqualTo(Verdict.STALE);
  }

  @Test
  void refusesAFeedOfAnotherDataset() {
    assertThatThrownBy(() -> DatasetVerdict.of("gold.bars", feeds("XNYS", 1, Look.Seen.FINAL)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<FeedVerdict> feeds(String calendar, int count, Look.Seen seen) {
    List<FeedVerdict> feeds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Scene scene = Scene.of(Scene.calendar(calendar), calendar + i).had("2024-03-05");
      scene.lookAfterDeadline("2024-03-06", 5, seen);
      if (seen == Look.Seen.FINAL) {
        scene.holds("2024-03-06", Holding.State.FINAL);
      }
      feeds.add(scene.at(NOW));
    }
    return feeds;
  }
}
