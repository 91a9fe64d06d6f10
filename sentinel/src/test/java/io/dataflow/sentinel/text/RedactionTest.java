package io.dataflow.sentinel.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final String SLACK =
      "https://hooks.slack.example.com/services/T0PL4NTED/B0PL4NTED/pl4ntedPL4NTEDpl4nted";
  private static final String WORD = "pl4nted/w\"<&>'or d+\\\u00e9~*";

  private static String redacted(String secret, String text) {
    return new Redaction(List.of(secret)).of(text);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void starsASecretWhereverItStands() {
    assertThat(redacted("pl4nted", "pl4nted and pl4nted, unpl4nteded"))
        .isEqualTo("***** and *****, un*****ed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pl4nted/w\\\"<&>'or d+\\\\\u00e9~*",
        "pl4nted\\/w\\\"<&>'or d+\\\\\u00e9~*",
        "pl4nted/w\\\"<&>'or d+\\\\\\u00e9~*",
        "pl4nted/w\"&lt;&amp;&gt;'or d+\\\u00e9~*",
        "pl4nted/w&quot;&lt;&amp;&gt;'or d+\\\u00e9~*",
        "pl4nted/w&quot;&lt;&amp;&gt;&#39;or d+\\\u00e9~*",
        "pl4nted/w&#34;&lt;&amp;&gt;&#39;or d+\\\u00e9~*",
        "pl4nted/w&quot;&lt;&amp;&gt;&#x27;or d+\\\u00e9~*",
        "pl4nted%2Fw%22%3C%26%3E%27or+d%2B%5C%C3%A9%7E*",
        "pl4nted%2Fw%22%3C%26%3E%27or%20d%2B%5C%C3%A9%7E*",
        "pl4nted%2fw%22%3c%26%3e%27or%20d%2b%5c%c3%a9%7e*",
        "pl4nted%2Fw%22%3C%26%3E%27or%20d%2B%5C%C3%A9~*",
        "pl4nted%2Fw%22%3C%26%3E%27or%20d%2B%5C%C3%A9%7E%2A",
      })
  void starsEachFormOfASecret(String form) {
    assertThat(redacted(WORD, "before " + form + " after")).isEqualTo("before ***** after");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:", "ab:", "abc:", "sentinel@example.com:", "\0user\0"})
  void leavesNothingInBase64FromWhichASecretCouldBeRead(String before) {
    String secret = "pl4nted-passw0rd";
    String shown = redacted(secret, "Authorization: Basic " + base64(before + secret + "\r"));
    assertThat(shown).startsWith("Authorization: Basic ").contains("*****");
    String left = shown.replaceFirst(".*\\*{5}", "");
    assertThat(left.replace("=", "")).hasSizeLessThan(5);
  }

  @Test
  void starsWhatIsSecretInAnAddress() {
    assertThat(redacted(SLACK, "POST " + SLACK + " gave 404")).isEqualTo("POST ***** gave 404");
    assertThat(redacted(SLACK, "/services/T0PL4NTED/B0PL4NTED/pl4ntedPL4NTEDpl4nted HTTP/1.1"))
        .isEqualTo("/***** HTTP/1.1");
    assertThat(redacted(SLACK, "token pl4ntedPL4NTEDpl4nted is revoked"))
        .isEqualTo("token ***** is revoked");
    assertThat(redacted(SLACK, "url=" + URLEncoder.encode(SLACK, StandardCharsets.UTF_8)))
        .isEqualTo("url=*****");
    assertThat(
            redacted(
                "https://x.example.com/h?sig=pl4nted-signature", "no sig like pl4nted-signature"))
        .isEqualTo("no sig like *****");
    assertThat(redacted("https://user:pl4nted@x.example.com/", "user is not pl4nted"))
        .isEqualTo("***** is not *****");
    assertThat(redacted(SLACK, "cannot reach hooks.slack.example.com"))
        .isEqualTo("cannot reach hooks.slack.example.com");
  }

  @Test
  void leavesShortAddressesReadable() {
    Redaction redaction = new Redaction(List.of("http://127.0.0.1:9093/", "http://h/alerts"));
    assertThat(redaction.of("a/b at /alerts of h")).isEqualTo("a/b at /alerts of h");
    assertThat(redaction.of("sent to http://127.0.0.1:9093/x")).isEqualTo("sent to *****x");
  }

  @Test
  void ignoresSecretsSoShortThatTheyWouldStarInnocentText() {
    assertThat(new Redaction(List.of("", "a", "abc")).of("abc a abc")).isEqualTo("abc a abc");
    assertThat(new Redaction(List.of("abcd")).of("abcd")).isEqualTo("*****");
  }

  @Test
  void leavesNoRestOfSecretsThatOverlap() {
    assertThat(new Redaction(List.of("abcdef", "defghi")).of("xabcdefghix")).isEqualTo("x*****x");
    assertThat(new Redaction(List.of("token", "token-longer")).of("token-longer"))
        .isEqualTo("*****");
    assertThat(redacted("aaaa", "aaaaaa")).isEqualTo("*****");
  }

  @Test
  void doesNotSayWhatItLooksFor() {
    assertThat(new Redaction(List.of("pl4nted-word")).toString()).doesNotContain("pl4nted");
  }

  @Test
  void takesWhatIsNoAddressAsASecretLikeOthers() {
    assertThat(redacted("https://exa mple/pl4nted", "at https://exa mple/pl4nted"))
        .isEqualTo("at *****");
  }

  /** Random secrets, in random places: what was planted is never found again. */
  @RepeatedTest(20)
  void neverLeavesASecretInPlace(RepetitionInfo run) {
    Random random = new Random(run.getCurrentRepetition());
    String secret =
        random
            .ints(4 + random.nextInt(40), 0x20, 0x250)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String text = "<" + secret + "|" + URLEncoder.encode(secret, StandardCharsets.UTF_8) + ">";
    assertThat(redacted(secret, text)).isEqualTo("<*****|*****>");
  }
}
