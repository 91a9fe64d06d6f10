package io.dataflow.sentinel.bronze;

import io.dataflow.sentinel.source.Answer;

/** An answer that bronze holds, with its receipt. */
public record Vintage(Receipt receipt, Answer answer) {
  /** The same without the bytes, which bronze has. */
  public Vintage withoutBody() {
    return new Vintage(receipt, answer.withoutBody());
  }
}
