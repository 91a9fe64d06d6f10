package io.dataflow.sentinel.lake;

import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.engine.EngineException;
import io.dataflow.sentinel.engine.Sql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.jdbc.UncheckedSQLException;

/**
 * The tables of one lake. Each commit is atomic for its table and is on disk when the call returns;
 * there is no commit over several tables. One writer at a time.
 */
public final class Lake implements AutoCloseable {
  private static final String BATCH = "sentinel.batch";

  private final Engine engine;
  private final LakeCatalog catalog;
  private final StoredFiles stored;
  private final Map<String, Optional<Table>> tables = new HashMap<>();
  private final Map<String, List<DataFile>> files = new HashMap<>();

  /**
   * Opens nothing yet.
   *
   * @param catalogFile the SQLite file that names each table's current metadata
   * @param layers the folder of a layer, {@code silver} or {@code gold}
   */
  public Lake(Engine engine, Path catalogFile, Function<String, Path> layers) {
    this.engine = engine;
    this.catalog = new LakeCatalog(catalogFile, layers);
    this.stored = new StoredFiles(engine);
  }

  Optional<Table> table(TableSpec spec) {
    return tables.computeIfAbsent(
        spec.fullName(), name -> guarded(spec, "be read", () -> catalog.find(spec)));
  }

  /** The files of the current snapshot, planned once for each snapshot. */
  List<DataFile> files(TableSpec spec) {
    return files.computeIfAbsent(spec.fullName(), name -> files(spec, Table::currentSnapshot));
  }

  /** The files of the snapshot before a batch's own; of the current one when it is another's. */
  private List<DataFile> filesBefore(TableSpec spec, String batch) {
    return files(
        spec,
        table -> {
          Snapshot current = table.currentSnapshot();
          if (current == null || !batch.equals(current.summary().get(BATCH))) {
            return current;
          }
          return current.parentId() == null ? null : table.snapshot(current.parentId());
        });
  }

  private List<DataFile> files(TableSpec spec, Function<Table, Snapshot> which) {
    return guarded(
        spec,
        "be read",
        () ->
            table(spec)
                .flatMap(
                    t ->
                        Optional.ofNullable(which.apply(t))
                            .map(snapshot -> LakeCatalog.files(t, snapshot)))
                .orElse(List.of()));
  }

  /** Says which table failed, whatever the table format throws. */
  static <T> T guarded(TableSpec spec, String what, Supplier<T> work) {
    try {
      return work.get();
    } catch (LakeException | EngineException e) {
      throw e;
    } catch (UncheckedSQLException e) {
      throw CatalogFile.unreadable(e);
    } catch (RuntimeException e) {
      String why = "the table " + spec.fullName() + " cannot " + what + ": " + e.getMessage();
      throw new LakeException(why + ". " + LakeException.remedy(spec), e);
    }
  }

  /** Makes the whole table readable in the engine under its name in the lake. */
  public void view(TableSpec spec) {
    viewOf(spec, spec.fullName(), files(spec));
  }

  /** Makes the whole table readable under a name of the caller's. */
  public void view(TableSpec spec, String name) {
    viewOf(spec, name, files(spec));
  }

  /** Makes some years of a table readable under a name of the caller's. */
  public void view(TableSpec spec, String name, Collection<Integer> years) {
    viewOf(spec, name, IcebergSchema.ofYears(files(spec), years));
  }

  /**
   * Makes the table readable as it was before a batch. So a batch that was cut off after it had
   * written this table is judged again by what it was judged by.
   */
  public void viewBefore(TableSpec spec, String name, String batch) {
    viewOf(spec, name, filesBefore(spec, batch));
  }

  /** As {@link #viewBefore(TableSpec, String, String)}, some years of it. */
  public void viewBefore(TableSpec spec, String name, String batch, Collection<Integer> years) {
    viewOf(spec, name, IcebergSchema.ofYears(filesBefore(spec, batch), years));
  }

  void viewOf(TableSpec spec, String name, List<DataFile> files) {
    stored.requireWhole(spec, files);
    List<String> paths = files.stream().map(DataFile::location).sorted().toList();
    engine.view(name, spec.columns(), paths);
  }

