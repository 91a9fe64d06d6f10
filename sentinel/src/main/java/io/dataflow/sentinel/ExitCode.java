package io.dataflow.sentinel;

import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.ParameterException;

/** What the program tells its caller; the first of {@code 4 > 3 > 5 > 1 > 2 > 0} that applies. */
final class ExitCode {
  static final int OK = 0;

  /** Data was refused or is overdue. */
  static final int DATA = 1;

  /** Warnings only. */
  static final int WARNINGS = 2;

  /** The vendor, a database, a calendar or the program itself kept it from a verdict. */
  static final int NOT_EVALUATED = 3;

  /** Bad configuration or a bad command line. */
  static final int USAGE = 4;

  /** A result could not be recorded or delivered. */
  static final int NOT_RECORDED = 5;

  private static final List<Integer> PRECEDENCE =
      List.of(USAGE, NOT_EVALUATED, NOT_RECORDED, DATA, WARNINGS);

  private ExitCode() {}

  /** The code for everything that went wrong; {@link #OK} for nothing. */
  static int of(Collection<Trouble> troubles) {
    return first(troubles.stream().map(Trouble::code).toList());
  }

  /** The code of a command that could not go on. */
  static int of(Exception cause) {
    if (cause instanceof InvalidFileException || cause instanceof ParameterException) {
      return USAGE;
    }
    return cause instanceof IOException || cause instanceof UncheckedIOException
        ? NOT_RECORDED
        : NOT_EVALUATED;
  }

  /** What a run that ended with a code says by it. */
  static String words(int code) {
    return switch (code) {
      case OK -> "fine";
      case DATA -> "data refused or overdue";
      case WARNINGS -> "warnings only";
      case NOT_EVALUATED -> "could not evaluate";
      case USAGE -> "bad settings or usage";
      case NOT_RECORDED -> "a result could not be recorded or delivered";
      default -> "not a code of this program";
    };
  }

  /** The first of several codes by precedence; {@link #OK} for none. */
  static int first(Collection<Integer> codes) {
    return PRECEDENCE.stream().filter(codes::contains).findFirst().orElse(OK);
  }
}
