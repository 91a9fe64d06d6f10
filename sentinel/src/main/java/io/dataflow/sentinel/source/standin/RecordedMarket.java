package io.dataflow.sentinel.source.standin;

import io.dataflow.sentinel.market.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Answers from a folder of recorded answers, byte for byte.
 *
 * <p>Of the recordings of a symbol and interval whose window overlaps the one asked for, the newest
 * that is not after the moment is the answer; of two from the same moment, the later in the index.
 * Nothing recorded is answered as an unknown symbol.
 */
public final class RecordedMarket implements Market {
  private final Path folder;
  private final List<Recording> recordings;

  private RecordedMarket(Path folder, List<Recording> recordings) {
    this.folder = folder;
    this.recordings = List.copyOf(recordings);
  }

  static RecordedMarket open(Path folder) throws IOException {
    return new RecordedMarket(folder, RecordingIndex.read(folder));
  }

  /** Every recording of the folder, in the order of its index. */
  public List<Recording> recordings() {
    return recordings;
  }

  @Override
  public String origin() {
    return recordings.size() + " recordings in " + folder;
  }

  @Override
  public Answer answer(ChartRequest request, Instant now) {
    return find(request, now)
        .map(RecordedMarket::load)
        .or(() -> beyondLimits(request, now))
        .orElseGet(Answer::unknownSymbol);
  }

  private Optional<Recording> find(ChartRequest request, Instant now) {
    Interval interval = Interval.parse(request.interval()).orElseThrow();
    Window asked = ChartRules.window(request, now);
    return recordings.stream()
        .filter(r -> r.answers(request.symbol(), interval, asked, now))
        .reduce((a, b) -> Comparator.comparing(Recording::recordedAt).compare(a, b) > 0 ? a : b);
  }

  private Optional<Answer> beyondLimits(ChartRequest request, Instant now) {
    boolean known =
        recordings.stream().anyMatch(r -> r.symbol().equals(Optional.of(request.symbol())));
    return known ? ChartRules.beyondLimits(request, now) : Optional.empty();
  }

  private static Answer load(Recording recording) {
    try {
      return new Answer(
          recording.status(), recording.contentType(), Files.readAllBytes(recording.file()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the recording " + recording.file(), e);
    }
  }
}
