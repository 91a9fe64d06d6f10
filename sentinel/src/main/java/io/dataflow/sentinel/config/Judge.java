package io.dataflow.sentinel.config;

/** Which bars count as the arrival of a session. */
public enum Judge {
  /** Only a bar that has settled. */
  FINAL,
  /** Also one that may still change; then a short lag serves. */
  PROVISIONAL
}
