package io.dataflow.sentinel.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.PartitionStatisticsFile;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.StatisticsFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Keeps the folders of the tables small: forgets old snapshots, names the files no table needs, and
 * merges small files. No rows change. The caller keeps every other writer away.
 */
public final class LakeUpkeep {
  /** Files of other names are none of the lake's. */
  private static final Pattern OURS =
      Pattern.compile("[^.].*\\.parquet|[^.].*\\.avro|[^.].*\\.metadata\\.json|\\..*\\.(tmp|crc)");

  private final Lake lake;

  public LakeUpkeep(Lake lake) {
    this.lake = lake;
  }

  /**
   * The snapshots that nobody reads any more, oldest first: what took their place was committed
   * before an instant. The current one stays, and the one before it, by which a batch that was cut
   * off is judged again, and any that a branch or tag names.
   */
  public List<Long> expirable(TableSpec spec, Instant replacedBefore) {
    Optional<Table> table = lake.table(spec);
    if (table.isEmpty()) {
      return List.of();
    }
    return Lake.guarded(spec, "be read", () -> expirable(table.get(), replacedBefore));
  }

  private static List<Long> expirable(Table table, Instant replacedBefore) {
    List<Snapshot> snapshots = new ArrayList<>();
    table.snapshots().forEach(snapshots::add);
    snapshots.sort(Comparator.comparingLong(Snapshot::sequenceNumber));
    Set<Long> kept =
        table.refs().values().stream().map(SnapshotRef::snapshotId).collect(Collectors.toSet());
    Optional.ofNullable(table.currentSnapshot()).map(Snapshot::parentId).ifPresent(kept::add);
    List<Long> expirable = new ArrayList<>();
    for (int i = 0; i + 1 < snapshots.size(); i++) {
      Instant replaced = Instant.ofEpochMilli(snapshots.get(i + 1).timestampMillis());
      if (replaced.isBefore(replacedBefore) && !kept.contains(snapshots.get(i).snapshotId())) {
        expirable.add(snapshots.get(i).snapshotId());
      }
    }
    return expirable;
  }

  /** How many snapshots a table has. */
  public int snapshots(TableSpec spec) {
    List<Snapshot> snapshots = new ArrayList<>();
    lake.table(spec).ifPresent(table -> table.snapshots().forEach(snapshots::add));
    return snapshots.size();
  }

  /** Forgets snapshots, in one commit; the files they needed stay for {@link #unneeded} to name. */
  public void expire(TableSpec spec, Collection<Long> snapshots) {
    if (snapshots.isEmpty()) {
      return;
    }
    Table table = lake.table(spec).orElseThrow();
    Lake.guarded(
        spec,
        "be written",
        () -> {
          ExpireSnapshots expire =
              table.expireSnapshots().expireOlderThan(0).cleanExpiredFiles(false);
          snapshots.forEach(expire::expireSnapshotId);
          expire.commit();
          return table;
        });
    lake.replanned(spec);
  }

  /**
   * The files in a table's folder that neither it nor any of its snapshots names, in order.
   *
   * @param gone snapshots that count as forgotten
   */
  public List<Path> unneeded(TableSpec spec, Collection<Long> gone) {
    Optional<Table> table = lake.table(spec);
    if (table.isEmpty()) {
      return List.of();
    }
    return Lake.guarded(
        spec,
        "be read",
        () -> {
          Set<Path> needed = needed(table.get(), Set.copyOf(gone));
          return ours(Path.of(table.get().location())).stream()
              .filter(file -> !needed.contains(file))
              .toList();
        });
  }

  private static Set<Path> needed(Table table, Set<Long> gone) {
    TableMetadata metadata = ((HasTableOperations) table).operations().current();
    Set<String> needed = new HashSet<>();
    needed.add(metadata.metadataFileLocation());
    metadata.previousFiles().forEach(entry -> needed.add(entry.file()));
    metadata.statisticsFiles().stream().map(StatisticsFile::path).forEach(needed::add);
    metadata.partitionStatisticsFiles().stream()
        .map(PartitionStatisticsFile::path)
        .forEach(needed::add);
    for (Snapshot snapshot : metadata.snapshots()) {
      if (!gone.contains(snapshot.snapshotId())) {
        needed.add(snapshot.manifestListLocation());
        for (ManifestFile manifest : snapshot.allManifests(table.io())) {
          if (needed.add(manifest.path())) {
            needed.addAll(named(table, manifest));
          }
        }
      }
    }
    return needed.stream()
        .map(Path::of)
        .flatMap(file -> Stream.of(file, LocalFileIo.checksumFile(file)))
        .collect(Collectors.toSet());
  }

