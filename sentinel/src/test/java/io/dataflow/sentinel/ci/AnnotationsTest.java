package io.dataflow.sentinel.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnotationsTest {
  private static List<Annotation> some(Annotation.Level level, int count) {
    List<Annotation> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(new Annotation(level, Optional.empty(), level.word() + i, "m"));
    }
    return all;
  }

  private static List<String> titles(List<Annotation> all) {
    return Annotations.shown(all).stream().map(Annotation::title).toList();
  }

  @Test
  void theMostSevereComeFirstAndOthersStayInOrder() {
    List<Annotation> all = new ArrayList<>(some(Annotation.Level.NOTICE, 1));
    all.addAll(some(Annotation.Level.WARNING, 2));
    all.addAll(some(Annotation.Level.ERROR, 2));

    assertThat(titles(all)).containsExactly("error0", "error1", "warning0", "warning1", "notice0");
  }

  @Test
  void tenAreShownAsTheyAre() {
    assertThat(titles(some(Annotation.Level.ERROR, 10))).hasSize(10).last().isEqualTo("error9");
  }

  @Test
  void theLastOfTenCountsWhatIsLeftOut() {
    List<Annotation> all = new ArrayList<>(some(Annotation.Level.WARNING, 40));
    all.addAll(some(Annotation.Level.ERROR, 12));

    List<Annotation> shown = Annotations.shown(all);

    assertThat(shown).hasSize(10);
    assertThat(titles(all).subList(0, 9)).allMatch(title -> title.startsWith("error"));
    assertThat(shown.get(9).level()).isEqualTo(Annotation.Level.ERROR);
    assertThat(shown.get(9).title()).isEqualTo("and 43 more");
    assertThat(shown.get(9).message()).startsWith("3 errors, 40 warnings more");
  }
}
