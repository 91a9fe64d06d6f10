package io.dataflow.sentinel.config;

import io.dataflow.sentinel.yaml.InvalidFileException;
import io.dataflow.sentinel.yaml.Problems;
import io.dataflow.sentinel.yaml.Suggestion;
import io.dataflow.sentinel.yaml.YamlFile;
import io.dataflow.sentinel.yaml.YamlMapping;
import io.dataflow.sentinel.yaml.YamlNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the settings file and the environment into {@link Settings}. */
public final class SettingsReader {
  private static final int MOST_NAMED = 20;

  private final Path file;
  private final ProjectFolder project;
  private final Problems problems = new Problems();
  private final List<Origin> origins = new ArrayList<>();

  private SettingsReader(Path file) {
    this.file = file;
    this.project = ProjectFolder.of(file);
  }

  /**
   * Reads everything and reports all problems at once.
   *
   * @param environment the real environment, {@code System.getenv()}
   * @param data the folder that takes the place of the file's paths
   * @param only the symbols to keep, in any case; empty for all
   * @throws InvalidFileException when the file, an environment file, a variable or {@code only} is
   *     wrong, with a line for each problem
   */
  public static Loaded read(
      Path file,
      Map<String, String> environment,
      Optional<Path> data,
      Optional<List<String>> only) {
    YamlNode root = YamlFile.read(file);
    return new SettingsReader(file).read(root, environment, data, only);
  }

  /**
   * Reads the environment alone, for work that needs no settings file.
   *
   * @param project the folder whose {@code .env} and {@code .env.local} count
   * @throws InvalidFileException when an environment file or a variable is wrong
   */
  public static EnvironmentValues environment(Path project, Map<String, String> environment) {
    Path absolute = project.toAbsolutePath().normalize();
    Environment read =
        new Environment(
            new ProjectFolder(absolute, absolute.getRoot()), environment, new ArrayList<>());
    EnvironmentValues values = read.values();
    if (!read.problems().isEmpty()) {
      throw new InvalidFileException(read.problems());
    }
    return values;
  }

  /**
   * What can be read of the environment, also when everything else is wrong: a run that cannot
   * begin for its settings says so to whoever watches it.
   *
   * @param file the settings file, which need not be there
   * @return what is not set, or cannot be read, is as by default
   */
  public static EnvironmentValues readable(Path file, Map<String, String> environment) {
    return new Environment(ProjectFolder.of(file), environment, new ArrayList<>()).values();
  }

  private Loaded read(
      YamlNode root, Map<String, String> real, Optional<Path> data, Optional<List<String>> only) {
    YamlMapping top = root.mapping(problems);
    List<Asset> assets = assets(root, top);
    List<SourceSettings> sources = sources(top, assets);
    FileValues values = new FileValues(top, origins);
    int before = problems.lines().size();
    LocalDate start = values.take(SettingsTable.START_DATE).get();
    Optional<LocalDate> end = values.take(SettingsTable.END_DATE).value();
    if (end.isPresent() && end.get().isBefore(start) && problems.lines().size() == before) {
      problems.add(
          top.get(SettingsTable.END_DATE.key()).orElseThrow(),
          "end_date: " + end.get() + " is before start_date, " + start);
    }
    Paths paths = paths(top, data);
    Parameters parameters = parameters(top);
    Upkeep upkeep = upkeep(top);
    top.finish();
    List<String> others = new ArrayList<>();
    List<Asset> chosen = only.map(names -> chosen(assets, names, others)).orElse(assets);
    chosen.forEach(asset -> origins.add(AssetReader.origin(asset)));
    Environment environment = new Environment(project, real, origins);
    EnvironmentValues variables = environment.values();
    others.addAll(0, environment.problems());
    throwIfAny(others);
    return new Loaded(
        new Settings(chosen, start, end, paths, parameters, upkeep, variables, sources), origins);
  }

  private void throwIfAny(List<String> others) {
    List<String> all = new ArrayList<>(problems.lines());
    all.addAll(others);
    if (!all.isEmpty()) {
      throw new InvalidFileException(all);
    }
  }

  private List<Asset> assets(YamlNode root, YamlMapping top) {
    boolean retired = top.retire(SettingsTable.RETIRED);
    Optional<YamlNode> list = top.get("assets");
    if (list.isPresent() && list.get().isList() && list.get().list(problems).isEmpty()) {
      problems.add(list.get(), "assets: at least one is wanted, as in \"- AAPL\"");
    } else if (list.isEmpty() && (root.isMapping() || root.isNull()) && !retired) {
      top.require("assets");
    }
    return list.map(new AssetReader(problems)::read).orElse(List.of());
  }

  private List<SourceSettings> sources(YamlMapping top, List<Asset> assets) {
    YamlMapping mapping = top.section("sources");
    Set<String> names = top.get("sources").isPresent() ? mapping.keys() : Set.of();
    List<SourceSettings> sources = new SourceReader(problems, origins).read(mapping);
    SourceReader.check(assets, names, problems, top);
    return sources;
  }

