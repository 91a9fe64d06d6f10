package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.source.Payloads;
import io.dataflow.sentinel.text.HostileValues;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a vendor may say goes through a run and out again without harm. */
@Tag("it")
class HostileFlowTest {
  private static final Instant NOW = Cli.FRIDAY_NIGHT;

  @TempDir private Path folder;
  private PayloadServer server;
  private Cli cli;

  @BeforeEach
  void starts() throws IOException {
    server = new PayloadServer();
    cli = new Cli(folder).moveTo(NOW);
    cli.source(server.base().toString());
  }

  @AfterEach
  void stops() {
    cli.close();
    server.close();
  }

  @Test
  void namesAreKeptAsTheyWereSent() {
    List<String> names = HostileValues.all().toList();
    String[] symbols = new String[names.size()];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = "N" + i;
      server.chart(symbols[i], three(symbols[i]).meta("longName", json(names.get(i))));
    }
    cli.assets(symbols);

    harmless(cli.run());
    TestProject project = new TestProject(folder).assets(symbols);
    try (Sentinel sentinel = project.open(server.base(), NOW)) {
      Map<String, String> kept = new java.util.TreeMap<>();
      sentinel.ledger().facts().forEach(f -> kept.put(f.symbol().value(), f.name().orElseThrow()));
      for (int i = 0; i < symbols.length; i++) {
        assertThat(kept).containsEntry(symbols[i], HostileValues.stored(names.get(i)));
      }
    }
  }

  @Test
  void whatIsAddedIsShownWithoutWhatSteersATerminal() {
    for (String name : HostileValues.all().toList()) {
      server.chart("MSFT", three("MSFT").meta("longName", json(name)));
      Cli.Ended text = cli.on("add", "MSFT", "--dry-run");
      Cli.Ended json = cli.on("add", "MSFT", "--dry-run", "--json");

      harmless(text);
      harmless(json);
      assertThat(((Map<?, ?>) Json.read(json.out())).get("name"))
          .isEqualTo(HostileValues.stored(name));
    }
  }

  @Test
  void reasonsOfTheSourceAreShownInOneLineAndWrittenAsJson() {
    for (String text : HostileValues.all().toList()) {
      server.body(
          "AAPL",
          404,
          "application/json",
          "{\"chart\":{\"error\":{\"description\":" + json(text) + "}}}");
      harmless(cli.run());
      harmless(cli.run("--json"));
      for (String file : List.of("summary.json", "freshness.json", "sources.json")) {
        assertThat(Json.read(cli.read("data/gold/" + file))).isInstanceOf(Map.class);
      }
      assertThat(cli.read("data/gold/sentinel.prom").lines())
          .allMatch(l -> l.isEmpty() || l.matches("# .*|[a-z_]+(\\{.*})? [-+0-9.eE]+( \\d+)?"));
    }
  }

  @Test
  void aChangeOfIdentityIsShownAndTheDecisionKept() {
    server.chart("AAPL", three("AAPL"));
    cli.run();
    for (String text : List.of("=cmd|' /C calc'!A0", "\u001b[31mred", "\u202eevil", "a\nb")) {
      server.chart("AAPL", three("AAPL").meta("currency", json(text)));
      harmless(cli.run());
      harmless(cli.on("accept"));
      harmless(cli.on("accept", "AAPL", "--why", text));
    }
    assertThat(cli.read("data/bronze/decisions.jsonl").lines().map(Json::read)).hasSize(4);
    assertThat(cli.read("data/bronze/decisions.jsonl")).contains("\\u001B[31mred", "a\\nb");
  }

  @Test
  void aCurrencyIsNoFormulaInCsvAndUnharmedInJson() {
    String formula = "=cmd|' /C calc'!A0";
    server.chart("AAPL", three("AAPL").meta("currency", json(formula)));
    cli.run();
    String query = "SELECT DISTINCT currency, -1 AS number FROM silver.bars";

    assertThat(cli.on("sql", query).out()).isEqualTo("currency,number\n'" + formula + ",-1\n");
    assertThat(Json.read(cli.on("sql", query, "--json").out()))
        .isEqualTo(List.of(Map.of("currency", formula, "number", -1L)));
  }

  private static Payloads three(String symbol) {
    return Payloads.of(symbol)
        .row("2026-03-04T14:30:00Z", "10", "12", "9", "11", "1000")
        .row("2026-03-05T14:30:00Z", "11", "13", "10", "12", "1100")
        .row("2026-03-06T14:30:00Z", "12", "14", "11", "13", "1200");
  }

  /** Any text as JSON in ASCII, so that halves of characters reach the program too. */
  private static String json(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars().forEach(c -> json.append("\\u%04x".formatted(c)));
    return json.append('"').toString();
  }

  private static void harmless(Cli.Ended ended) {
    assertThat(ended.code()).as(ended.said()).isLessThanOrEqualTo(3);
    assertThat(ended.said().chars().filter(c -> c != '\n')).noneMatch(Character::isISOControl);
  }
}
