package io.dataflow.sentinel;

import io.dataflow.sentinel.config.LogLevel;
import io.dataflow.sentinel.config.Settings;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The log of a maintenance; a rehearsal leaves none. */
final class MaintenanceLog implements AutoCloseable {
  private final Optional<RunLog> log;

  private MaintenanceLog(Optional<RunLog> log) {
    this.log = log;
  }

  static MaintenanceLog of(Removals.Mode mode, Settings settings, String id, Clock wall) {
    return new MaintenanceLog(
        mode == Removals.Mode.REAL
            ? Optional.of(
                new RunLog(settings.paths().logs(), id, wall, settings.environment().logLevel()))
            : Optional.empty());
  }

  void event(LogLevel level, String message, Map<String, ?> details) {
    log.ifPresent(open -> open.event(level, message, details));
  }

  void removed(Leftover leftover) {
    event(
        LogLevel.INFO,
        "removed",
        Map.of(
            "file", leftover.file().toString(),
            "bytes", leftover.bytes(),
            "what", leftover.kind().words(),
            "why", leftover.why()));
  }

  @Override
  public void close() {
    log.ifPresent(RunLog::close);
  }
}