  /** What keeps the table from being read, file by file; empty when it is well or not there. */
  public Optional<String> problem(TableSpec spec) {
    try {
      stored.requireWhole(spec, files(spec));
      return Optional.empty();
    } catch (LakeException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * Gives a damaged table up: what is written to it next makes it anew, in one commit, and until
   * then it is as damaged as before.
   */
  public void abandon(TableSpec spec) {
    catalog.forget(spec);
    tables.put(spec.fullName(), Optional.empty());
    files.remove(spec.fullName());
  }

  /** The years a partitioned table has rows in, in order, each with a mark of its content. */
  public TreeMap<Integer, String> years(TableSpec spec) {
    return BuiltFrom.marks(files(spec));
  }

  /** The names of the files a table is in; what a file holds never changes. */
  public List<String> parts(TableSpec spec) {
    return files(spec).stream().map(IcebergSchema::fileName).sorted().toList();
  }

  /** Makes what some files of a table hold readable under a name of the caller's. */
  public void viewParts(TableSpec spec, String name, Collection<String> parts) {
    List<DataFile> all = files(spec);
    viewOf(
        spec, name, all.stream().filter(f -> parts.contains(IcebergSchema.fileName(f))).toList());
  }

  /** Rows in the table's current snapshot. */
  public long rows(TableSpec spec) {
    return files(spec).stream().mapToLong(DataFile::recordCount).sum();
  }

  /** Whether the table's current snapshot was made by this batch. */
  public boolean holdsBatch(TableSpec spec, String batch) {
    return property(spec, BATCH).filter(batch::equals).isPresent();
  }

  /** What the table says it was built from, by year; empty when never built. */
  public Map<Integer, String> builtFrom(TableSpec spec) {
    return property(spec, BuiltFrom.KEY).map(BuiltFrom::parsed).orElse(Map.of());
  }

  private Optional<String> property(TableSpec spec, String key) {
    return table(spec).map(Table::currentSnapshot).map(snapshot -> snapshot.summary().get(key));
  }

  /**
   * Replaces the rows of some years by those of a query; other years stay as they are.
   *
   * @param select the complete new content of these years, with the table's columns
   * @param batch recorded in the snapshot, so that a commit can be recognised after a crash
   * @param builtFrom what the table was built from, by year; empty for a table of its own
   */
  public void replaceYears(
      TableSpec spec,
      Collection<Integer> years,
      String select,
      String batch,
      Map<Integer, String> builtFrom) {
    String yearColumn = Sql.quote(spec.yearOf().orElseThrow());
    List<DataFile> added = new ArrayList<>();
    Target target = target(spec);
    for (int year : new TreeSet<>(years)) {
      String rows =
          content(spec, select) + " WHERE EXTRACT(YEAR FROM " + yearColumn + ") = " + year;
      stored(spec, target.table(), rows, Optional.of(year)).ifPresent(added::add);
    }
    List<DataFile> removed = IcebergSchema.ofYears(files(spec), years);
    commit(spec, target, removed, added, batch, builtFrom);
  }

  /** Replaces the whole content of a table in one piece. */
  public void replace(TableSpec spec, String select, String batch, Map<Integer, String> builtFrom) {
    Target target = target(spec);
    List<DataFile> removed = files(spec);
    String rows = content(spec, select);
    List<DataFile> added = stored(spec, target.table(), rows, Optional.empty()).stream().toList();
    commit(spec, target, removed, added, batch, builtFrom);
  }

  /** Adds a query's rows to a table in one piece; no rows, no commit. */
  public void append(TableSpec spec, String select, String batch) {
    Target target = target(spec);
    String rows = content(spec, select);
    stored(spec, target.table(), rows, Optional.empty())
        .ifPresent(file -> commit(spec, target, List.of(), List.of(file), batch, Map.of()));
  }

  private static String content(TableSpec spec, String select) {
    return "SELECT " + spec.columnList() + " FROM (" + select + ") AS content";
  }

  private Target target(TableSpec spec) {
    return table(spec)
        .map(table -> new Target(table, Optional.empty()))
        .orElseGet(
            () -> {
              Transaction creation = guarded(spec, "be made", () -> catalog.creation(spec));
              return new Target(creation.table(), Optional.of(creation));
            });
  }

  Optional<DataFile> stored(TableSpec spec, Table table, String select, Optional<Integer> year) {
    String folder =
        year.map(y -> "data/" + spec.yearOf().orElseThrow() + "_year=" + y).orElse("data");
    Path home = Path.of(table.location(), folder);
    String sorted = select + " ORDER BY " + spec.orderList();
    return stored
        .store(sorted, spec.columns(), home)
        .map(file -> IcebergSchema.dataFile(table.spec(), file, year));
  }

  private void commit(
      TableSpec spec,
      Target target,
      List<DataFile> removed,
      List<DataFile> added,
      String batch,
      Map<Integer, String> builtFrom) {
    if (removed.isEmpty() && added.isEmpty()) {
      return;
    }
    OverwriteFiles overwrite = target.newOverwrite();
    removed.forEach(overwrite::deleteFile);
    added.forEach(overwrite::addFile);
    mark(overwrite, batch, builtFrom);
    guarded(
        spec,
        "be written",
        () -> {
          overwrite.commit();
          target.complete();
          return target;
        });
    files.remove(spec.fullName());
    boolean made = target.creation().isPresent();
    tables.put(spec.fullName(), made ? catalog.find(spec) : Optional.of(target.table()));
  }

  static void mark(SnapshotUpdate<?> update, String batch, Map<Integer, String> builtFrom) {
    update.set(BATCH, batch);
    if (!builtFrom.isEmpty()) {
      update.set(BuiltFrom.KEY, BuiltFrom.text(builtFrom));
    }
  }

  /** Plans the files of a table anew at its next use. */
  void replanned(TableSpec spec) {
    files.remove(spec.fullName());
  }

  @Override
  public void close() {
    catalog.close();
  }
}
