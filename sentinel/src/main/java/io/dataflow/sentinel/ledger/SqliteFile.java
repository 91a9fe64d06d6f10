package io.dataflow.sentinel.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The file of a SQLite ledger on disk, apart from what is in it. */
final class SqliteFile {
  /** An empty ledger of the latest schema, made by the build; see {@link LedgerTemplate}. */
  static final String TEMPLATE = "template.db";

  /** What makes a damaged ledger good again. */
  static final String REMEDY =
      "keep what can be read of it and make the rest from bronze: sentinel repair ledger";

  private static final int LOCK_SECONDS = 60;

  /** Something done while no other process migrates. */
  interface Locked {
    void run() throws SQLException;
  }

  private final Path file;

  SqliteFile(Path file) {
    this.file = file;
  }

  /**
   * Sees to it that there is a file to open: an existing one, or a copy of the template. Safe for
   * several processes at once: the first to link its copy wins.
   *
   * @throws LedgerException ENVIRONMENT when the path cannot be a ledger, or cannot be written
   */
  void prepare() {
    if (Files.isDirectory(file)) {
      throw LedgerException.environment(
          "the ledger " + file + " is a folder. Name a file, or move the folder away");
    }
    // asked first: whoever makes the log has made the file before
    boolean log = Files.exists(sibling("-wal"));
    if (Files.exists(file)) {
      refuseEmpty();
      return;
    }
    if (log) {
      throw LedgerException.environment(
          "%1$s is gone but its log %1$s-wal is there, which would be replayed into a new file."
                  .formatted(file)
              + " Put the file back, or "
              + REMEDY);
    }
    try {
      Files.createDirectories(file.getParent());
      Optional<byte[]> template = template();
      if (template.isPresent()) {
        place(template.get());
      }
    } catch (IOException e) {
      throw LedgerException.environment(
          "could not make the ledger %s: %s. Check that this user may write the folder %s"
              .formatted(file, e, file.getParent()),
          e);
    }
  }

  /** SQLite would take it for a new database, and nobody would hear that the history is gone. */
  void refuseEmpty() {
    try {
      if (Files.exists(file) && Files.size(file) == 0) {
        throw LedgerException.environment(
            "the ledger " + file + " is empty: 0 bytes. Restore it from a copy, or " + REMEDY);
      }
    } catch (IOException e) {
      throw LedgerException.environment("could not look at the ledger " + file + ": " + e, e);
    }
  }

  private static Optional<byte[]> template() throws IOException {
    try (InputStream in = SqliteFile.class.getResourceAsStream(TEMPLATE)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    }
  }

  /** A link, not a rename: a rename would replace the file another process just began to use. */
  private void place(byte[] template) throws IOException {
    Path copy = sibling("." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(template);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      link(copy);
      forceFolder();
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private void link(Path copy) throws IOException {
    try {
      Files.createLink(file, copy);
    } catch (FileAlreadyExistsException e) {
      // another process made it meanwhile
    } catch (UnsupportedOperationException | FileSystemException e) {
      // no links on this file system: SQLite makes the file and the migrations fill it
    }
  }

  private void forceFolder() throws IOException {
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /**
   * Does something while no other process does it on this ledger. The lock file stays: deleting it
   * would let two processes lock two files of one name.
   */
  void whileLocked(Locked work) throws SQLException {
    Path lock = sibling(".lock");
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      acquire(channel); // until the channel is closed
      work.run();
    } catch (IOException e) {
      throw LedgerException.environment(
          "could not lock %s to change the ledger's schema: %s".formatted(lock, e), e);
    }
  }

  private void acquire(FileChannel channel) throws IOException {
    for (int tries = 0; tries < LOCK_SECONDS * 20; tries++) {
      if (locks(channel)) {
        return;
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw LedgerException.environment("interrupted while waiting to open " + file, e);
      }
    }
    throw LedgerException.environment(
        "another process has been changing the schema of %s for %d s. Wait for it, then run again"
            .formatted(file, LOCK_SECONDS));
  }

  private static boolean locks(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // a thread of this process holds it
    }
  }

  /** Keeps a copy of the database beside it: {@code ledger.db.before-v2}. */
  void keepCopy(Connection connection, String name) throws SQLException {
    Path copy = sibling("." + name);
    Path part = sibling("." + name + ".tmp");
    try {
      Files.deleteIfExists(part);
      Statements.update(connection, "VACUUM INTO ?", part.toString());
      Files.move(part, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw LedgerException.environment(
          "could not keep a copy of the ledger at %s before changing its schema: %s"
              .formatted(copy, e),
          e);
    }
  }

  private Path sibling(String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }
}