  private static List<String> named(Table table, ManifestFile manifest) {
    if (manifest.content() != ManifestContent.DATA) {
      throw new IllegalStateException(
          "another program wrote delete files into it (" + manifest.path() + ")");
    }
    List<String> named = new ArrayList<>();
    try (CloseableIterable<String> paths =
        ManifestFiles.readPaths(manifest, table.io(), table.specs())) {
      paths.forEach(named::add);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + manifest.path(), e);
    }
    return named;
  }

  private static List<Path> ours(Path location) {
    List<Path> found = new ArrayList<>();
    for (Path folder : List.of(location.resolve("data"), location.resolve("metadata"))) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          files
              .filter(Files::isRegularFile)
              .filter(file -> OURS.matcher(file.getFileName().toString()).matches())
              .sorted()
              .forEach(found::add);
        } catch (IOException e) {
          throw new UncheckedIOException("could not list " + folder, e);
        }
      }
    }
    return found;
  }

  /**
   * Small files that would become one.
   *
   * @param year the year they hold; empty for a table in one piece
   */
  public record Small(Optional<Integer> year, List<Path> files, long bytes, long rows) {
    public Small {
      files = List.copyOf(files);
    }
  }

  /**
   * The small files of a table's current content, together by year.
   *
   * @param from fewer of them are left alone
   * @param smallerThan in bytes; larger ones are left alone
   */
  public List<Small> small(TableSpec spec, int from, long smallerThan) {
    return groups(spec, smallerThan).entrySet().stream()
        .filter(group -> group.getValue().size() >= from)
        .map(
            group ->
                new Small(
                    group.getKey() == NO_YEAR ? Optional.empty() : Optional.of(group.getKey()),
                    group.getValue().stream().map(f -> Path.of(f.location())).sorted().toList(),
                    group.getValue().stream().mapToLong(DataFile::fileSizeInBytes).sum(),
                    group.getValue().stream().mapToLong(DataFile::recordCount).sum()))
        .toList();
  }

  private static final int NO_YEAR = Integer.MIN_VALUE;

  private Map<Integer, List<DataFile>> groups(TableSpec spec, long smallerThan) {
    return lake.files(spec).stream()
        .filter(file -> file.fileSizeInBytes() < smallerThan)
        .collect(
            Collectors.groupingBy(
                file -> spec.yearOf().isPresent() ? IcebergSchema.year(file) : NO_YEAR,
                TreeMap::new,
                Collectors.toList()));
  }

  /**
   * Replaces small files by one with the same rows, in one commit. What the table says of its
   * content stays said.
   *
   * @param batch recorded in the snapshot
   */
  public void merge(TableSpec spec, Small small, String batch) {
    Table table = lake.table(spec).orElseThrow();
    Set<Path> names = Set.copyOf(small.files());
    List<DataFile> old =
        lake.files(spec).stream().filter(f -> names.contains(Path.of(f.location()))).toList();
    Map<Integer, String> builtFrom = lake.builtFrom(spec);
    lake.viewOf(spec, "small_files", old);
    String rows = "SELECT " + spec.columnList() + " FROM small_files";
    DataFile merged = lake.stored(spec, table, rows, small.year()).orElseThrow();
    if (merged.recordCount() != small.rows()) {
      throw new LakeException(
          "the merged file %s of %s has %d rows and not %d; nothing was replaced"
              .formatted(merged.location(), spec.fullName(), merged.recordCount(), small.rows()),
          null);
    }
    Lake.guarded(
        spec,
        "be written",
        () -> {
          // what came before may be forgotten, and nobody else writes
          RewriteFiles rewrite =
              table.newRewrite().validateFromSnapshot(table.currentSnapshot().snapshotId());
          old.forEach(rewrite::deleteFile);
          rewrite.addFile(merged);
          Lake.mark(rewrite, batch, builtFrom);
          rewrite.commit();
          return table;
        });
    lake.replanned(spec);
  }
}
