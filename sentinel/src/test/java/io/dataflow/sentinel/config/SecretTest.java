package io.dataflow.sentinel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretTest {
  private final Secret secret = new Secret("hunter2");

  @Test
  void printsAsStars() throws JsonProcessingException {
    assertThat(secret).hasToString("*****");
    assertThat("" + Optional.of(secret)).doesNotContain("hunter2");
    assertThat(String.format("%s", secret)).isEqualTo("*****");
    assertThat(new ObjectMapper().writeValueAsString(Map.of("dsn", secret)))
        .isEqualTo("{\"dsn\":\"*****\"}");
  }

  @Test
  void comparesByValueAndTellsNothingByItsHash() {
    assertThat(secret).isEqualTo(new Secret("hunter2")).isNotEqualTo(new Secret("hunter3"));
    assertThat(secret).hasSameHashCodeAs(new Secret("other"));
  }

  @Test
  void revealsItselfWhenAsked() {
    assertThat(secret.reveal()).isEqualTo("hunter2");
  }

  @Test
  void isNeverBlank() {
    assertThatThrownBy(() -> new Secret(" ")).isInstanceOf(IllegalArgumentException.class);
  }
}
