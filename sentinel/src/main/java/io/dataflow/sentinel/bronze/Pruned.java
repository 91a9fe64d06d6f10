package io.dataflow.sentinel.bronze;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The note of vintages that were pruned: {@code pruned.jsonl}, a line a receipt. Their receipts
 * stay as they are. A vintage is noted before its bytes go, so that one whose bytes are missing
 * without a note was lost.
 */
public final class Pruned {
  private final Path file;
  private Set<Receipt.Id> ids;

  /** Opens nothing yet. */
  Pruned(Path root) {
    this.file = root.resolve("pruned.jsonl");
  }

  /** Every receipt whose vintage was pruned; read once. */
  public synchronized Set<Receipt.Id> ids() {
    if (ids == null) {
      ids = Set.copyOf(read());
    }
    return ids;
  }

  private Set<Receipt.Id> read() {
    if (!Files.exists(file)) {
      return new HashSet<>();
    }
    try {
      Set<Receipt.Id> found = new HashSet<>();
      for (String line : Bronze.wholeLines(file)) {
        Map<?, ?> map = (Map<?, ?>) Json.read(line);
        int sequence = ((Long) map.get("sequence")).intValue();
        found.add(new Receipt.Id((String) map.get("run"), sequence));
      }
      return found;
    } catch (IOException | JsonException | ClassCastException | NullPointerException e) {
      throw new BronzeException(
          "the note of pruned vintages " + file + " cannot be read: " + e + ". Restore the file",
          e);
    }
  }

  /** Notes vintages as pruned; the note is on disk when this returns. */
  public synchronized void note(Collection<Receipt> receipts, Instant at, String why) {
    if (receipts.isEmpty()) {
      return;
    }
    Set<Receipt.Id> noted = new HashSet<>(ids());
    List<String> lines = receipts.stream().map(receipt -> line(receipt, at, why)).toList();
    try {
      Bronze.addLines(file, lines);
    } catch (IOException e) {
      throw new BronzeException("vintages could not be noted as pruned in " + file + ": " + e, e);
    }
    receipts.forEach(receipt -> noted.add(receipt.id()));
    ids = Set.copyOf(noted);
  }

  private static String line(Receipt receipt, Instant at, String why) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("run", receipt.run());
    line.put("sequence", receipt.sequence());
    line.put("at", at);
    line.put("why", why);
    line.put("symbol", receipt.request().symbol().value());
    line.put("sha256", receipt.sha256());
    line.put("bytes", receipt.bytes());
    line.put("file", receipt.file());
    return Json.line(line);
  }
}
