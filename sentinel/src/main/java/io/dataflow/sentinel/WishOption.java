package io.dataflow.sentinel;

import io.dataflow.sentinel.market.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option that asks for whole histories again. */
final class WishOption {
  private static final String ALL = "*";

  @Option(
      names = "--full",
      arity = "0..1",
      fallbackValue = ALL,
      split = ",",
      paramLabel = "SYMBOL",
      description =
          "Ask for the whole history again, of all or of these instruments, separated by commas.")
  private List<String> full;

  /**
   * What was asked for.
   *
   * @throws ParameterException when a symbol is not among those that are asked for
   */
  Wish wish(Sentinel sentinel, CommandLine line) {
    if (full == null) {
      return Wish.none();
    }
    if (full.contains(ALL)) {
      return new Wish(Optional.empty());
    }
    Set<Symbol> known =
        sentinel.settings().assets().stream()
            .map(asset -> asset.symbol())
            .filter(sentinel::chosen)
            .collect(Collectors.toSet());
    for (String text : full) {
      if (known.stream().noneMatch(symbol -> symbol.value().equals(text))) {
        throw new ParameterException(
            line,
            "--full names "
                + text
                + ", which is not among the instruments this asks for. Add it first: sentinel add "
                + text);
      }
    }
    return new Wish(Optional.of(full.stream().map(Symbol::new).collect(Collectors.toSet())));
  }
}
