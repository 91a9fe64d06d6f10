package io.dataflow.sentinel.market;

import io.dataflow.sentinel.yaml.InvalidFileException;
import io.dataflow.sentinel.yaml.Suggestion;
import io.dataflow.sentinel.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Finds calendars by name: the user's own first, then the shipped ones; each is read when first
 * asked for.
 *
 * <p>A user's file is named for its calendar, {@code config/calendars/OURS.yaml}. It stands alone
 * or {@code extends} another one; a file of a shipped name replaces the shipped calendar, and may
 * extend it. Thread-safe; the folder's list is read at each first question for a name, a file only
 * once.
 */
public final class Calendars {
  private static final String ENDING = ".yaml";

  private final Optional<Path> userFolder;
  private final Map<String, RuleCalendar> read = new ConcurrentHashMap<>();

  /** Reads nothing yet; the folder need not exist. */
  public Calendars(Optional<Path> userFolder) {
    this.userFolder = userFolder;
  }

  /**
   * The calendar of a name or alias, whatever its case; empty when there is none.
   *
   * @throws InvalidFileException when its file, or one it extends, has problems
   */
  public Optional<TradingCalendar> find(String name) {
    return ownName(name).map(this::load);
  }

  /** Says why a name is no calendar, with what was probably meant; empty when it is one. */
  public Optional<String> problem(String name) {
    return ownName(name).isPresent()
        ? Optional.empty()
        : Optional.of("there is no calendar \"" + name + "\"" + Suggestion.of(name, names()));
  }

  /** The names of all calendars, shipped and the user's own, in order, without aliases. */
  public List<String> names() {
    return Stream.concat(ShippedCalendars.names().stream(), userNames())
        .distinct()
        .sorted()
        .toList();
  }

  /** The other names a calendar answers to, by its own name; none for a user's own one. */
  public List<String> aliases(String name) {
    return ShippedCalendars.aliases(name);
  }

  private RuleCalendar load(String name) {
    RuleCalendar known = read.get(name);
    if (known == null) {
      known = new RuleCalendar(rules(name, List.of()));
      read.put(name, known);
    }
    return known;
  }

  /** The rules of a calendar; {@code above} are those that extend it. */
  private CalendarRules rules(String name, List<String> above) {
    Optional<Path> own = above.contains(name) ? Optional.empty() : userFile(name);
    List<String> chain = Stream.concat(above.stream(), Stream.of(name)).toList();
    String file = own.map(Path::toString).orElse(ShippedCalendars.file(name));
    String text = own.map(YamlFile::text).orElseGet(() -> ShippedCalendars.text(name));
    CalendarRules rules = CalendarFile.read(file, text, wanted -> base(wanted, chain));
    String says = rules.identity().name();
    if (!says.equals(name)) {
      throw new InvalidFileException(
          List.of(file + ":1: its name is \"" + says + "\"; by its file it is \"" + name + "\""));
    }
    return rules;
  }

  private Optional<CalendarRules> base(String wanted, List<String> chain) {
    Optional<String> name =
        ownName(wanted)
            .filter(n -> !chain.contains(n))
            .or(() -> ShippedCalendars.name(wanted).filter(n -> extendsItsOwn(n, chain)));
    return name.map(n -> rules(n, chain));
  }

  /** A user's XNYS may build on the shipped XNYS, which builds on nothing. */
  private static boolean extendsItsOwn(String name, List<String> chain) {
    return chain.indexOf(name) == chain.lastIndexOf(name);
  }

  private Optional<String> ownName(String nameOrAlias) {
    String wanted = nameOrAlias.strip();
    return userNames()
        .filter(wanted::equalsIgnoreCase)
        .findFirst()
        .or(() -> ShippedCalendars.name(wanted));
  }

  private Stream<String> userNames() {
    return userFiles().stream().map(this::nameOf);
  }

  private Optional<Path> userFile(String name) {
    return userFiles().stream().filter(file -> nameOf(file).equals(name)).findFirst();
  }

  private List<Path> userFiles() {
    if (userFolder.isEmpty() || !Files.isDirectory(userFolder.get())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(userFolder.get())) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      throw new InvalidFileException(List.of(userFolder.get() + ": cannot be listed: " + e));
    }
  }

  private String nameOf(Path file) {
    String name = file.getFileName().toString();
    return ShippedCalendars.names().stream()
        .filter(n -> ShippedCalendars.file(n).equalsIgnoreCase(name))
        .findFirst()
        .orElse(name.substring(0, name.length() - ENDING.length()));
  }
}
