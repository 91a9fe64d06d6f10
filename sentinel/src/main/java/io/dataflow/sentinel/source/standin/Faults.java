package io.dataflow.sentinel.source.standin;

public final class Faults {
  public static Faults none() {
    return new Faults();
  }
}
