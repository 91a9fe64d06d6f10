package io.dataflow.sentinel.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** Reads the files strictly, for tests of other packages. */
public final class ExportedFiles {
  private ExportedFiles() {}

  public static JsonNode sources(String text) {
    return DbtSourcesTest.read(text);
  }

  public static Map<StrictMetrics.Series, Double> metrics(String text) {
    return StrictMetrics.read(text);
  }

  /** The names of all metrics there are. */
  public static Set<String> everyMetric() {
    return StrictMetrics.types(PrometheusTextTest.everything()).keySet();
  }
}
