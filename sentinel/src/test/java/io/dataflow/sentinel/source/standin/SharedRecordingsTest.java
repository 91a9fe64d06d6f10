package io.dataflow.sentinel.source.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataflow.sentinel.market.Interval;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SharedRecordingsTest {
  private static final Instant ANY = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void servesEveryRecordingAtItsOwnMomentByteForByte() throws IOException {
    RecordedMarket market = Market.recordings(SharedData.folder("yahoo"));
    MovableClock clock = new MovableClock(ANY);
    Map<String, Integer> counts = new TreeMap<>();
    try (StandInClient client = new StandInClient(market, Faults.none(), clock)) {
      for (Recording recording : market.recordings()) {
        if (recording.symbol().isPresent()) {
          clock.moveTo(recording.recordedAt().equals(Instant.MIN) ? ANY : recording.recordedAt());
          check(recording, client.chart(recording.symbol().get().value(), query(recording)));
        }
        counts.merge(kind(recording), 1, Integer::sum);
      }
    }
    System.out.println("recordings served at their own moment: " + counts);
    assertThat(counts.values().stream().mapToInt(n -> n).sum())
        .isEqualTo(market.recordings().size());
  }

  private static void check(Recording recording, HttpResponse<byte[]> response) throws IOException {
    String name = recording.file().toString();
    assertThat(response.statusCode()).as(name).isEqualTo(recording.status());
    assertThat(response.headers().firstValue("content-type"))
        .as(name)
        .contains(recording.contentType());
    assertThat(response.body()).as(name).isEqualTo(Files.readAllBytes(recording.file()));
  }

  private static String query(Recording recording) throws IOException {
    String interval = "interval=" + recording.interval().map(Interval::code).orElse("1d");
    Window window = recording.window();
    if (window.equals(Window.ALWAYS)) {
      return interval + "&range=5d";
    }
    return interval + "&period1=" + window.from() + "&period2=" + window.to();
  }

  private static String kind(Recording recording) throws IOException {
    Path folder = recording.file().getParent().getFileName();
    String place = recording.file().toString().contains("vintages") ? "vintages" : "" + folder;
    if (recording.symbol().isEmpty()) {
      return place + " without a symbol (by fault only)";
    }
    if (recording.status() != 200) {
      return place + " " + recording.status();
    }
    JsonNode rows = StandInClient.JSON.readTree(recording.file().toFile());
    boolean empty = rows.at("/chart/result/0/timestamp").isEmpty();
    String interval = recording.interval().map(Interval::code).orElse("?");
    return place + " " + interval + (empty ? " without bars" : "");
  }
}
