package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run is watched by {@code strace}: what something refers to was forced to disk before, with the
 * folder that names it, so that a power cut at any moment leaves no reference to what is not there.
 */
@Tag("slow")
class ForcedIT {
  /** One call of the system: {@code 12 openat(AT_FDCWD, "/x", O_RDWR) = 7</x>}. */
  private static final Pattern CALL = Pattern.compile("^\\d+ +(\\w+)\\((.*)\\) += +(-?\\d+).*$");

  private static final Pattern DESCRIPTOR = Pattern.compile("^\\d+<([^>]*)>");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  /** What is written in place and may be torn: nothing refers to it. */
  private static final List<String> FREE = List.of("/logs", "/run.lock", "/.tmp", ".crc", "-shm");

  @TempDir private Path folder;

  /** What the calls so far have left on a disk that may lose its power. */
  private static final class Disk {
    private final Set<String> dirty = new HashSet<>();
    private final Set<String> unnamed = new LinkedHashSet<>();
    private final Map<String, String> broken = new TreeMap<>();
    private final Set<String> forced = new HashSet<>();
    private final Set<String> known = new HashSet<>();

    void written(String file) {
      dirty.add(file);
    }

    void made(String name) {
      if (known.add(name)) {
        unnamed.add(name);
      }
    }

    void moved(String from, String to) {
      if (dirty.remove(from)) {
        broken.put(to, "it got its name before it was forced");
      }
      forced.add(to);
      unnamed.remove(from);
      unnamed.add(to);
      known.remove(from);
      known.add(to);
    }

    void gone(String name) {
      dirty.remove(name);
      unnamed.remove(name);
      known.remove(name);
    }

    void forced(String file) {
      dirty.remove(file);
      forced.add(file);
      unnamed.removeIf(name -> Path.of(name).getParent().toString().equals(file));
    }

    /**
     * Something is about to refer to what was written: nothing of it may be loose.
     *
     * @param text what is written; a receipt names its answer, while others are still landing
     */
    void referred(String by, Pattern what, String text) {
      Stream.concat(dirty.stream(), unnamed.stream())
          .filter(file -> what.matcher(file).find())
          .filter(file -> !by.endsWith(".jsonl") || text.contains(file.replaceAll(".*/", "")))
          .forEach(
              file ->
                  broken.putIfAbsent(
                      file,
                      (dirty.contains(file) ? "its bytes were" : "its name was")
                          + " not forced when "
                          + by
                          + " was written"));
    }
  }

  /** What may refer to what: a write to the one comes after all of the other is on disk. */
  private static final Map<String, Pattern> REFERENCES =
      Map.of(
          "/ledger.db-wal", Pattern.compile("/bronze/"),
          "/catalog.db-wal", Pattern.compile("/(silver|gold)/[a-z_]+/(data|metadata)"),
          ".metadata.json.tmp", Pattern.compile("/(silver|gold)/.*\\.(parquet|avro)"),
          ".jsonl", Pattern.compile("/bronze/[a-z]+/.*\\.gz"));

  @Test
  void whatIsReferredToIsOnDiskBefore() throws Exception {
    requireStrace();
    Path data = folder.resolve("data");
    Disk disk = new Disk();
    try (Bed bed = History.bed(folder)) {
      bed.moveTo(History.THURSDAY);
      trace(bed, data, disk, History.THURSDAY.toString());
      bed.moveTo(History.MONDAY);
      trace(bed, data, disk, History.MONDAY.toString());
    }

    disk.referred("the run ended, and its report", Pattern.compile("."), "");
    assertThat(disk.broken).isEmpty();
    try (Stream<Path> files = Files.walk(data)) {
      Map<String, Long> kinds =
          files
              .filter(Files::isRegularFile)
              .map(Path::toString)
              .filter(disk.forced::contains)
              .map(ForcedIT::kind)
              .collect(Collectors.groupingBy(kind -> kind, TreeMap::new, Collectors.counting()));
      System.out.println("forced files by kind: " + kinds);
      assertThat(kinds.keySet())
          .contains("parquet", "avro", "json", "gz", "jsonl", "csv", "prom", "db");
    }
  }

