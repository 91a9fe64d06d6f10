package io.dataflow.sentinel.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\uff1d1", "=cmd|' /C calc'!A0"})
  void aFormulaIsText(String formula) {
    assertThat(unquoted(CsvCell.of(formula))).isEqualTo("'" + formula);
  }

  @ParameterizedTest
  @CsvSource({"^GSPC", "AAPL", "1-2", "a=b", "BRK-B"})
  void aTextThatIsNoFormulaStaysAsItIs(String text) {
    assertThat(CsvCell.of(text)).isEqualTo(text);
  }

  @Test
  void valuesThatAreNoTextsStayAsTheyAre() {
    assertThat(CsvCell.of(-1.5)).isEqualTo("-1.5");
    assertThat(CsvCell.of(LocalDate.of(2024, 7, 3))).isEqualTo("2024-07-03");
    assertThat(CsvCell.of(null)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.dataflow.sentinel.text.HostileValues#all")
  void aReaderOfTheStandardGetsTheTextBack(String value) {
    String read = unquoted(CsvCell.of(value));
    String text = read.startsWith("'") && !value.startsWith("'") ? read.substring(1) : read;
    boolean steers =
        value.chars().anyMatch(c -> Character.isISOControl(c) && "\n\r\t".indexOf(c) < 0);
    if (steers) {
      assertThat(text).hasSameSizeAs(value).contains("\ufffd");
    } else {
      assertThat(text).isEqualTo(value);
    }
  }

  private static String unquoted(String cell) {
    if (!cell.startsWith("\"")) {
      assertThat(cell).doesNotContain(",", "\"", "\n", "\r");
      return cell;
    }
    String inner = cell.substring(1, cell.length() - 1);
    assertThat(inner.replace("\"\"", "")).doesNotContain("\"");
    return inner.replace("\"\"", "\"");
  }
}
