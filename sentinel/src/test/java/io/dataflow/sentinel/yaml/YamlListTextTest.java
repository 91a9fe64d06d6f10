package io.dataflow.sentinel.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class YamlListTextTest {
  private static String append(String text) {
    return YamlListText.append("f.yaml", text, "l", "new");
  }

  @Test
  void takesOverTheIndentationOfTheList() {
    assertThat(append("l:\n- a\nx: 1\n")).isEqualTo("l:\n- a\n- new\nx: 1\n");
    assertThat(append("l:\n    - a\nx: 1\n")).isEqualTo("l:\n    - a\n    - new\nx: 1\n");
  }

  @Test
  void keepsCommentsAndBlankLinesWhereTheyAre() {
    assertThat(append("l:\n  # one\n  - a  # b\n\n  # c\n\nx: 1 # d\n"))
        .isEqualTo("l:\n  # one\n  - a  # b\n  - new\n\n  # c\n\nx: 1 # d\n");
  }

  @Test
  void comesBehindItemsOfSeveralLines() {
    assertThat(append("l:\n- s: a\n  t:\n    u: [1,\n      2]\n\nx: 1\n"))
        .isEqualTo("l:\n- s: a\n  t:\n    u: [1,\n      2]\n- new\n\nx: 1\n");
    assertThat(append("l:\n- s: a\n  t:\nx: 1\n")).isEqualTo("l:\n- s: a\n  t:\n- new\nx: 1\n");
    assertThat(append("l:\n-\n  a\n")).isEqualTo("l:\n-\n  a\n- new\n");
  }

  @Test
  void endsTheLastLineFirst() {
    assertThat(append("l:\n- a")).isEqualTo("l:\n- a\n- new");
  }

  @Test
  void keepsWindowsLineEnds() {
    assertThat(append("l:\r\n- a\r\nx: 1\r\n")).isEqualTo("l:\r\n- a\r\n- new\r\nx: 1\r\n");
  }

  @Test
  void countsCharactersOutsideTheBasicPlaneOnce() {
    assertThat(append("x: \uD83D\uDE00\nl: [\"\uD83D\uDE00\"] # c\n"))
        .isEqualTo("x: \uD83D\uDE00\nl: [\"\uD83D\uDE00\", new] # c\n");
  }

  @Test
  void writesIntoBrackets() {
    assertThat(append("l: [a, b] # c\n")).isEqualTo("l: [a, b, new] # c\n");
    assertThat(append("l: []\n")).isEqualTo("l: [new]\n");
    assertThat(append("l: [\n  a,\n  b,\n]\n")).isEqualTo("l: [\n  a,\n  b, new\n]\n");
  }

  @Test
  void beginsAListThatIsEmpty() {
    assertThat(append("l:\nx: 1\n")).isEqualTo("l:\n- new\nx: 1\n");
  }

  @Test
  void refusesWhatItCannotDoWithCertainty() {
    assertThatThrownBy(() -> append("x: 1\n")).hasMessage("f.yaml:1: the key \"l\" is missing");
    assertThatThrownBy(() -> append("l: null\n"))
        .hasMessage("f.yaml:1: l: no list stands here. Write it by hand: l: [new]");
    assertThatThrownBy(() -> append("- a\n"))
        .hasMessage("f.yaml:1: a mapping is wanted here, as in \"key: value\"");
    assertThatThrownBy(() -> append("l: [a # c\n  ]\n"))
        .hasMessage("f.yaml:1: l: the list's layout is unusual. Add by hand: new");
    assertThatThrownBy(() -> append("{l: [a], x: *y}\n")).isInstanceOf(InvalidFileException.class);
  }
}
