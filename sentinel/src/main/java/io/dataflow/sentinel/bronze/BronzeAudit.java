package io.dataflow.sentinel.bronze;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads bronze and says what of it is no longer as it was kept. Changes nothing. */
public final class BronzeAudit {
  private final Bronze bronze;
  private final Depth depth;
  private final Map<String, Damaged> damaged = new LinkedHashMap<>();
  private final List<BadLines> badLines = new ArrayList<>();
  private final Set<String> named = new HashSet<>();
  private final Set<String> lost = new HashSet<>();
  private int receipts;

  private BronzeAudit(Bronze bronze, Depth depth) {
    this.bronze = bronze;
    this.depth = depth;
  }

  /** How much is read. */
  public enum Depth {
    /** Receipts, and whether the files they name are there and end as they were written. */
    NAMES,
    /** Every byte of every answer too. */
    CONTENT
  }

  /**
   * An answer whose bytes are not those that were received.
   *
   * @param receipt the newest that names them
   */
  public record Damaged(Receipt receipt, Path file, String what) {}

  /**
   * A file of lines some of which cannot be read.
   *
   * @param bad their numbers, from 1
   */
  public record BadLines(Path file, List<Integer> bad) {
    public BadLines {
      bad = List.copyOf(bad);
    }

    /** In words. */
    public String words() {
      return file + ": " + (bad.size() == 1 ? "line " : "lines ") + bad + " cannot be read";
    }
  }

  /**
   * What was found.
   *
   * @param unnamed answers that no receipt names and nobody gave up: their receipts are lost, or a
   *     run was killed before it wrote them
   */
  public record Findings(
      int receipts, List<Damaged> damaged, List<BadLines> badLines, List<Path> unnamed) {
    public Findings {
      damaged = List.copyOf(damaged);
      badLines = List.copyOf(badLines);
      unnamed = List.copyOf(unnamed);
    }
  }

  /** Looks at all of bronze. */
  public static Findings of(Bronze bronze, Depth depth) {
    BronzeAudit audit = new BronzeAudit(bronze, depth);
    audit.decisions();
    bronze.runs().forEach(run -> audit.run(bronze.receiptsFile(run)));
    return new Findings(
        audit.receipts, List.copyOf(audit.damaged.values()), audit.badLines, audit.unnamed());
  }

  private void decisions() {
    Path file = bronze.decisionsFile();
    if (Files.exists(file)) {
      bad(file, line -> lost(Decision.ofLine(line)));
    }
  }

  private void lost(Decision decision) {
    if (decision.kind().equals(Decision.LOST)) {
      lost.add(decision.about());
    }
  }

  private void run(Path file) {
    bad(file, line -> receipt(Receipt.ofLine(line)));
  }

  /** Something that is done with a line, and throws where it cannot be read. */
  private interface Reader {
    void read(String line);
  }

  private void bad(Path file, Reader reader) {
    List<Integer> bad = new ArrayList<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (!reads(reader, lines.get(i))) {
        bad.add(i + 1);
      }
    }
    if (!bad.isEmpty()) {
      badLines.add(new BadLines(file, bad));
    }
  }

  private static boolean reads(Reader reader, String line) {
    try {
      reader.read(line);
      return true;
    } catch (RuntimeException e) {
      return false; // whatever a garbled line makes of its parts
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Bronze.wholeLines(file);
    } catch (IOException e) {
      throw new BronzeException(file + " cannot be read: " + e, e);
    }
  }

  private void receipt(Receipt receipt) {
    if (bronze.pruned().ids().contains(receipt.id())) {
      return;
    }
    Path file = bronze.root().resolve(receipt.file()).normalize();
    receipts++;
    if (named.add(receipt.file()) || damaged.containsKey(receipt.file())) {
      damage(file, receipt)
          .filter(what -> !lost.contains(receipt.sha256()) || Files.exists(file))
          .ifPresent(what -> damaged.put(receipt.file(), new Damaged(receipt, file, what)));
    }
  }

  private Optional<String> damage(Path file, Receipt receipt) {
    if (!file.startsWith(bronze.root())) {
      return Optional.of("it lies outside of bronze");
    }
    if (depth == Depth.CONTENT) {
      return VintageFile.damage(file, receipt.sha256());
    }
    try {
      if (!Files.exists(file)) {
        return Optional.of("it is gone");
      }
      if (Files.size(file) == 0) {
        return Optional.of("it is empty");
      }
      return VintageFile.length(file) == (int) receipt.bytes()
          ? Optional.empty()
          : Optional.of("it is cut off");
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }

  private List<Path> unnamed() {
    if (!Files.isDirectory(bronze.root())) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(bronze.root())) {
      return files
          .filter(file -> file.toString().endsWith(".gz"))
          .filter(file -> !named.contains(bronze.root().relativize(file).toString()))
          .filter(file -> !lost.contains(hash(file)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("could not list " + bronze.root(), e);
    }
  }

  private static String hash(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ".gz".length());
  }
}
