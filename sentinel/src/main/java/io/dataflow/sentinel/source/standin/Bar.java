package io.dataflow.sentinel.source.standin;

/**
 * One row of a generated answer.
 *
 * @param stamp epoch second it is stamped with
 * @param open NaN where there is none; so too the other prices and the volume
 */
record Bar(
    long stamp,
    double open,
    double high,
    double low,
    double close,
    double adjclose,
    double volume) {}
