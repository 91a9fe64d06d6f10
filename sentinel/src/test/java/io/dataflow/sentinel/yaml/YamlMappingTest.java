package io.dataflow.sentinel.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlMappingTest {
  private final Problems problems = new Problems();

  private YamlMapping mapping(String text) {
    return YamlFile.parse("f.yaml", text).mapping(problems);
  }

  @Test
  void readsValuesOfEachForm() {
    YamlMapping m = mapping("a: 1\nb: PT2H\nc: \"2024-07-03\"\nd: true\ne: ~\n");
    assertThat(m.integer("a")).contains(1);
    assertThat(m.duration("b")).contains(Duration.ofHours(2));
    assertThat(m.date("c")).contains(LocalDate.of(2024, 7, 3));
    assertThat(m.flag("d")).contains(true);
    assertThat(m.text("e")).isEmpty();
    m.finish();
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void reportsEveryProblemAtOnceWithItsLine() {
    YamlMapping m = mapping("grcae: PT1H\nlag: soon\nlag: PT1H\n");
    m.duration("lag");
    m.duration("grace");
    m.finish();
    assertThat(problems.lines())
        .containsExactly(
            "f.yaml:1: unknown key \"grcae\". Did you mean \"grace\"?",
            "f.yaml:3: the key \"lag\" stands here a second time");
  }

  @Test
  void namesTheFormThatIsWanted() {
    YamlMapping m = mapping("lag: soon\nn: 1.5\nx: [1]\n");
    assertThat(m.duration("lag")).isEmpty();
    assertThat(m.integer("n")).isEmpty();
    assertThat(m.text("x")).isEmpty();
    assertThat(problems.lines())
        .containsExactly(
            "f.yaml:1: lag: a duration such as PT6H30M, PT90S or P1D is wanted, not \"soon\"",
            "f.yaml:2: n: a whole number such as 10 is wanted, not \"1.5\"",
            "f.yaml:3: x: a text is wanted, not a list");
  }

  @Test
  void saysWhatToWriteForARetiredKeyAndDoesNotSuggestIt() {
    YamlMapping m = mapping("old: 1\nodl: 2\n");
    assertThat(m.retire(Map.of("old", "write \"new\""))).isTrue();
    m.get("new");
    m.finish();
    assertThat(problems.lines())
        .containsExactly(
            "f.yaml:1: the key \"old\" is retired: write \"new\"",
            "f.yaml:2: unknown key \"odl\". Known here: new");
  }

  @Test
  void readsAnAbsentSectionAsOneWithoutKeys() {
    YamlMapping m = mapping("a: {b: 1}\n");
    assertThat(m.section("a").integer("b")).contains(1);
    assertThat(m.section("x").integer("b")).isEmpty();
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void refusesWhatIsNoYaml() {
    assertThatThrownBy(() -> YamlFile.parse("f.yaml", "a: [1\nb: 2"))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageStartingWith("f.yaml:2: no YAML: ");
    assertThatThrownBy(() -> YamlFile.parse("f.yaml", "# nothing\n"))
        .hasMessage("f.yaml:1: is empty; see the shipped example");
  }

  @Test
  void survivesDeepNestingAndAliasBombs() {
    assertThatThrownBy(() -> YamlFile.parse("f.yaml", "[".repeat(100_000)))
        .isInstanceOf(InvalidFileException.class);
  }
}
