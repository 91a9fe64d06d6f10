package io.dataflow.sentinel.lake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes sure that what was written is on disk before anything refers to it. */
final class Disk {
  private Disk() {}

  /** Forces a folder's list of names, so that a file made in it survives a power cut. */
  static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
