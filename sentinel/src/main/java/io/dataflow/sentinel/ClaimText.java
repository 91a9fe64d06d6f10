package io.dataflow.sentinel;

import io.dataflow.sentinel.ledger.LeaseHolder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** The name of a process among all of all machines, as one text and back. */
final class ClaimText {
  private static final String BETWEEN = "|";
  private static final int PARTS = 4;

  private ClaimText() {}

  static String of(LeaseHolder holder) {
    return String.join(
        BETWEEN,
        Long.toString(holder.pid()),
        holder.processStarted().map(Instant::toString).orElse(""),
        holder.machine().replace(BETWEEN, " "),
        holder.host().replace(BETWEEN, " "));
  }

  /** Empty when it is none, as one that a later program wrote may be. */
  static Optional<LeaseHolder> read(String text) {
    String[] parts = text.split("\\|", -1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    try {
      Optional<Instant> started =
          parts[1].isEmpty() ? Optional.empty() : Optional.of(Instant.parse(parts[1]));
      return Optional.of(new LeaseHolder(parts[3], parts[2], Long.parseLong(parts[0]), started));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
