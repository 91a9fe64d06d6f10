package io.dataflow.sentinel;

import io.dataflow.sentinel.text.ForeignText;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.function.Consumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option of commands that write to the lake: whether to wait while another one does. */
final class WaitOption {
  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      converter = Length.class,
      description =
          "While another run is at work wait for it, at most so long (10m, PT1H); without it: end"
              + " with code 3.")
  private Duration wait;

  /** Says what it waits for on the given writer. */
  Waiting waiting(PrintWriter err) {
    Consumer<String> told =
        line -> {
          err.println(line);
          err.flush();
        };
    return wait == null ? Waiting.none(told) : new Waiting(wait, Passing.real(), told);
  }

  /** Reads a duration as everywhere else. */
  static final class Length implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return DurationText.parse(text);
      } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
        throw new TypeConversionException(
            "'" + ForeignText.line(text) + "' is not " + DurationText.WANTED);
      }
    }
  }
}
