package io.dataflow.sentinel.bronze;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The gzip file of one answer, which its name says the SHA-256 of. */
final class VintageFile {
  private VintageFile() {}

  /**
   * Reads the bytes that were received.
   *
   * @throws IOException when they are gone or no longer those
   */
  static byte[] body(Path file, String sha256) throws IOException {
    byte[] body;
    try (InputStream in =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      body = in.readAllBytes();
    } catch (NoSuchFileException e) {
      throw new IOException("it is gone", e);
    } catch (EOFException e) {
      throw new IOException("it is cut off", e);
    }
    if (!Bronze.sha256(body).equals(sha256)) {
      throw new IOException("its content is not what was received");
    }
    return body;
  }

  /**
   * How many bytes a gzip file says at its end that it holds, the lowest 32 bits of it; by this a
   * file that was cut off is told without reading it.
   */
  static int length(Path file) throws IOException {
    ByteBuffer end = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long at = Math.max(0, channel.size() - Integer.BYTES);
      while (end.hasRemaining() && channel.read(end, at + end.position()) > 0) {
        // a channel may give fewer bytes than are asked for
      }
    }
    return end.flip().remaining() == Integer.BYTES ? end.getInt() : -1;
  }

  /** What is wrong with a file; empty when it is what was received. */
  static Optional<String> damage(Path file, String sha256) {
    try {
      body(file, sha256);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Keeps damaged bytes under another name beside: {@code HASH.gz.damaged-1}. */
  static Path setAside(Path file) throws IOException {
    return Files.move(file, free(file), StandardCopyOption.ATOMIC_MOVE);
  }

  /** A name beside a file that nothing has yet. */
  static Path free(Path file) {
    int number = 1;
    Path aside = file;
    while (Files.exists(aside)) {
      aside = file.resolveSibling(file.getFileName() + ".damaged-" + number++);
    }
    return aside;
  }
}