  private Paths paths(YamlMapping top, Optional<Path> data) {
    YamlMapping mapping = top.section("paths");
    FileValues values = new FileValues(mapping, origins);
    int before = problems.lines().size();
    Optional<Path> folder = data.map(path -> path.toAbsolutePath().normalize());
    Path bronze = path(SettingsTable.BRONZE, values, folder);
    Path silver = path(SettingsTable.SILVER, values, folder);
    Path gold = path(SettingsTable.GOLD, values, folder);
    Path logs = path(SettingsTable.LOGS, values, folder);
    Path state = folder.or(() -> Optional.ofNullable(silver.getParent())).orElse(silver);
    mapping.finish();
    boolean distinct = Stream.of(bronze, silver, gold, logs).distinct().count() == 4;
    if (!distinct && problems.lines().size() == before) {
      problems.add(mapping.at(), "paths: bronze, silver, gold and logs need a folder each");
    }
    origins.add(
        new Origin(
            "paths.state",
            Optional.of(state.toString()),
            folder.isPresent() ? "--data" : SettingsTable.SILVER.name(),
            "Folder of the ledger and the catalog: the one that holds silver."));
    return new Paths(project.path(), bronze, silver, gold, logs, state);
  }

  private Path path(Setting<Path> setting, FileValues values, Optional<Path> data) {
    Found<Path> written = values.find(setting);
    Found<Path> found =
        data.map(folder -> new Found<>(Optional.of(folder.resolve(setting.key())), "--data"))
            .orElseGet(() -> written.map(path -> project.path().resolve(path).normalize()));
    origins.add(setting.origin(found));
    return found.get();
  }

  private Parameters parameters(YamlMapping top) {
    YamlMapping mapping = top.section("pipeline");
    FileValues values = new FileValues(mapping, origins);
    Limits limits =
        new Limits(
            values.take(SettingsTable.MIN_GAP).get(),
            values.take(SettingsTable.CONCURRENCY).get(),
            values.take(SettingsTable.COOL_DOWN).get(),
            values.take(SettingsTable.BREAKER_OPEN).get());
    Fetching fetching =
        new Fetching(
            values.take(SettingsTable.CONNECT_TIMEOUT).get(),
            values.take(SettingsTable.REQUEST_TIMEOUT).get(),
            values.take(SettingsTable.MAX_RESPONSE).get(),
            values.take(SettingsTable.RETRIES).get(),
            values.take(SettingsTable.RETRY_DELAY).get(),
            values.take(SettingsTable.USER_AGENT).get());
    Parameters parameters =
        new Parameters(
            limits,
            fetching,
            values.take(SettingsTable.REREAD_SESSIONS).get(),
            values.take(SettingsTable.COVERAGE_FLOOR).get());
    mapping.finish();
    return parameters;
  }

  private Upkeep upkeep(YamlMapping top) {
    YamlMapping mapping = top.section("maintenance");
    FileValues values = new FileValues(mapping, origins);
    Upkeep upkeep =
        new Upkeep(
            values.take(UpkeepSettings.KEEP_SNAPSHOTS).get(),
            values.take(UpkeepSettings.ORPHAN_AGE).get(),
            values.take(UpkeepSettings.MERGE_FROM).get(),
            values.take(UpkeepSettings.LOG_SIZE).get(),
            values.take(UpkeepSettings.KEEP_LOGS).get(),
            values.take(UpkeepSettings.KEEP_VINTAGES).value(),
            values.take(UpkeepSettings.KEEP_LEDGER).get());
    mapping.finish();
    return upkeep;
  }

  private List<Asset> chosen(List<Asset> assets, List<String> names, List<String> others) {
    Set<String> known =
        assets.stream().map(asset -> asset.symbol().value()).collect(Collectors.toSet());
    Set<String> wanted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.stream().map(String::strip).filter(name -> !name.isEmpty()).forEach(wanted::add);
    if (wanted.isEmpty()) {
      others.add("--only: at least one symbol is wanted");
    }
    wanted.stream()
        .filter(name -> known.stream().noneMatch(name::equalsIgnoreCase))
        .forEach(
            name ->
                others.add(
                    "--only: " + quoted(name) + " is not in " + file + suggestion(name, known)));
    return assets.stream().filter(asset -> wanted.contains(asset.symbol().value())).toList();
  }

  private static String quoted(String name) {
    String shown = name.length() > 60 ? name.substring(0, 60) + "..." : name;
    return "\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"";
  }

  private static String suggestion(String name, Set<String> known) {
    String text = Suggestion.of(name, new TreeSet<>(known));
    return known.size() > MOST_NAMED && text.startsWith(". Known")
        ? ", which names " + known.size() + " symbols"
        : text;
  }
}
