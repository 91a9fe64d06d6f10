package io.dataflow.sentinel.source.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The folder of real recordings and histories, which lies outside the repository. */
public final class SharedData {
  private SharedData() {}

  /** A folder below it; without it the test is skipped, in CI it fails. */
  public static Path folder(String name) {
    Optional<Path> found =
        Stream.of(
                System.getProperty("sentinel.shared"),
                System.getenv("SENTINEL_SHARED"),
                "../shared",
                "../../shared")
            .filter(Objects::nonNull)
            .map(root -> Path.of(root, "market-data", name).toAbsolutePath().normalize())
            .filter(Files::isDirectory)
            .findFirst();
    if ("true".equals(System.getenv("CI"))) {
      assertThat(found).as("the shared market data; set SENTINEL_SHARED").isPresent();
    }
    Assumptions.assumeTrue(found.isPresent(), "no shared market data; set SENTINEL_SHARED");
    return found.orElseThrow();
  }
}
