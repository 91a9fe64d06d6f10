package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Statements.bound;
import static io.dataflow.sentinel.ledger.Statements.query;
import static io.dataflow.sentinel.ledger.Statements.updateAll;

import io.dataflow.sentinel.freshness.ArrivalTerms;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.JudgedBy;
import io.dataflow.sentinel.freshness.Look;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks, watched feeds and expectations, in SQL. Lists are sorted here and not by the database,
 * whose order of texts depends on its collation.
 */
final class SqlFreshness {
  private static final Comparator<Feed> BY_FEED =
      Comparator.comparing(Feed::instrument).thenComparing(Feed::interval);

  private static final double MILLION = 1e6;

  private static final String OF_FEED = "dataset = ? AND instrument = ? AND interval = ?";

  private final Transactions transactions;

  SqlFreshness(Transactions transactions) {
    this.transactions = transactions;
  }

  void recordLooks(Collection<Look> looks) {
    String sql =
        """
        INSERT INTO look (dataset, instrument, interval, session, looked_at, seen)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (dataset, session, instrument, interval, looked_at) DO NOTHING
        """;
    transactions.write(
        "record looks",
        connection -> {
          updateAll(
              connection,
              sql,
              looks,
              l ->
                  bound(
                      l.feed().dataset(),
                      l.feed().instrument(),
                      l.feed().interval(),
                      l.session(),
                      l.at(),
                      l.seen()));
          return looks.size();
        });
  }

  List<Look> looks(String dataset, LocalDate fromSession) {
    String sql = "SELECT * FROM look WHERE dataset = ? AND session >= ?";
    List<Look> found =
        transactions.read(
            "read looks of " + dataset,
            connection -> query(connection, sql, SqlFreshness::readLook, dataset, fromSession));
    found.sort(
        Comparator.comparing(Look::feed, BY_FEED)
            .thenComparing(Look::session)
            .thenComparing(Look::at));
    return found;
  }

  List<Look> looks(Feed feed) {
    List<Look> found =
        transactions.read(
            "read looks at " + feed.instrument(),
            connection ->
                query(
                    connection,
                    "SELECT * FROM look WHERE " + OF_FEED,
                    SqlFreshness::readLook,
                    feed.dataset(),
                    feed.instrument(),
                    feed.interval()));
    found.sort(Comparator.comparing(Look::session).thenComparing(Look::at));
    return found;
  }

  private static Look readLook(Row row) throws SQLException {
    return new Look(
        row.feed(), row.session(), row.instant("looked_at"), row.choice("seen", Look.Seen.class));
  }

  void watch(Collection<Feed> feeds, Instant since) {
    String sql =
        """
        INSERT INTO watch (dataset, instrument, interval, since)
        VALUES (?, ?, ?, ?)
        ON CONFLICT (dataset, instrument, interval) DO NOTHING
        """;
    transactions.write(
        "record watched feeds",
        connection -> {
          updateAll(
              connection, sql, feeds, f -> bound(f.dataset(), f.instrument(), f.interval(), since));
          return feeds.size();
        });
  }

  Optional<Instant> watchedSince(Feed feed) {
    String sql = "SELECT since FROM watch WHERE " + OF_FEED;
    return transactions
        .read(
            "read since when " + feed.instrument() + " is watched",
            connection ->
                query(
                    connection,
                    sql,
                    row -> row.instant("since"),
                    feed.dataset(),
                    feed.instrument(),
                    feed.interval()))
        .stream()
        .findFirst();
  }

  Map<Feed, Instant> watchedSince(String dataset) {
    Map<Feed, Instant> watched = new TreeMap<>();
    transactions.read(
        "read watched feeds of " + dataset,
        connection ->
            query(
                connection,
                "SELECT * FROM watch WHERE dataset = ?",
                row -> watched.put(row.feed(), row.instant("since")),
                dataset));
    return watched;
  }

  void recordExpectations(Collection<Expectation> expectations) {
    String sql =
        """
        INSERT INTO expectation (dataset, instrument, interval, session, recorded_at,
                                 opens_at, closes_at, deadline, lag_micros, grace_micros,
                                 settle_micros, judge, minimum_share_ppm,
                                 owed, calendar, calendar_version, reason)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (dataset, session, instrument, interval, recorded_at) DO NOTHING
        """;
    transactions.write(
        "record expectations",
        connection -> {
          updateAll(connection, sql, expectations, SqlFreshness::expectationValues);
          return expectations.size();
        });
  }

  private static Object[] expectationValues(Expectation e) {
    return bound(
        e.feed().dataset(),
        e.feed().instrument(),
        e.feed().interval(),
        e.session(),
        e.recordedAt(),
        e.open(),
        e.close(),
        e.deadline(),
        e.lag(),
        e.grace(),
        e.arrival().settle(),
        e.arrival().judge(),
        Math.round(e.arrival().minimumShare() * MILLION),
        e.owed(),
        e.calendar(),
        e.calendarVersion(),
        e.reason());
  }

  List<Expectation> expectations(String dataset, LocalDate fromSession) {
    String sql = "SELECT * FROM expectation WHERE dataset = ? AND session >= ?";
    List<Expectation> found =
        transactions.read(
            "read expectations of " + dataset,
            connection ->
                query(connection, sql, SqlFreshness::readExpectation, dataset, fromSession));
    found.sort(
        Comparator.comparing(Expectation::feed, BY_FEED)
            .thenComparing(Expectation::session)
            .thenComparing(Expectation::recordedAt));
    return found;
  }

  List<Expectation> expectations(Feed feed) {
    List<Expectation> found =
        transactions.read(
            "read expectations of " + feed.instrument(),
            connection ->
                query(
                    connection,
                    "SELECT * FROM expectation WHERE " + OF_FEED,
                    SqlFreshness::readExpectation,
                    feed.dataset(),
                    feed.instrument(),
                    feed.interval()));
    found.sort(Comparator.comparing(Expectation::session).thenComparing(Expectation::recordedAt));
    return found;
  }

  private static Expectation readExpectation(Row row) throws SQLException {
    return new Expectation(
        row.feed(),
        row.session(),
        row.instant("opens_at"),
        row.instant("closes_at"),
        row.instant("deadline"),
        row.duration("lag_micros"),
        row.duration("grace_micros"),
        new ArrivalTerms(
            row.duration("settle_micros"),
            row.choice("judge", JudgedBy.class),
            row.number("minimum_share_ppm") / MILLION),
        row.yes("owed"),
        row.text("calendar"),
        row.text("calendar_version"),
        row.instant("recorded_at"),
        row.text("reason"));
  }
}
