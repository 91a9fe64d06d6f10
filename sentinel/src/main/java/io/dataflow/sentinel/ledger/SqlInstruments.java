package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Statements.bound;
import static io.dataflow.sentinel.ledger.Statements.query;
import static io.dataflow.sentinel.ledger.Statements.update;
import static io.dataflow.sentinel.ledger.Statements.updateAll;

import io.dataflow.sentinel.market.Symbol;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Instrument facts and holds, in SQL. */
final class SqlInstruments implements InstrumentLedger {
  private static final String INSERT_FACTS =
      """
      INSERT INTO instrument_facts (source, symbol, name, currency, exchange, type, zone,
                                    first_trade_date, recorded_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (source, symbol) DO NOTHING
      """;

  private static final String REPLACE_FACTS =
      """
      INSERT INTO instrument_facts (source, symbol, name, currency, exchange, type, zone,
                                    first_trade_date, recorded_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (source, symbol)
      DO UPDATE SET name = excluded.name, currency = excluded.currency,
                    exchange = excluded.exchange, type = excluded.type, zone = excluded.zone,
                    first_trade_date = excluded.first_trade_date,
                    recorded_at = excluded.recorded_at
      """;

  private final Transactions transactions;

  SqlInstruments(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void recordFacts(Collection<InstrumentFacts> facts) {
    transactions.write(
        "record instrument facts",
        connection -> {
          updateAll(connection, INSERT_FACTS, facts, SqlInstruments::factValues);
          return facts.size();
        });
  }

  @Override
  public List<InstrumentFacts> facts() {
    List<InstrumentFacts> found =
        transactions.read(
            "read instrument facts",
            connection ->
                query(connection, "SELECT * FROM instrument_facts", SqlInstruments::readFacts));
    found.sort(
        Comparator.comparing(InstrumentFacts::source).thenComparing(InstrumentFacts::symbol));
    return found;
  }

  @Override
  public void replaceFacts(InstrumentFacts facts) {
    transactions.write(
        "replace the facts of " + facts.symbol(),
        connection -> update(connection, REPLACE_FACTS, factValues(facts)));
  }

  @Override
  public boolean hold(Hold hold) {
    String sql =
        """
        INSERT INTO instrument_hold (source, symbol, change, since)
        VALUES (?, ?, ?, ?)
        ON CONFLICT (source, symbol) DO NOTHING
        """;
    return transactions.write(
        "hold " + hold.symbol(),
        connection ->
            update(connection, sql, hold.source(), hold.symbol(), hold.change(), hold.since())
                == 1);
  }

  @Override
  public List<Hold> holds() {
    List<Hold> found =
        transactions.read(
            "read held instruments",
            connection ->
                query(
                    connection,
                    "SELECT * FROM instrument_hold",
                    row ->
                        new Hold(
                            row.text("source"),
                            new Symbol(row.text("symbol")),
                            row.text("change"),
                            row.instant("since"))));
    found.sort(Comparator.comparing(Hold::source).thenComparing(Hold::symbol));
    return found;
  }

  @Override
  public boolean releaseHold(Hold hold) {
    String sql =
        """
        DELETE FROM instrument_hold
        WHERE source = ? AND symbol = ? AND change = ? AND since = ?
        """;
    return transactions.write(
        "release " + hold.symbol(),
        connection ->
            update(connection, sql, hold.source(), hold.symbol(), hold.change(), hold.since())
                == 1);
  }

  private static Object[] factValues(InstrumentFacts facts) {
    return bound(
        facts.source(),
        facts.symbol(),
        facts.name(),
        facts.currency(),
        facts.exchange(),
        facts.type(),
        facts.zone(),
        facts.firstTradeDate(),
        facts.recordedAt());
  }

  private static InstrumentFacts readFacts(Row row) throws SQLException {
    return new InstrumentFacts(
        row.text("source"),
        new Symbol(row.text("symbol")),
        row.optionalText("name"),
        row.optionalText("currency"),
        row.optionalText("exchange"),
        row.optionalText("type"),
        row.optionalText("zone"),
        row.optionalNumber("first_trade_date"),
        row.instant("recorded_at"));
  }
}
