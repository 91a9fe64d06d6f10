package io.dataflow.sentinel.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;

/**
 * The Iceberg catalog, a SQLite file beside the data.
 *
 * <p>Iceberg writes absolute file names. A table whose entry is missing, or points to another
 * folder than the one asked for, was moved (or its catalog was lost): it is entered anew from its
 * own metadata, with its files as they lie now.
 */
final class LakeCatalog {
  private static final String NAME = "sentinel";
  private static final Map<String, String> TABLE_PROPERTIES =
      Map.of(
          "format-version", "2",
          "write.metadata.delete-after-commit.enabled", "true",
          "write.metadata.previous-versions-max", "3",
          "write.parquet.compression-codec", "zstd",
          "commit.retry.num-retries", "0");

  private final Path file;
  private final Function<String, Path> layers;
  private JdbcCatalog catalog;

  /**
   * Opens nothing yet.
   *
   * @param file the catalog's SQLite file
   * @param layers the folder of a layer
   */
  LakeCatalog(Path file, Function<String, Path> layers) {
    this.file = file;
    this.layers = layers;
  }

  /** The table, if it was ever written. */
  Optional<Table> find(TableSpec spec) {
    TableIdentifier id = TableIdentifier.of(Namespace.of(spec.layer()), spec.name());
    String location = location(spec);
    Optional<String> entry = CatalogFile.metadataLocation(file, spec.layer(), spec.name());
    if (entry.filter(e -> e.startsWith(location + "/")).isPresent()) {
      // loadTable tries a file it cannot read again for a minute and a half; this fails at once
      read(new LocalFileIo(), Path.of(entry.get()));
      return Optional.of(opened().loadTable(id));
    }
    Optional<Path> metadata = entry.map(e -> moved(e, location)).or(() -> newest(location));
    if (metadata.isEmpty()) {
      return Optional.empty();
    }
    entry.ifPresent(seen -> CatalogFile.remove(file, spec.layer(), spec.name(), seen));
    try {
      return Optional.of(enterAnew(spec, id, metadata.get()));
    } catch (AlreadyExistsException e) {
      return find(spec); // another process was quicker to enter it
    }
  }

  /** A metadata file where it lies now. */
  static Path moved(String metadata, String location) {
    return Path.of(location, "metadata", Path.of(metadata).getFileName().toString());
  }

  /** The metadata written last, when no catalog says which is the current one. */
  static Optional<Path> newest(String location) {
    Path folder = Path.of(location, "metadata");
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> candidates =
          new ArrayList<>(files.filter(f -> f.toString().endsWith(".metadata.json")).toList());
      candidates.sort(Comparator.comparingLong(LakeCatalog::lastUpdated));
      return candidates.isEmpty()
          ? Optional.empty()
          : Optional.of(candidates.get(candidates.size() - 1));
    } catch (IOException e) {
      throw new UncheckedIOException("could not list " + folder, e);
    }
  }

  private static long lastUpdated(Path metadata) {
    return read(new LocalFileIo(), metadata).lastUpdatedMillis();
  }

  static TableMetadata read(LocalFileIo io, Path metadata) {
    return TableMetadataParser.read(io.newInputFile(metadata.toString()));
  }

  private Table enterAnew(TableSpec spec, TableIdentifier id, Path metadata) {
    String oldLocation = read(new LocalFileIo(), metadata).location();
    LocalFileIo io = new LocalFileIo(oldLocation, location(spec));
    Table old = new BaseTable(new StaticTableOperations(metadata.toString(), io), spec.fullName());
    Transaction transaction = builder(spec, id).createTransaction();
    Optional<Snapshot> current = Optional.ofNullable(old.currentSnapshot());
    Map<String, DataFile> before =
        current
            .map(Snapshot::parentId)
            .map(old::snapshot)
            .map(snapshot -> enter(transaction, old, snapshot, io, Map.of()))
            .orElse(Map.of());
    current.ifPresent(snapshot -> enter(transaction, old, snapshot, io, before));
    transaction.commitTransaction();
    return opened().loadTable(id);
  }

  /**
   * Enters a snapshot; of the older ones only the last is, for a batch that was cut off is judged
   * by what was there before it.
   *
   * @param before the files there already, by their old names
   * @return its files by their old names
   */
  private static Map<String, DataFile> enter(
      Transaction transaction,
      Table old,
      Snapshot snapshot,
      LocalFileIo io,
      Map<String, DataFile> before) {
    Map<String, DataFile> files = new HashMap<>();
    for (DataFile file : files(old, snapshot)) {
      DataFile moved =
          DataFiles.builder(transaction.table().spec())
              .copy(file)
              .withPath(io.located(file.location()))
              .build();
      files.put(file.location(), before.getOrDefault(file.location(), moved));
    }
    OverwriteFiles overwrite = transaction.newOverwrite();
    snapshot.summary().entrySet().stream()
        .filter(e -> e.getKey().startsWith("sentinel."))
        .forEach(e -> overwrite.set(e.getKey(), e.getValue()));
    before.forEach((name, file) -> ifAbsent(files, name, () -> overwrite.deleteFile(file)));
    files.forEach((name, file) -> ifAbsent(before, name, () -> overwrite.addFile(file)));
    overwrite.commit();
    return files;
  }

  private static void ifAbsent(Map<String, DataFile> files, String name, Runnable work) {
    if (!files.containsKey(name)) {
      work.run();
    }
  }

  /** The files of a snapshot. */
  static List<DataFile> files(Table table, Snapshot snapshot) {
    List<DataFile> files = new ArrayList<>();
    TableScan scan = table.newScan().useSnapshot(snapshot.snapshotId()).includeColumnStats();
    try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
      tasks.forEach(task -> files.add(task.file().copy()));
    } catch (IOException e) {
      throw new UncheckedIOException("could not plan the files of " + table.name(), e);
    }
    return files;
  }

  /** Takes a table's entry out; its files stay. */
  void forget(TableSpec spec) {
    CatalogFile.metadataLocation(file, spec.layer(), spec.name())
        .ifPresent(seen -> CatalogFile.remove(file, spec.layer(), spec.name(), seen));
  }

  /** Begins to make a table: it is there when the transaction is committed, with what was added. */
  Transaction creation(TableSpec spec) {
    return builder(spec, TableIdentifier.of(Namespace.of(spec.layer()), spec.name()))
        .createTransaction();
  }

  private Catalog.TableBuilder builder(TableSpec spec, TableIdentifier id) {
    Schema schema = IcebergSchema.schema(spec);
    return opened()
        .buildTable(id, schema)
        .withPartitionSpec(IcebergSchema.partitions(spec, schema))
        .withLocation(location(spec))
        .withProperties(TABLE_PROPERTIES);
  }

  private String location(TableSpec spec) {
    return location(layers, spec);
  }

  /** The folder a table lies in. */
  static String location(Function<String, Path> layers, TableSpec spec) {
    return layers.apply(spec.layer()).toAbsolutePath().normalize().resolve(spec.name()).toString();
  }

  private JdbcCatalog opened() {
    if (catalog == null) {
      CatalogFile.make(file);
      JdbcCatalog made = new JdbcCatalog(properties -> new LocalFileIo(), null, true);
      made.initialize(
          NAME,
          Map.of(
              "uri",
              "jdbc:sqlite:" + file,
              "warehouse",
              file.toAbsolutePath().getParent().toString(),
              "jdbc.schema-version",
              "V1",
              "clients",
              "1"));
      catalog = made;
    }
    return catalog;
  }

  void close() {
    if (catalog != null) {
      catalog.close();
      catalog = null;
    }
  }
}
