package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.freshness.Look;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A process of its own that opens batches and says the id of each once it is recorded. */
final class LedgerWriter {
  static final int LOOKS = 300;

  private LedgerWriter() {}

  /** Takes the ledger's file, a name for its batches and how many to open. */
  public static void main(String[] arguments) {
    String name = arguments[1];
    try (Ledger ledger = new SqliteLedger(Path.of(arguments[0]))) {
      for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
        String id = name + "-" + i;
        ledger.openBatch(
            Records.batch(id, id),
            looks(name, i),
            List.of(),
            List.of(),
            List.of(Records.intent("i1-" + id, id), Records.intent("i2-" + id, id)));
        System.out.println(id);
        System.out.flush();
      }
    }
  }

  /** Looks that no other batch has. */
  private static List<Look> looks(String name, int batch) {
    Instant at = Instant.ofEpochSecond(name.hashCode() * 1_000_000L + batch);
    return Records.looks(LOOKS).stream()
        .map(look -> new Look(look.feed(), look.session(), at, look.seen()))
        .toList();
  }

  static Process start(Path file, String name, int count) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .replace("\n", File.pathSeparator),
            LedgerWriter.class.getName(),
            file.toString(),
            name,
            Integer.toString(count))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
