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

  /** Opens nothing yet. */
  public Bronze(Path root) {
    this.root = root.toAbsolutePath().normalize();
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
   * The receipts of a run in order; a last line that a killed run left unfinished is no receipt.
   */
  public List<Receipt> receipts(String run) {
    Path file = receiptsFile(run);
    try {
      List<Receipt> receipts = new ArrayList<>();
      for (String line : wholeLines(file)) {
        receipts.add(Receipt.ofLine(line));
      }
      return receipts;
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
      Files.createDirectories(root);
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        long whole = 0;
        for (String line : wholeLines(file)) {
          whole += line.getBytes(StandardCharsets.UTF_8).length + 1L;
        }
        channel.truncate(whole).position(whole);
        ByteBuffer line =
            ByteBuffer.wrap((decision.toLine() + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
          channel.write(line);
        }
        channel.force(true);
      }
      Landing.forceFolder(root);
    } catch (IOException e) {
      throw new BronzeException("the decision could not be kept in " + file + ": " + e, e);
    }
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
    Path file = root.resolve(receipt.file()).normalize();
    if (!file.startsWith(root)) {
      throw new BronzeException("a receipt names a file outside of bronze: " + file, null);
    }
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
   * The gzip file of a vintage's bytes.
   *
   * @throws BronzeException when they are gone or no longer what was received
   */
  public Path file(Receipt receipt) {
    read(receipt);
    return root.resolve(receipt.file());
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

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
