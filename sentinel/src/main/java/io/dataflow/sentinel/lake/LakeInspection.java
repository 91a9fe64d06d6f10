package io.dataflow.sentinel.lake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;

/** Looks at the tables of a lake as they lie on disk. Changes nothing, not even the catalog. */
public final class LakeInspection {
  private final Path catalogFile;
  private final Function<String, Path> layers;

  /** As of {@link Lake}. */
  public LakeInspection(Path catalogFile, Function<String, Path> layers) {
    this.catalogFile = catalogFile;
    this.layers = layers;
  }

  /** Where a table lies. */
  public Path folder(TableSpec spec) {
    return Path.of(LakeCatalog.location(layers, spec));
  }

  /** How much is read of the data files. */
  public enum Depth {
    /** Whether they are there, with as many bytes as were written. */
    SIZES,
    /** Every byte. */
    CONTENT
  }

  /** What is wrong with a catalog's file; empty when it is well or not there. */
  public static Optional<String> catalogDamage(Path file) {
    return CatalogFile.damage(file);
  }

  /**
   * Looks at one table.
   *
   * @throws LakeException when the catalog cannot be read
   */
  public TableState state(TableSpec spec, Depth depth) {
    String location = LakeCatalog.location(layers, spec);
    Optional<String> entry = CatalogFile.metadataLocation(catalogFile, spec.layer(), spec.name());
    try {
      Optional<OnDisk> found = OnDisk.find(spec, location, entry);
      if (found.isEmpty()) {
        return TableState.absent(spec);
      }
      OnDisk onDisk = found.get();
      List<DataFile> files = onDisk.current().map(s -> files(onDisk, s)).orElse(List.of());
      Set<Path> named = onDisk.named();
      return new TableState(
          spec,
          true,
          onDisk.movedFrom(),
          files.size(),
          files.stream().mapToLong(DataFile::recordCount).sum(),
          damage(spec, onDisk, files, depth),
          Orphans.in(Path.of(location), named));
    } catch (RuntimeException e) {
      String what = e.getMessage() + ". " + LakeException.remedy(spec);
      return new TableState(spec, true, Optional.empty(), 0, 0, List.of(what), List.of());
    }
  }

  /**
   * What is left of a damaged table.
   *
   * @throws LakeException when the catalog cannot be read
   */
  public TableRemains remains(TableSpec spec) {
    String location = LakeCatalog.location(layers, spec);
    Optional<String> entry = CatalogFile.metadataLocation(catalogFile, spec.layer(), spec.name());
    try {
      OnDisk onDisk = OnDisk.find(spec, location, entry).orElseThrow();
      List<DataFile> files = onDisk.current().map(s -> files(onDisk, s)).orElse(List.of());
      long rows = files.stream().mapToLong(DataFile::recordCount).sum();
      Map<Boolean, List<Path>> byState =
          files.stream()
              .collect(
                  Collectors.partitioningBy(
                      file -> whole(onDisk, file),
                      Collectors.mapping(file -> path(onDisk, file), Collectors.toList())));
      return new TableRemains(OptionalLong.of(rows), byState.get(true), byState.get(false));
    } catch (RuntimeException e) {
      // whatever the table format makes of a damaged file: the data files speak for themselves
      Map<Boolean, List<Path>> byState =
          Orphans.in(Path.of(location), Set.of()).stream()
              .filter(file -> file.toString().endsWith(".parquet"))
              .collect(Collectors.partitioningBy(file -> StoredFiles.damage(file).isEmpty()));
      return new TableRemains(OptionalLong.empty(), byState.get(true), byState.get(false));
    }
  }

  private static boolean whole(OnDisk onDisk, DataFile file) {
    return StoredFiles.damage(path(onDisk, file), file.fileSizeInBytes(), true).isEmpty();
  }

  private static Path path(OnDisk onDisk, DataFile file) {
    return Path.of(onDisk.io().located(file.location()));
  }

  private static List<DataFile> files(OnDisk onDisk, Snapshot snapshot) {
    return LakeCatalog.files(onDisk.table(), snapshot);
  }

  private static List<String> damage(
      TableSpec spec, OnDisk onDisk, List<DataFile> files, Depth depth) {
    List<String> found = new ArrayList<>();
    for (DataFile file : files) {
      StoredFiles.damage(path(onDisk, file), file.fileSizeInBytes(), depth == Depth.CONTENT)
          .ifPresent(found::add);
    }
    if (!found.isEmpty()) {
      found.add(LakeException.remedy(spec));
    }
    return found;
  }
}
