package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Paths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The Java, its heap and class archive, and the disks. */
final class MachineCheck {
  private static final int OLDEST_JAVA = 17;
  private static final long MIB = 1L << 20;
  private static final long LEAST_HEAP = 192 * MIB;
  private static final long LEAST_SPACE = 200 * MIB;
  private static final long LITTLE_SPACE = 2048 * MIB;

  /** SQLite's write-ahead log needs memory that two processes share, and true locks. */
  private static final Set<String> REMOTE =
      Set.of("nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs");

  private static final List<String> ARCHIVES = List.of("-XX:SharedArchiveFile=", "-XX:AOTCache=");

  private final Paths paths;

  MachineCheck(Paths paths) {
    this.paths = paths;
  }

  List<Symptom> symptoms() {
    List<Symptom> all = new ArrayList<>(List.of(java(), heap(), archive()));
    Map<String, Path> folders = new LinkedHashMap<>();
    folders.put("data", paths.state());
    folders.put("bronze", paths.bronze());
    folders.put("silver", paths.silver());
    folders.put("gold", paths.gold());
    folders.put("logs", paths.logs());
    folders.forEach((name, folder) -> all.add(disk(name, folder)));
    return all;
  }

  private static Symptom java() {
    String what =
        System.getProperty("java.vendor")
            + " "
            + System.getProperty("java.version")
            + " in "
            + System.getProperty("java.home");
    return Runtime.version().feature() >= OLDEST_JAVA
        ? Symptom.ok("java", what)
        : Symptom.fail(
            "java", what, "install Java " + OLDEST_JAVA + " or later, or set SENTINEL_JAVA_HOME");
  }

  private static Symptom heap() {
    long most = Runtime.getRuntime().maxMemory();
    String what = "at most " + most / MIB + " MiB";
    return most >= LEAST_HEAP
        ? Symptom.ok("heap", what)
        : Symptom.warn("heap", what, "give it more: SENTINEL_JAVA_OPTS=-Xmx512m");
  }

  private static Symptom archive() {
    Optional<Path> named =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .flatMap(
                option ->
                    ARCHIVES.stream()
                        .filter(option::startsWith)
                        .map(o -> Path.of(option.substring(o.length()))))
            .findFirst();
    Path jar = Installation.folder().resolve("sentinel/target/sentinel/sentinel.jar");
    if (named.isEmpty()) {
      return Symptom.warn(
          "class archive",
          "none is used, so each start takes about twice as long",
          "SENTINEL_ARCHIVE=make bin/sentinel");
    }
    try {
      boolean fits =
          !Files.exists(jar)
              || Files.getLastModifiedTime(named.get()).compareTo(Files.getLastModifiedTime(jar))
                  >= 0;
      return fits
          ? Symptom.ok("class archive", named.get().toString())
          : Symptom.warn(
              "class archive",
              named.get() + " is older than the program, and is not used",
              "SENTINEL_ARCHIVE=make bin/sentinel");
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the class archive " + named.get() + " cannot be read: " + e, e);
    }
  }

  private static Symptom disk(String name, Path folder) {
    String subject = "disk of " + name;
    Path there = folder;
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      return Symptom.fail(subject, there + " is no folder", "move it away: the program makes one");
    }
    // FileStore.isReadOnly goes by devices: it takes what is mounted for writing within a read-only
    // mount of the same disk, as in a container or a confined unit, for read-only
    if (!Files.isWritable(there)) {
      return Symptom.fail(
          subject,
          there + " cannot be written by " + System.getProperty("user.name"),
          "give this user write permission, or mount it for writing");
    }
    try {
      FileStore store = Files.getFileStore(there);
      return space(subject, folder, store);
    } catch (IOException e) {
      throw new UncheckedIOException("the disk of " + there + " cannot be looked at: " + e, e);
    }
  }

  private static Symptom space(String subject, Path folder, FileStore store) throws IOException {
    long free = store.getUsableSpace();
    String what =
        "%s: %,d MiB free, writable, %s"
            .formatted(folder, free / MIB, store.type().isEmpty() ? "?" : store.type());
    if (free < LEAST_SPACE) {
      return Symptom.fail(subject, what, "make room: a run needs space for what it replaces");
    }
    if (REMOTE.contains(store.type().toLowerCase(Locale.ROOT))) {
      return Symptom.warn(
          subject, what, "keep the ledger and the catalog on a local disk, or set DATABASE_URL");
    }
    return free < LITTLE_SPACE
        ? Symptom.warn(subject, what, "make room soon")
        : Symptom.ok(subject, what);
  }
}
