package io.dataflow.sentinel.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes sure that what was written is on disk before anything refers to it. */
final class Disk {
  private Disk() {}

  /** Makes a folder and those above it that are missing, each on disk under its name. */
  static void makeFolders(Path folder) {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path above = folder.toAbsolutePath().getParent();
    makeFolders(above);
    try {
      Files.createDirectories(folder);
      forceFolder(above);
    } catch (IOException e) {
      throw new UncheckedIOException("could not make the folder " + folder + ": " + e, e);
    }
  }

  /** Forces a folder's list of names, so that a file made in it survives a power cut. */
  static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
