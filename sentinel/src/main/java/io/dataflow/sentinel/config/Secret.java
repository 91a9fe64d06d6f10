package io.dataflow.sentinel.config;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A text nobody may read by accident: it prints as stars, in text as in JSON. */
public final class Secret {
  private static final String STARS = "*****";

  private final String value;

  /**
   * Wraps a secret.
   *
   * @throws IllegalArgumentException when it is blank: an absent secret is an empty Optional
   */
  public Secret(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a secret is not blank");
    }
    this.value = value;
  }

  /** The secret itself, for the one place that hands it to the other side. */
  public String reveal() {
    return value;
  }

  /** Takes the same time whatever the two have in common. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
  }

  private byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  /** The same for all secrets: a hash in a log would tell something of its value. */
  @Override
  public int hashCode() {
    return STARS.hashCode();
  }

  /** Always the same stars, so that the length stays secret too. */
  @Override
  @JsonValue
  public String toString() {
    return STARS;
  }
}
