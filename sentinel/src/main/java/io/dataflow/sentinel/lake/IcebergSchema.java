package io.dataflow.sentinel.lake;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.StoredFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Says a table's columns, partitions and files in Iceberg's words. */
final class IcebergSchema {
  private static final int EPOCH_YEAR = 1970;

  private IcebergSchema() {}

  static Schema schema(TableSpec table) {
    List<Types.NestedField> fields =
        table.columns().stream()
            .map(
                c ->
                    c.required()
                        ? Types.NestedField.required(c.id(), c.name(), type(c.type()))
                        : Types.NestedField.optional(c.id(), c.name(), type(c.type())))
            .toList();
    return new Schema(fields);
  }

  static PartitionSpec partitions(TableSpec table, Schema schema) {
    PartitionSpec.Builder builder = PartitionSpec.builderFor(schema);
    table.yearOf().ifPresent(builder::year);
    return builder.build();
  }

  private static Type type(Column.Type type) {
    return switch (type) {
      case TEXT -> Types.StringType.get();
      case DATE -> Types.DateType.get();
      case TIMESTAMP -> Types.TimestampType.withoutZone();
      case DOUBLE -> Types.DoubleType.get();
      case BIGINT -> Types.LongType.get();
      case INTEGER -> Types.IntegerType.get();
      case BOOLEAN -> Types.BooleanType.get();
    };
  }

  /** A stored file as Iceberg lists it, with the bounds that let readers skip it. */
  static DataFile dataFile(PartitionSpec spec, StoredFile file, Optional<Integer> year) {
    Map<Integer, Long> counts = new HashMap<>();
    Map<Integer, Long> nulls = new HashMap<>();
    Map<Integer, ByteBuffer> lower = new HashMap<>();
    Map<Integer, ByteBuffer> upper = new HashMap<>();
    for (StoredFile.Bounds bounds : file.bounds()) {
      int id = bounds.column().id();
      Type type = type(bounds.column().type());
      counts.put(id, file.rows());
      nulls.put(id, bounds.nulls());
      bounds.lower().ifPresent(v -> lower.put(id, Conversions.toByteBuffer(type, internal(v))));
      bounds.upper().ifPresent(v -> upper.put(id, Conversions.toByteBuffer(type, internal(v))));
    }
    DataFiles.Builder builder =
        DataFiles.builder(spec)
            .withPath(file.path().toString())
            .withFormat(FileFormat.PARQUET)
            .withFileSizeInBytes(file.bytes())
            .withMetrics(
                new Metrics(file.rows(), null, counts, nulls, Map.of(), lower, upper, Map.of()));
    year.ifPresent(y -> builder.withPartition(partition(spec, y)));
    return builder.build();
  }

  private static PartitionData partition(PartitionSpec spec, int year) {
    PartitionData data = new PartitionData(spec.partitionType());
    data.set(0, year - EPOCH_YEAR);
    return data;
  }

  /** Those files of a partitioned table that hold some years. */
  static List<DataFile> ofYears(List<DataFile> files, Collection<Integer> years) {
    return files.stream().filter(file -> years.contains(year(file))).toList();
  }

  /** The year a file of a partitioned table holds. */
  static int year(DataFile file) {
    return file.partition().get(0, Integer.class) + EPOCH_YEAR;
  }

  static String fileName(DataFile file) {
    return Path.of(file.location()).getFileName().toString();
  }

  private static Object internal(Object value) {
    if (value instanceof LocalDate date) {
      return (int) date.toEpochDay();
    }
    if (value instanceof Instant instant) {
      return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
    return value;
  }
}
