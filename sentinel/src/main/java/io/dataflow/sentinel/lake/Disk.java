package io.dataflow.sentinel.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes sure that what was written is on disk before anything refers to it. */
final class Disk {
  private Disk() {}

  /** Forces a folder and those above it up to the outermost, for they may be new. */
  static void forceFolders(Path innermost, Path outermost) {
    try {
      for (Path at = innermost; !at.equals(outermost.getParent()); at = at.getParent()) {
        forceFolder(at);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not force the folder " + innermost, e);
    }
  }

  /** Forces a folder's list of names, so that a file made in it survives a power cut. */
  static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
