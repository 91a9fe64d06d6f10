package io.dataflow.sentinel.source.standin;

import java.time.Instant;

public final class SimulatedMarket implements Market {
  SimulatedMarket(long seed) {}

  public Answer answer(ChartRequest request, Instant now) {
    return Answer.unknownSymbol();
  }

  public String origin() {
    return "";
  }
}
