package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Records.AAPL;
import static io.dataflow.sentinel.ledger.Records.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with the file of a ledger, and what the person on call is told. */
class SqliteFileTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("ledger.db");
  }

  private static void refuses(Path file, String... said) {
    try (Ledger ledger = new SqliteLedger(file)) {
      assertThatThrownBy(ledger::open)
          .isInstanceOfSatisfying(
              LedgerException.class,
              e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.ENVIRONMENT))
          .hasMessageContainingAll(said)
          .hasMessageContaining(file.toString());
      assertThat(ledger.check().problem().orElse(said[0])).contains(said[0]);
    }
  }

  private void makeLedger() {
    try (Ledger ledger = new SqliteLedger(file())) {
      ledger.startRun(Records.run("run-1"));
      ledger.recordExpectations(Records.expectations(2_000));
    }
  }

  @Test
  void makesNothingBeforeFirstUse() throws IOException {
    try (Ledger ledger = new SqliteLedger(file())) {
      assertThat(ledger.check()).isEqualTo(new Health(file().toString(), Optional.empty()));
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void leavesOneFileBehindWhenClosed() throws IOException {
    makeLedger();

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void makesFoldersAndTakesOddNames() {
    Path odd = folder.resolve("a b/50%41?x=1#é\uD83D\uDE80/led'ger?cache=private.db");
    try (Ledger ledger = new SqliteLedger(odd)) {
      ledger.watch(AAPL, NOON);
      assertThat(ledger.check().problem()).isEmpty();
    }
    assertThat(odd).isRegularFile();
    try (Ledger ledger = new SqliteLedger(odd)) {
      assertThat(ledger.watchedSince(AAPL)).contains(NOON);
    }
  }

  @Test
  void refusesFolder() throws IOException {
    Files.createDirectory(file());

    refuses(file(), "is a folder", "Name a file");
  }

  @Test
  void refusesFileThatIsNoDatabase() throws IOException {
    Files.writeString(file(), "symbol,date\n".repeat(500));

    refuses(file(), "it is no SQLite database", "sentinel repair ledger");
    assertThat(file()).content(StandardCharsets.UTF_8).startsWith("symbol,date");
  }

  @Test
  void refusesDatabaseOfAnotherProgram() throws SQLException {
    try (Connection connection = SqliteDatabase.source(file()).getConnection()) {
      Statements.update(connection, "CREATE TABLE recipe (name text)");
    }

    refuses(file(), "is an SQLite database but no ledger: it holds the tables [recipe]");
  }

  @Test
  void refusesFolderThatCannotBeWritten() {
    refuses(Path.of("/proc/sentinel/ledger.db"), "could not make the ledger", "may write");
  }

  @Test
  void refusesFileBelowFile() throws IOException {
    Path notFolder = Files.writeString(folder.resolve("data"), "");

    refuses(notFolder.resolve("ledger.db"), "could not make the ledger");
  }

  @Test
  void refusesToReplayLogOfLostFile() throws IOException {
    Files.writeString(folder.resolve("ledger.db-wal"), "left over");

    refuses(file(), "is gone but its log", "Put the file back");
    assertThat(file()).doesNotExist();
  }

  @Test
  void refusesEmptyFile() throws IOException {
    Files.createFile(file());

    refuses(file(), "is empty: 0 bytes", "sentinel repair ledger");
    assertThat(file()).isEmptyFile();
  }

  @Test
  void saysThatFileIsDamaged() throws IOException {
    makeLedger();
    try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
      for (long page = 1; page < bytes.length() / 4096; page++) {
        bytes.seek(page * 4096);
        bytes.write(new byte[4096]);
      }
    }
    try (Ledger ledger = new SqliteLedger(file())) {
      assertThat(ledger.check().problem().orElseThrow()).contains("damaged", "Restore it");
      assertThatThrownBy(() -> ledger.runs(1))
          .isInstanceOf(LedgerException.class)
          .hasMessageContainingAll("the file is damaged", file().toString());
    }
  }

  @Test
  void saysThatFileIsCutOff() throws IOException {
    makeLedger();
    try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
      bytes.setLength(bytes.length() / 2);
    }
    try (Ledger ledger = new SqliteLedger(file())) {
      assertThat(ledger.check().problem().orElseThrow()).contains("damaged", "Restore it");
    }
  }

  @Test
  void makesOneLedgerWhenSeveralComeFirst() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Integer>> comers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int comer = i;
        comers.add(
            () -> {
              try (Ledger ledger = new SqliteLedger(file())) {
                ledger.startRun(Records.run("run-" + comer));
                return comer;
              }
            });
      }
      for (Future<Integer> done : threads.invokeAll(comers)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
    try (Ledger ledger = new SqliteLedger(file())) {
      assertThat(ledger.runs(99)).hasSize(8);
    }
  }
}
