package io.dataflow.sentinel;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version as the build wrote it into the jar's manifest. */
final class ProgramVersion implements IVersionProvider {
  static String line() {
    return "sentinel " + packaged().orElse("(not packaged)");
  }

  /** {@code 0.1.0}; zeros where no jar says more. */
  static String number() {
    return packaged().orElse("0.0.0");
  }

  private static Optional<String> packaged() {
    return Optional.ofNullable(ProgramVersion.class.getPackage().getImplementationVersion());
  }

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }
}
