package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Asset;
import io.dataflow.sentinel.config.Settings;
import io.dataflow.sentinel.contract.Contract;
import io.dataflow.sentinel.contract.ContractFile;
import io.dataflow.sentinel.contract.Contracts;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The contract files of a project. */
record ContractFiles(Settings settings) {
  /**
   * Reads all of them.
   *
   * @throws InvalidFileException with every problem of every contract
   */
  Contracts read() {
    List<String> problems = new ArrayList<>();
    Map<Path, Contract> read = new LinkedHashMap<>();
    Map<String, Contract> own = new HashMap<>();
    Contract usual = read(usual(), read, problems);
    for (Asset asset : settings.assets()) {
      asset
          .contract()
          .map(file -> settings.paths().project().resolve(file).normalize())
          .ifPresent(file -> own.put(asset.symbol().value(), read(file, read, problems)));
    }
    if (!problems.isEmpty()) {
      throw new InvalidFileException(problems);
    }
    return new Contracts(usual, own);
  }

  private static Contract read(Path file, Map<Path, Contract> read, List<String> problems) {
    if (!read.containsKey(file)) {
      try {
        Contract contract = ContractFile.read(file);
        problems.addAll(contract.unknownColumns(SilverTables.CANDIDATES));
        read.put(file, contract);
      } catch (InvalidFileException e) {
        problems.addAll(e.problems());
        read.put(file, new Contract(file.toString(), "invalid", 1, "", List.of(), List.of()));
      }
    }
    return read.get(file);
  }

  /** The project's own, else the one that came with the program. */
  Path usual() {
    Path own = settings.paths().project().resolve("contracts").resolve("bars.yaml");
    return Files.exists(own)
        ? own
        : Installation.folder().resolve("contracts").resolve("bars.yaml");
  }
}
