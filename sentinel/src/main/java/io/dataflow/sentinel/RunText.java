package io.dataflow.sentinel;

import io.dataflow.sentinel.ledger.RunStart;
import io.dataflow.sentinel.ledger.VerdictRow;
import io.dataflow.sentinel.text.ForeignText;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Says all that is kept of a run in words and tables, for a terminal. */
final class RunText {
  private static final int MOST_LINES = 50;

  private final RunDetails details;
  private final StringBuilder text = new StringBuilder();

  private RunText(RunDetails details) {
    this.details = details;
  }

  static String of(RunDetails details) {
    RunText text = new RunText(details);
    text.head();
    text.stages();
    text.requests();
    text.batches();
    text.checks();
    text.changes();
    text.problems();
    return text.text.toString();
  }

  private void head() {
    PastRun run = details.run();
    RunStart start = run.run().start();
    line("run " + run.id() + ": " + run.ended());
    line(
        "  began %s, took %s, judged %s"
            .formatted(
                ReportText.moment(start.startedAt()),
                run.tookWords(),
                ReportText.moment(start.asOf())));
    line(
        "  command %s, source %s, %s, process %d on %s"
            .formatted(
                start.command(),
                start.sourceUrl(),
                start.programVersion(),
                start.pid(),
                start.host()));
    if (!run.verdicts().isEmpty()) {
      line("  verdicts: " + run.verdicts());
    }
  }

  private void line(String line) {
    text.append(ForeignText.line(line)).append('\n');
  }

  private <T> void section(
      String title, List<T> items, TextTable table, BiConsumer<TextTable, T> row) {
    if (items.isEmpty()) {
      return;
    }
    items.stream().limit(MOST_LINES).forEach(item -> row.accept(table, item));
    text.append('\n').append(title).append('\n').append(table);
    if (items.size() > MOST_LINES) {
      line("and " + (items.size() - MOST_LINES) + " more with --json");
    }
  }

  private void stages() {
    section(
        "Stages",
        details.stages(),
        new TextTable("STAGE", "MS"),
        (table, stage) -> table.add(List.of(stage.name(), Long.toString(stage.millis()))));
  }

  private void requests() {
    section(
        "Answers in bronze",
        details.receipts(),
        new TextTable("SYMBOL", "FROM", "TO", "STATUS", "BYTES", "OUTCOME", "VINTAGE"),
        (table, receipt) ->
            table.add(
                List.of(
                    receipt.request().symbol().value(),
                    receipt.request().from().atZone(ZoneOffset.UTC).toLocalDate().toString(),
                    receipt.request().to().atZone(ZoneOffset.UTC).toLocalDate().toString(),
                    Integer.toString(receipt.status()),
                    Long.toString(receipt.bytes()),
                    RunDetails.outcome(receipt),
                    receipt.sha256().substring(0, Math.min(12, receipt.sha256().length()))
                        + (details.pruned().contains(receipt.id()) ? " (pruned)" : ""))));
  }

  private void batches() {
    section(
        "Batches",
        details.batches(),
        new TextTable("BATCH", "STATE"),
        (table, batch) ->
            table.add(
                List.of(
                    batch.open().batchId(),
                    batch
                        .closedAt()
                        .map(at -> "in silver since " + ReportText.moment(at))
                        .orElse("open: the next run takes it up"))));
    List<String> changes = new ArrayList<>();
    details.barsByChange().forEach((change, count) -> changes.add(count + " " + change));
    if (!changes.isEmpty()) {
      line("bars: " + String.join(", ", changes));
    }
  }

  private void checks() {
    section(
        "Checks broken",
        details.broken(),
        new TextTable("SYMBOL", "BARS", "CHECK"),
        (table, check) ->
            table.add(
                List.of(
                    check.instrument().orElse("all"),
                    Long.toString(check.failedRows()),
                    check.checkName())));
  }

  private void changes() {
    section(
        "Verdicts it changed",
        details.changes(),
        new TextTable("SYMBOL", "SESSION", "STATE", "WHY"),
        (table, change) -> {
          VerdictRow verdict = change.verdict();
          table.add(
              List.of(
                  verdict.feed().instrument(),
                  verdict.session().map(LocalDate::toString).orElse("-"),
                  verdict.state(),
                  verdict.reason()));
        });
  }

  private void problems() {
    List<String> problems = details.run().problems();
    if (!problems.isEmpty()) {
      text.append("\nProblems\n");
      problems.forEach(problem -> line("  " + problem));
    }
  }
}
