package io.dataflow.sentinel.lake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** CRC-32, which finds what disks and copies do to bytes; nobody is kept from forging it. */
final class Checksum {
  private static final int CHUNK = 1 << 18;

  private Checksum() {}

  static String of(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return text(crc);
  }

  static String of(Path file) throws IOException {
    CRC32 crc = new CRC32();
    ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (channel.read(buffer.clear()) > 0) {
        crc.update(buffer.flip());
      }
    }
    return text(crc);
  }

  private static String text(CRC32 crc) {
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
