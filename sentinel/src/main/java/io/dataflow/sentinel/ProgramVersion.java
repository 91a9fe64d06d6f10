package io.dataflow.sentinel;

import picocli.CommandLine.IVersionProvider;

/** The version as the build wrote it into the jar's manifest. */
final class ProgramVersion implements IVersionProvider {
  static String line() {
    String version = ProgramVersion.class.getPackage().getImplementationVersion();
    return "sentinel " + (version == null ? "(not packaged)" : version);
  }

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }
}
