package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.Look;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A ledger in any database that speaks the ledger's SQL; a class a subject does the work. */
public abstract sealed class SqlLedger implements Ledger permits SqliteLedger, PostgresLedger {
  private final Database database;
  final Transactions transactions;
  private final SqlRuns runs;
  private final SqlFreshness freshness;
  private final SqlAttempts attempts;
  private final SqlVerdicts verdicts;
  private final SqlChecks checks;
  private final SqlIntents intents;
  private final SqlBatches batches;
  private final SqlInstruments instruments;
  private final SqlLease lease;
  private final SqlPast past;
  private final SqlIncidents incidents;
  private final SqlOutbox outbox;

  SqlLedger(Database database, Consumer<Transactions> reclaim) {
    this.database = database;
    this.transactions = new Transactions(database);
    this.runs = new SqlRuns(transactions);
    this.freshness = new SqlFreshness(transactions);
    this.attempts = new SqlAttempts(transactions);
    this.verdicts = new SqlVerdicts(transactions);
    this.checks = new SqlChecks(transactions);
    this.intents = new SqlIntents(transactions);
    this.batches = new SqlBatches(transactions, freshness, attempts, checks, intents);
    this.instruments = new SqlInstruments(transactions);
    this.lease = new SqlLease(database, transactions);
    this.incidents = new SqlIncidents(database, transactions);
    this.outbox = new SqlOutbox(transactions);
    this.past = new SqlPast(transactions, batches, reclaim);
  }

  @Override
  public final void open() {
    transactions.read("open the ledger", Connection::getAutoCommit);
  }

  @Override
  public final boolean exists() {
    return database.exists();
  }

  @Override
  public final LeaseLedger lease() {
    return lease;
  }

  @Override
  public final Health check() {
    return database.health();
  }

  @Override
  public final void atomically(Runnable work) {
    transactions.write(
        "record several things at once",
        connection -> {
          work.run();
          return true;
        });
  }

  @Override
  public final void close() {
    try {
      lease.close();
    } finally {
      transactions.close();
    }
  }

  @Override
  public final IncidentLedger incidents() {
    return incidents;
  }

  @Override
  public final OutboxLedger outbox() {
    return outbox;
  }

  @Override
  public final PastLedger past() {
    return past;
  }

  @Override
  public final void startRun(RunStart start) {
    runs.startRun(start);
  }

  @Override
  public final void recordStages(String runId, List<Stage> stages) {
    runs.recordStages(runId, stages);
  }

  @Override
  public final boolean finishRun(String runId, Instant finishedAt, int exitCode, String summary) {
    return runs.finishRun(runId, finishedAt, exitCode, summary);
  }

  @Override
  public final Optional<Run> run(String runId) {
    return runs.run(runId);
  }

  @Override
  public final List<Run> runs(int limit) {
    return runs.runs(limit);
  }

  @Override
  public final List<Run> unfinishedRuns() {
    return runs.unfinishedRuns();
  }

  @Override
  public final List<Stage> stages(String runId) {
    return runs.stages(runId);
  }

  @Override
  public final boolean openBatch(
      BatchOpen batch,
      List<Look> looks,
      List<Attempt> asked,
      List<CheckRow> results,
      List<Intent> toDo) {
    return batches.open(batch, looks, asked, results, toDo);
  }

  @Override
  public final boolean closeBatch(String batchId, Instant closedAt) {
    return batches.close(batchId, closedAt);
  }

  @Override
  public final Optional<Batch> batch(String batchId) {
    return batches.batch(batchId);
  }

  @Override
  public final List<Batch> openBatches() {
    return batches.openBatches();
  }

  @Override
  public final Set<String> promotedRuns() {
    return batches.promotedRuns();
  }

  @Override
  public final boolean isPromoted(String receiptRunId) {
    return batches.isPromoted(receiptRunId);
  }

  @Override
  public final List<Intent> openIntents() {
    return intents.open();
  }

  @Override
  public final List<Intent> intents(String batchId) {
    return intents.of(batchId);
  }

  @Override
  public final boolean completeIntent(String intentId, Instant doneAt) {
    return intents.complete(intentId, doneAt);
  }

  @Override
  public final void recordChecks(String runId, List<CheckRow> results) {
    checks.record(runId, "", results);
  }

  @Override
  public final List<CheckRow> checks(String runId) {
    return checks.of(runId);
  }

  @Override
  public final void recordLooks(Collection<Look> looks) {
    freshness.recordLooks(looks);
  }

  @Override
  public final List<Look> looks(String dataset, LocalDate fromSession) {
    return freshness.looks(dataset, fromSession);
  }

  @Override
  public final List<Look> looks(Feed feed) {
    return freshness.looks(feed);
  }

  @Override
  public final void recordAttempts(Collection<Attempt> asked) {
    attempts.record(asked);
  }

  @Override
  public final List<Attempt> attempts(String dataset, Instant asOf) {
    return attempts.of(dataset, asOf);
  }

  @Override
  public final void watch(Collection<Feed> feeds, Instant since) {
    freshness.watch(feeds, since);
  }

  @Override
  public final Optional<Instant> watchedSince(Feed feed) {
    return freshness.watchedSince(feed);
  }

  @Override
  public final Map<Feed, Instant> watchedSince(String dataset) {
    return freshness.watchedSince(dataset);
  }

  @Override
  public final void recordExpectations(Collection<Expectation> expectations) {
    freshness.recordExpectations(expectations);
  }

  @Override
  public final List<Expectation> expectations(String dataset, LocalDate fromSession) {
    return freshness.expectations(dataset, fromSession);
  }

  @Override
  public final List<Expectation> expectations(Feed feed) {
    return freshness.expectations(feed);
  }

  @Override
  public final void recordVerdicts(String runId, Collection<VerdictRow> rows) {
    verdicts.record(runId, rows);
  }

  @Override
  public final List<RecordedVerdict> verdicts(String dataset, LocalDate fromSession) {
    return verdicts.current(dataset, fromSession);
  }

  @Override
  public final List<RecordedVerdict> verdictChanges(Feed feed) {
    return verdicts.changes(feed);
  }

  @Override
  public final void recordFacts(Collection<InstrumentFacts> facts) {
    instruments.recordFacts(facts);
  }

  @Override
  public final List<InstrumentFacts> facts() {
    return instruments.facts();
  }

  @Override
  public final void replaceFacts(InstrumentFacts facts) {
    instruments.replaceFacts(facts);
  }

  @Override
  public final boolean hold(Hold hold) {
    return instruments.hold(hold);
  }

  @Override
  public final List<Hold> holds() {
    return instruments.holds();
  }

  @Override
  public final boolean releaseHold(Hold hold) {
    return instruments.releaseHold(hold);
  }
}
