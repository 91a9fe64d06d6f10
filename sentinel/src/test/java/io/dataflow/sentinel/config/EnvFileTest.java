package io.dataflow.sentinel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFileTest {
  private static String value(String line) {
    EnvFile file = EnvFile.parse(".env", line);
    assertThat(file.problems()).isEmpty();
    return file.values().get("A").text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A=b|b",
        "  export A = b c  |b c",
        "export\tA=b|b",
        "A=b # comment|b",
        "A=p#w=1|p#w=1",
        "A='b # $c \\n' # comment|b # $c \\n",
        "A='${b}'|${b}",
        "A=\"b # c\"# comment|b # c",
        "A=\"a\\\"b\\\\c\\$d\\q\"|a\"b\\c$d\\q",
        "A=|``",
        "A= # comment|``",
        "A=''|``",
        "A=it's|it's",
      })
  void readsALine(String line, String wanted) {
    assertThat(value(line)).isEqualTo(wanted);
  }

  @Test
  void readsLineBreaksInDoubleQuotes() {
    assertThat(value("A=\"a\\nb\\tc\"")).isEqualTo("a\nb\tc");
  }

  @Test
  void skipsCommentsAndBlankLinesAndAByteOrderMark() {
    EnvFile file = EnvFile.parse(".env", "\uFEFFA=1\r\n\r\n# B=2\r\n   \r\nC=3");
    assertThat(file.problems()).isEmpty();
    assertThat(file.values()).containsOnlyKeys("A", "C");
    assertThat(file.values().get("C").place()).isEqualTo(new Place(".env", 5));
  }

  @Test
  void letsTheLaterOfTwoLinesWin() {
    assertThat(value("A=1\nA=2")).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2",
        "1A=hunter2",
        "A-B=hunter2",
        "=hunter2",
        "A='hunter2",
        "A=\"hunter2",
        "A='hunter2' x",
        "A=\"hunter2\\\"",
        "A=${hunter2}",
        "A=\"${hunter2}\"",
      })
  void reportsABadLineWithoutShowingIt(String line) {
    EnvFile file = EnvFile.parse(".env", "B=1\n" + line);
    assertThat(file.values()).containsOnlyKeys("B");
    assertThat(file.problems())
        .singleElement()
        .asString()
        .startsWith(".env:2: ")
        .doesNotContain("hunter2");
  }

  @Test
  void reportsEveryBadLine() {
    assertThat(EnvFile.parse(".env", "x\ny='\nz=${a}").problems())
        .containsExactly(
            ".env:1: a line is NAME=VALUE, a comment after #, or blank",
            ".env:2: after an opening quote one closing quote is wanted on the same line, and"
                + " nothing but a comment behind it",
            ".env:3: variables in values are not filled in. Write the value itself, with ${ in"
                + " 'quotes'");
  }

  @Test
  void survivesALongLine() {
    assertThat(value("A=\"" + "\\n".repeat(200_000) + "\"")).hasSize(200_000);
  }

  @Test
  void reportsWhatIsNotUtf8(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("e"), new byte[] {'A', '=', (byte) 0xe9});
    assertThat(EnvFile.read(file, ".env").problems())
        .containsExactly(".env:1: is not UTF-8 text. Save it as UTF-8 and try again");
  }
}
