package io.dataflow.sentinel.bronze;

import io.dataflow.sentinel.source.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Lands the answers of one run. Thread-safe. Bytes are on disk before their receipt names them, and
 * receipts are on disk when {@link #force} returns.
 */
public final class Landing implements AutoCloseable {
  private final Path root;
  private final Path receipts;
  private final String run;
  private FileChannel channel;
  private int sequence;

  Landing(Path root, Path receipts, String run) {
    this.root = root;
    this.receipts = receipts;
    this.run = run;
  }

  /**
   * Keeps an answer; the same bytes again keep their file and get a receipt of their own.
   *
   * @throws BronzeException when the disk refuses; nothing names what was half-written
   */
  public Vintage land(Answer answer) {
    String sha256 = Bronze.sha256(answer.body());
    String folder = answer.source() + "/" + Bronze.folderName(answer.request().symbol());
    String file = folder + "/" + sha256 + ".gz";
    try {
      keep(root.resolve(file), answer.body(), sha256);
      Receipt receipt = append(answer, sha256, file);
      return new Vintage(receipt, answer);
    } catch (IOException e) {
      throw new BronzeException(
          "could not keep an answer in "
              + root
              + ": "
              + e
              + ". Check the disk's space and the folder's permissions; nothing is lost",
          e);
    }
  }

  /** What lies there is kept only while it still is what was received. */
  private void keep(Path file, byte[] body, String sha256) throws IOException {
    if (Files.exists(file)) {
      if (VintageFile.damage(file, sha256).isEmpty()) {
        return;
      }
      VintageFile.setAside(file);
    }
    makeFolders(file.getParent());
    Path unfinished = Files.createTempFile(file.getParent(), ".landing-", ".tmp");
    try (FileChannel out = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(packed(body));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    forceFolder(file.getParent());
  }

  private static byte[] packed(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 2 + 64);
    try (OutputStream zip =
        new GZIPOutputStream(bytes, 1 << 13) {
          {
            def.setLevel(Deflater.BEST_SPEED);
          }
        }) {
      zip.write(body);
    }
    return bytes.toByteArray();
  }

  private synchronized Receipt append(Answer answer, String sha256, String file)
      throws IOException {
    if (channel == null) {
      makeFolders(receipts.getParent());
      channel =
          FileChannel.open(
              receipts,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.WRITE,
              StandardOpenOption.APPEND);
      forceFolder(receipts.getParent());
    }
    Receipt receipt =
        new Receipt(
            run,
            ++sequence,
            answer.source(),
            answer.request(),
            answer.url(),
            answer.status(),
            answer.headers(),
            answer.retrievedAt(),
            sha256,
            answer.body().length,
            file);
    ByteBuffer line = ByteBuffer.wrap((receipt.toLine() + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      channel.write(line);
    }
    return receipt;
  }

  /** Forces the receipts written so far to disk. */
  public synchronized void force() {
    if (channel != null) {
      try {
        channel.force(true);
      } catch (IOException e) {
        throw new BronzeException("could not force " + receipts + " to disk: " + e, e);
      }
    }
  }

  @Override
  public synchronized void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new BronzeException("could not close " + receipts + ": " + e, e);
      }
    }
  }

  /** Makes a folder and those above it that are missing, each on disk under its name. */
  private static void makeFolders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      makeFolders(folder.getParent());
      Files.createDirectories(folder);
      forceFolder(folder.getParent());
    }
  }

  static void forceFolder(Path folder) throws IOException {
    try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
      open.force(true);
    }
  }
}
