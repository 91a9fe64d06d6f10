package io.dataflow.sentinel.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.CloseableIterable;

/**
 * A table read from its files where they lie now, past the catalog.
 *
 * @param movedFrom the folder its metadata names, when that is another
 */
record OnDisk(
    Table table,
    TableMetadata metadata,
    Path metadataFile,
    LocalFileIo io,
    Optional<String> movedFrom) {

  /**
   * Finds it.
   *
   * @param entry the metadata file the catalog names
   * @return empty when it was never written
   */
  static Optional<OnDisk> find(TableSpec spec, String location, Optional<String> entry) {
    Optional<Path> file =
        entry
            .map(e -> e.startsWith(location + "/") ? Path.of(e) : LakeCatalog.moved(e, location))
            .or(() -> LakeCatalog.newest(location));
    return file.map(path -> read(spec, location, path));
  }

  private static OnDisk read(TableSpec spec, String location, Path file) {
    TableMetadata metadata = LakeCatalog.read(new LocalFileIo(), file);
    String written = metadata.location();
    boolean moved = !written.equals(location);
    LocalFileIo io = moved ? new LocalFileIo(written, location) : new LocalFileIo();
    Table table = new BaseTable(new StaticTableOperations(file.toString(), io), spec.fullName());
    return new OnDisk(table, metadata, file, io, moved ? Optional.of(written) : Optional.empty());
  }

  Optional<Snapshot> current() {
    return Optional.ofNullable(table.currentSnapshot());
  }

  /** Every file that the metadata names, those of older snapshots too. */
  Set<Path> named() {
    Set<Path> named = new HashSet<>();
    named.add(metadataFile);
    metadata.previousFiles().forEach(entry -> add(named, entry.file()));
    for (Snapshot snapshot : table.snapshots()) {
      add(named, snapshot.manifestListLocation());
      // an older snapshot whose list is gone names nothing that is there
      if (Files.exists(Path.of(io.located(snapshot.manifestListLocation())))) {
        snapshot.allManifests(io).stream()
            .filter(manifest -> named.add(Path.of(io.located(manifest.path()))))
            .forEach(manifest -> addFiles(named, manifest));
      }
    }
    return named;
  }

  private void addFiles(Set<Path> named, ManifestFile manifest) {
    try (CloseableIterable<String> files = ManifestFiles.readPaths(manifest, io, table.specs())) {
      files.forEach(file -> add(named, file));
    } catch (IOException e) {
      throw new UncheckedIOException("could not read the manifest " + manifest.path(), e);
    }
  }

  private void add(Set<Path> named, String location) {
    named.add(Path.of(io.located(location)));
  }
}
