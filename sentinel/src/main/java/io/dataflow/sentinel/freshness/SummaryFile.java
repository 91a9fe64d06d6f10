package io.dataflow.sentinel.freshness;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * The text of {@code summary.json}: what belongs to a run and not to a symbol; described by {@code
 * docs/summary.schema.json}.
 */
public final class SummaryFile {
  /** Grows when a reader of the file must change. */
  public static final int SCHEMA_VERSION = 1;

  private SummaryFile() {}

  /** The whole file, ended by a line feed. */
  public static String text(Summary summary) {
    return JsonText.object(json -> write(json, summary));
  }

  private static void write(JsonGenerator json, Summary summary) throws IOException {
    json.writeNumberField("schema_version", SCHEMA_VERSION);
    json.writeStringField("run_id", summary.runId());
    json.writeStringField("generated_at", summary.generatedAt().toString());
    json.writeStringField("as_of", summary.asOf().toString());
    json.writeBooleanField("simulated", summary.data() == FreshnessFile.Data.SIMULATED);
    json.writeNumberField("exit_code", summary.exitCode());
    verdicts(json, summary.feeds());
    requests(json, summary.requests());
    bars(json, summary.bars());
    json.writeArrayFieldStart("datasets");
    for (DatasetVerdict dataset : summary.datasets()) {
      dataset(json, dataset);
    }
    json.writeEndArray();
    JsonText.strings(json, "problems", summary.problems());
  }

  private static void verdicts(JsonGenerator json, List<FeedVerdict> feeds) throws IOException {
    json.writeObjectFieldStart("verdicts");
    for (Verdict verdict : Verdict.values()) {
      long count = feeds.stream().filter(f -> f.verdict() == verdict).count();
      json.writeNumberField(verdict.name().toLowerCase(Locale.ROOT), count);
    }
    json.writeEndObject();
  }

  private static void requests(JsonGenerator json, Summary.Requests requests) throws IOException {
    json.writeObjectFieldStart("requests");
    json.writeNumberField("asked", requests.asked());
    json.writeNumberField("answered", requests.answered());
    json.writeNumberField("failed", requests.failed());
    json.writeEndObject();
  }

  private static void bars(JsonGenerator json, Summary.Bars bars) throws IOException {
    json.writeObjectFieldStart("bars");
    json.writeNumberField("read", bars.read());
    json.writeNumberField("promoted", bars.promoted());
    json.writeNumberField("unchanged", bars.unchanged());
    json.writeNumberField("quarantined", bars.quarantined());
    json.writeNumberField("held", bars.held());
    json.writeNumberField("restated_explained", bars.restatedExplained());
    json.writeNumberField("restated_unexplained", bars.restatedUnexplained());
    json.writeEndObject();
  }

  private static void dataset(JsonGenerator json, DatasetVerdict dataset) throws IOException {
    json.writeStartObject();
    json.writeStringField("dataset", dataset.dataset());
    json.writeStringField("status", dataset.verdict().name());
    json.writeStringField("reason", dataset.reason());
    JsonText.coverage(json, dataset.coverage());
    json.writeArrayFieldStart("missing");
    for (FeedVerdict feed : dataset.missing()) {
      json.writeStartObject();
      json.writeStringField("symbol", feed.feed().instrument());
      json.writeStringField("interval", feed.feed().interval().code());
      json.writeStringField("status", feed.verdict().name());
      json.writeStringField("reason", feed.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonText.strings(
        json,
        "silent_exchanges",
        dataset.silentExchanges().stream().map(SilentExchange::sentence).toList());
    json.writeEndObject();
  }
}
