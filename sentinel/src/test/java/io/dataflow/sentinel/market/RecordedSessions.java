package io.dataflow.sentinel.market;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Expected sessions recorded elsewhere, where the folder that holds them is at hand. */
final class RecordedSessions {
  /** One expected session; the kind is not recorded. */
  record Row(LocalDate date, Instant open, Instant close, Optional<Session.Pause> pause) {
    static Row of(Session session) {
      return new Row(session.date(), session.open(), session.close(), session.pause());
    }

    private static Row parse(String line) {
      String[] cells = line.split(",", -1);
      Optional<Session.Pause> pause =
          cells[3].isEmpty()
              ? Optional.empty()
              : Optional.of(new Session.Pause(Instant.parse(cells[3]), Instant.parse(cells[4])));
      return new Row(
          LocalDate.parse(cells[0].substring(0, 10)),
          Instant.parse(cells[1]),
          Instant.parse(cells[2]),
          pause);
    }
  }

  private RecordedSessions() {}

  /**
   * A file of the shared folder, empty when it has none of that name: system property {@code
   * sentinel.shared}, else environment {@code SENTINEL_SHARED}, else {@code shared} beside the
   * module or the checkout.
   *
   * @throws IllegalStateException when there is no folder and this is CI
   */
  static Optional<Path> shared(String file) {
    Stream<String> folders =
        Stream.of(
                Optional.ofNullable(System.getProperty("sentinel.shared")),
                Optional.ofNullable(System.getenv("SENTINEL_SHARED")),
                Optional.of("../shared"),
                Optional.of("../../shared"))
            .flatMap(Optional::stream);
    Optional<Path> folder =
        folders.map(f -> Path.of(f, "market-data")).filter(Files::isDirectory).findFirst();
    if (folder.isEmpty() && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(
          "under CI the recorded market data is wanted; set SENTINEL_SHARED to its folder");
    }
    return folder.map(f -> f.resolve(file)).filter(Files::exists);
  }

  static List<Row> read(Path csv) throws IOException {
    try (Stream<String> lines = Files.lines(csv)) {
      return lines.skip(1).map(Row::parse).toList();
    }
  }
}
