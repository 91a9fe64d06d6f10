package io.dataflow.sentinel.bronze;

import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.source.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder of vintages: {@code <source>/<symbol>/<sha256>.gz} holds bytes, {@code
 * receipts/<run>.jsonl} says what they are.
 */
public final class Bronze {
  private static final String RECEIPTS = "receipts";
  private static final String DECISIONS = "decisions.jsonl";

  private final Path root;
  private final Pruned pruned;
  private final Set<Receipt.Id> leftOut;

  /** Opens nothing yet. */
  public Bronze(Path root) {
    this(root, Set.of());
  }

  private Bronze(Path root, Set<Receipt.Id> leftOut) {
    this.root = root.toAbsolutePath().normalize();
    this.pruned = new Pruned(this.root);
    this.leftOut = Set.copyOf(leftOut);
  }

  /** The same folder as it would be without some vintages; changes nothing. */
  public Bronze without(Set<Receipt.Id> vintages) {
    return new Bronze(root, vintages);
  }

  /** Which vintages were pruned. */
  public Pruned pruned() {
    return pruned;
  }

  /** Begins the receipts of a run. */
  public Landing landing(String run) {
    return new Landing(root, receiptsFile(run), run);
  }

  /** The runs that left receipts, oldest first. */
  public List<String> runs() {
    Path folder = root.resolve(RECEIPTS);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> name.endsWith(".jsonl"))
          .map(name -> name.substring(0, name.length() - ".jsonl".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new BronzeException("could not list " + folder + ": " + e, e);
    }
  }

  /**
   * The receipts of a run in order, without those whose vintages were pruned; a last line that a
   * killed run left unfinished is no receipt.
   */
  public List<Receipt> receipts(String run) {
    Set<Receipt.Id> gone = pruned.ids();
    return allReceipts(run).stream()
        .filter(receipt -> !gone.contains(receipt.id()) && !leftOut.contains(receipt.id()))
        .toList();
  }

  /** As {@link #receipts}, also those whose vintages were pruned; empty for a run without any. */
  public List<Receipt> allReceipts(String run) {
    Path file = receiptsFile(run);
    try {
      return Files.exists(file)
          ? wholeLines(file).stream().map(Receipt::ofLine).toList()
          : List.of();
    } catch (IOException | IllegalArgumentException e) {
      throw new BronzeException(
          "the receipts "
              + file
              + " cannot be read: "
              + e.getMessage()
              + ". Restore the file from a copy, or keep its good lines and ask for the rest again:"
              + " sentinel repair bronze",
          e);
    }
  }

  /** As {@link #receipts}, without those whose bytes were given up as lost. */
  public List<Receipt> evidence(String run) {
    Set<String> lost =
        decisions().stream()
            .filter(d -> d.kind().equals(Decision.LOST))
            .map(Decision::about)
            .collect(Collectors.toSet());
    return receipts(run).stream()
        .filter(r -> !lost.contains(r.sha256()) || Files.exists(root.resolve(r.file())))
        .toList();
  }

  Path receiptsFile(String run) {
    return root.resolve(RECEIPTS).resolve(run + ".jsonl");
  }

  Path decisionsFile() {
    return root.resolve(DECISIONS);
  }

  Path root() {
    return root;
  }

  /** The lines of a file; what follows the last end of a line was never finished. */
  static List<String> wholeLines(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines.add(new String(bytes, start, i - start, StandardCharsets.UTF_8));
        start = i + 1;
      }
    }
    return lines;
  }

  /** Keeps a decision; it is on disk when this returns. */
  public void decide(Decision decision) {
    Path file = decisionsFile();
    try {
      addLines(file, List.of(decision.toLine()));
    } catch (IOException e) {
      throw new BronzeException("the decision could not be kept in " + file + ": " + e, e);
    }
  }

  /** Adds lines behind the last whole one, and forces them to disk. */
  static void addLines(Path file, List<String> lines) throws IOException {
    Files.createDirectories(file.getParent());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long whole = 0;
      for (String line : wholeLines(file)) {
        whole += line.getBytes(StandardCharsets.UTF_8).length + 1L;
      }
      channel.truncate(whole).position(whole);
      String text = String.join("\n", lines) + "\n";
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Landing.forceFolder(file.getParent());
  }

  /** Every decision, oldest first. */
  public List<Decision> decisions() {
    Path file = decisionsFile();
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return wholeLines(file).stream()
          .filter(line -> !line.isBlank())
          .map(Decision::ofLine)
          .toList();
    } catch (IOException | RuntimeException e) {
      throw new BronzeException(
          "the decisions "
              + file
              + " cannot be read: "
              + e
              + ". Restore the file from a copy, or keep its good lines: sentinel repair bronze",
          e);
    }
  }

  /**
   * Reads a vintage's bytes.
   *
   * @throws BronzeException when they are gone or no longer what was received
   */
  public Vintage read(Receipt receipt) {
    Path file = file(receipt);
    try {
      byte[] body = VintageFile.body(file, receipt.sha256());
      Answer answer =
          new Answer(
              receipt.request(),
              receipt.source(),
              receipt.url(),
              receipt.status(),
              receipt.headers(),
              receipt.retrievedAt(),
              body);
      return new Vintage(receipt, answer);
    } catch (IOException e) {
      throw new BronzeException(
          "the vintage "
              + file
              + " cannot be read: "
              + e.getMessage()
              + ". Restore it from a copy, or ask for its range again: sentinel repair bronze",
          e);
    }
  }

  /**
   * The gzip file of a vintage's bytes, once they were read and are what was received.
   *
   * @throws BronzeException when they are gone or no longer that
   */
  public Path wholeFile(Receipt receipt) {
    read(receipt);
    return file(receipt);
  }

  /**
   * Where a vintage's bytes are.
   *
   * @throws BronzeException when that is not in bronze
   */
  public Path file(Receipt receipt) {
    Path file = root.resolve(receipt.file()).normalize();
    if (!file.startsWith(root)) {
      throw new BronzeException("a receipt names a file outside of bronze: " + file, null);
    }
    return file;
  }

  /** A folder name for a symbol: what is not plainly safe is written as %XX. */
  static String folderName(Symbol symbol) {
    StringBuilder name = new StringBuilder();
    for (char c : symbol.value().toCharArray()) {
      boolean safe = c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-_=^".indexOf(c) >= 0;
      boolean inner = c == '.' && !name.isEmpty();
      name.append(
          safe || inner ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return name.toString();
  }

  /** What names a vintage: the SHA-256 of its bytes, in lower-case hexadecimal. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
