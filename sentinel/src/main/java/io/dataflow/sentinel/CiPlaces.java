package io.dataflow.sentinel;

import io.dataflow.sentinel.ci.Spot;
import io.dataflow.sentinel.config.Place;
import io.dataflow.sentinel.config.Settings;
import io.dataflow.sentinel.contract.Contract;
import io.dataflow.sentinel.contract.Contracts;
import io.dataflow.sentinel.contract.Rule;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in the repository something stands that a person may have to change.
 *
 * @param workspace the folder of the repository, absolute
 */
record CiPlaces(Path workspace) {
  private static final Pattern PLACED = Pattern.compile("(?s)(.+?):(\\d{1,9}): (.*)");

  /** A sentence and what it is about. */
  record Placed(Optional<Spot> spot, String text) {}

  /** A problem as the program writes it, {@code file:line: what is wrong}. */
  Placed placed(String problem) {
    Matcher matcher = PLACED.matcher(problem);
    if (!matcher.matches()) {
      return new Placed(Optional.empty(), problem);
    }
    Optional<Spot> spot = spot(matcher.group(1), Integer.parseInt(matcher.group(2)));
    return new Placed(spot, spot.isPresent() ? matcher.group(3) : problem);
  }

  private Optional<Spot> spot(String file, int line) {
    try {
      return line < 1
          ? Optional.empty()
          : Optional.of(Spot.of(workspace, Path.of(file).toAbsolutePath(), line));
    } catch (InvalidPathException e) {
      return Optional.empty(); // what stands before the number is no file
    }
  }

  /** The line of the settings that names an instrument. */
  Optional<Spot> asset(Settings settings, String symbol) {
    return settings.assets().stream()
        .filter(asset -> asset.symbol().value().equals(symbol))
        .findFirst()
        .flatMap(asset -> spot(asset.place()));
  }

  private Optional<Spot> spot(Place place) {
    return spot(place.file(), place.line());
  }

  /** The line of a rule in the contract of a symbol; empty when the contract has it no more. */
  Optional<Spot> rule(Contracts contracts, String symbol, String rule) {
    Contract contract = contracts.of(symbol);
    return contract.rules().stream()
        .filter(each -> each.name().equals(rule))
        .map(Rule::line)
        .findFirst()
        .flatMap(line -> spot(contract.file(), line));
  }
}
