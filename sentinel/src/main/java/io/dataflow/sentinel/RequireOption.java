package io.dataflow.sentinel;

import io.dataflow.sentinel.config.ProjectFolder;
import io.dataflow.sentinel.config.Variables;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * The option that names variables a command must not go without: a machine that is thrown away
 * after each run forgets everything without {@code DATABASE_URL}, and an empty secret looks like
 * none.
 */
final class RequireOption {
  @Option(
      names = "--require",
      paramLabel = "NAME",
      split = ",",
      description =
          "End with code 4 unless these variables are set, here or in .env or .env.local; separated"
              + " by commas.")
  private List<String> names = List.of();

  /**
   * @throws InvalidFileException with every one that is not set, and where it was looked for
   */
  void check(Path settingsFile, Map<String, String> environment) {
    if (!names.isEmpty()) {
      Variables.of(ProjectFolder.of(settingsFile), environment).require(names);
    }
  }
}
