package io.dataflow.sentinel;

import io.dataflow.sentinel.ci.Annotation;
import io.dataflow.sentinel.ci.StepSummary;
import java.util.List;
import java.util.Map;

/**
 * What a job of a CI is told of one command.
 *
 * @param annotations all of them, whatever is shown in the end
 * @param outputs for later steps, by name
 */
record CiReport(List<Annotation> annotations, StepSummary summary, Map<String, String> outputs) {
  CiReport {
    annotations = List.copyOf(annotations);
    outputs = Map.copyOf(outputs);
  }
}
