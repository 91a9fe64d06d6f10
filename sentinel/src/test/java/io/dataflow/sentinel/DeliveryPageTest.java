package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.notify.Outgoing.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds {@code docs/DELIVERY.md} against what is tried in {@link DelivererTest}. */
class DeliveryPageTest {
  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "DELIVERY.md"));
  }

  /** What happens, within the call, what the ledger says, exit code. */
  private static List<String[]> rows() throws IOException {
    return page()
        .lines()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.substring(2).split(" \\| ?"))
        .filter(cells -> cells.length == 4)
        .toList();
  }

  private static String named(ChannelFault fault) {
    return switch (fault) {
      case REFUSED -> "connection refused";
      case NO_SUCH_HOST -> "DNS failure";
      case TIME_OUT -> "time-out";
      case SLOW_BODY -> "slow body";
      case REDIRECT -> "redirect";
      case HTTP_429_SOON -> "429 or 503 with `Retry-After` up to 20 s";
      case HTTP_429_LATER -> "429 or 503 with a longer `Retry-After`";
      case HTTP_429 -> "408, 425, 429";
      case HTTP_503 -> "500, 503";
      case HTTP_400, HTTP_401, HTTP_403, HTTP_404, HTTP_408, HTTP_410, HTTP_413, HTTP_500 ->
          fault.name().substring("HTTP_".length());
    };
  }

  @ParameterizedTest
  @EnumSource
  void saysOfEachFaultWhatComesOfIt(ChannelFault fault) throws IOException {
    boolean givenUp = fault.state() == State.GIVEN_UP;
    assertThat(rows())
        .filteredOn(cells -> cells[0].contains(named(fault)))
        .singleElement()
        .satisfies(
            cells -> {
              assertThat(cells[1].startsWith("tried again")).isEqualTo(fault.asksAgain());
              assertThat(cells[2]).startsWith(givenUp ? "GIVEN_UP" : "PENDING");
              assertThat(cells[3]).startsWith(givenUp ? "5" : "2");
            });
  }

  @Test
  void namesTheLimits() throws IOException {
    Deliverer.Patience usual = Deliverer.Patience.usual();
    assertThat(usual.call()).isEqualTo(Duration.ofSeconds(75));
    assertThat(usual.message()).isEqualTo(Duration.ofHours(24));
    assertThat(Postbag.CLAIM).isEqualTo(Duration.ofMinutes(5));
    assertThat(page())
        .contains("with no message after 75 seconds", "when it fails 24 hours after")
        .contains("| after 5 minutes by the clock; a call is over well before |");
  }

  @Test
  void namesTestsThatThereAre() throws IOException {
    String section = page().substring(page().indexOf("## What holds this"));
    List<String> names =
        section
            .lines()
            .filter(line -> line.startsWith("| `"))
            .flatMap(line -> Stream.of(line.split("\\|")[1].split(",")))
            .map(name -> name.replace("`", "").strip())
            .toList();
    assertThat(names).hasSizeGreaterThan(5);
    Path tests = Path.of("src", "test", "java", "io", "dataflow", "sentinel");
    assertThat(names)
        .allMatch(
            name ->
                Files.exists(tests.resolve(name + ".java"))
                    || Files.exists(tests.resolve("channel").resolve(name + ".java")));
  }
}