  private static String kind(String file) {
    return file.substring(file.lastIndexOf('.') + 1);
  }

  private static void requireStrace() throws Exception {
    boolean works;
    try {
      works = new ProcessBuilder("strace", "-o", "/dev/null", "true").start().waitFor() == 0;
    } catch (IOException e) {
      works = false;
    }
    if ("true".equals(System.getenv("CI"))) {
      assertThat(works).as("strace, which .ci/run installs").isTrue();
    }
    Assumptions.assumeTrue(works, "no strace here");
  }

  private void trace(Bed bed, Path data, Disk disk, String asOf) throws Exception {
    Path trace = folder.resolve("trace.txt");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("strace", "-f", "-y", "-s", "4096", "-o", trace.toString(), "-e"));
    command.add(
        "trace=open,openat,creat,write,pwrite64,writev,pwritev,ftruncate,fsync,fdatasync,"
            + "rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat");
    command.addAll(program());
    command.addAll(List.of("run", "--quiet", "--config", bed.settingsFile().toString()));
    command.addAll(List.of("--data", data.toString(), "--as-of", asOf));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SENTINEL_YAHOO_URL", bed.source().toString());
    builder.environment().put("SENTINEL_ENV_FILE", "/dev/null");
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    int code = process.waitFor();
    assertThat(code).as(Files.readString(folder.resolve("output.txt"))).isIn(0, 1);
    for (String line : whole(Files.readAllLines(trace))) {
      Matcher call = CALL.matcher(line);
      if (call.matches() && !call.group(3).startsWith("-")) {
        apply(disk, data.toString(), call.group(1), call.group(2));
      }
    }
  }

  /** Joins calls that another thread interrupted; they count where they ended. */
  private static List<String> whole(List<String> lines) {
    Map<String, String> begun = new HashMap<>();
    List<String> whole = new ArrayList<>();
    for (String line : lines) {
      String thread = line.split(" ", 2)[0];
      int unfinished = line.indexOf(" <unfinished ...>");
      int resumed = line.indexOf(" resumed>");
      if (unfinished >= 0) {
        begun.put(thread, line.substring(0, unfinished));
      } else if (resumed >= 0) {
        whole.add(begun.remove(thread) + line.substring(resumed + " resumed>".length()));
      } else {
        whole.add(line);
      }
    }
    return whole;
  }

  private static void apply(Disk disk, String data, String call, String arguments) {
    List<String> names = QUOTED.matcher(arguments).results().map(m -> m.group(1)).toList();
    switch (call) {
      case "write", "pwrite64", "writev", "pwritev", "ftruncate" ->
          ours(data, descriptor(arguments))
              .forEach(
                  file -> {
                    REFERENCES.forEach(
                        (by, what) -> {
                          if (file.endsWith(by)) {
                            disk.referred(file, what, arguments);
                          }
                        });
                    disk.written(file);
                  });
      case "fsync", "fdatasync" ->
          Stream.of(descriptor(arguments)).filter(f -> f.startsWith(data)).forEach(disk::forced);
      case "open", "openat", "creat" -> {
        if (arguments.contains("O_CREAT") || call.equals("creat")) {
          ours(data, names.get(0)).forEach(disk::made);
        }
      }
      case "mkdir", "mkdirat" -> ours(data, names.get(0)).forEach(disk::made);
      case "rename", "renameat", "renameat2" ->
          ours(data, names.get(1)).forEach(to -> disk.moved(names.get(0), to));
      case "link", "linkat" ->
          ours(data, names.get(1))
              .forEach(
                  to -> {
                    disk.made(to);
                    disk.forced.add(to);
                  });
      default -> names.forEach(disk::gone);
    }
  }

  private static String descriptor(String arguments) {
    Matcher descriptor = DESCRIPTOR.matcher(arguments);
    return descriptor.find() ? descriptor.group(1).replace(" (deleted)", "") : "";
  }

  private static Stream<String> ours(String data, String file) {
    return Stream.of(file)
        .filter(f -> f.startsWith(data + "/"))
        .filter(f -> FREE.stream().noneMatch(f::contains));
  }

  /** The classes under test: what was built may be older. */
  private static List<String> program() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "io.dataflow.sentinel.Main");
  }
}
