package io.dataflow.sentinel.config;

import java.util.Optional;

/**
 * One effective setting and where it came from.
 *
 * @param name dotted, {@code pipeline.min_gap}, or a variable's name
 * @param value as it may be shown: a secret is stars; empty when there is none
 * @param from {@code config/assets.yaml:12}, {@code .env:3}, {@code environment}, {@code --data},
 *     {@code default}, or for what follows from another setting {@code paths.silver}
 * @param description one sentence
 */
public record Origin(String name, Optional<String> value, String from, String description) {}
