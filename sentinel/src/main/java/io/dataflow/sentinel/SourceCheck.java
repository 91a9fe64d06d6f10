package io.dataflow.sentinel;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Whether the source answers, and whether this machine's clock agrees with the source's. */
final class SourceCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration DRIFT = Duration.ofSeconds(60);
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private final String base;
  private final Clock clock;

  /**
   * @param base the source's address, without secrets
   * @param clock what looks and deadlines are judged by
   */
  SourceCheck(String base, Clock clock) {
    this.base = base;
    this.clock = clock;
  }

  List<Symptom> symptoms() {
    Instant before = clock.instant();
    HttpResponse<Void> response;
    try {
      response = asked();
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return List.of(
          Symptom.fail(
              "source",
              base + " cannot be reached: " + why,
              "check the network, a proxy, and SENTINEL_YAHOO_URL"),
          Symptom.fail("clock", "not compared: the source said no time", "make the source answer"));
    }
    return List.of(reached(response.statusCode()), clock(response, before, clock.instant()));
  }

  private HttpResponse<Void> asked() throws IOException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .timeout(PATIENCE)
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while waiting for " + base, e);
    }
  }

  private Symptom reached(int status) {
    String what = base + " answers (HTTP " + status + " to its first page)";
    if (status >= SERVER_ERROR) {
      return Symptom.fail("source", what, "it is out of order: try again later");
    }
    return status == TOO_MANY
        ? Symptom.warn("source", what, "it was asked too often: wait, or raise pipeline.min_gap")
        : Symptom.ok("source", what);
  }

  private static Symptom clock(HttpResponse<Void> response, Instant before, Instant after) {
    String said = response.headers().firstValue("Date").orElse("");
    try {
      Instant there = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(said));
      Duration apart = apart(there, before, after);
      String what = "within %d s of the source's".formatted(apart.toSeconds());
      return apart.compareTo(DRIFT) <= 0
          ? Symptom.ok("clock", what)
          : Symptom.warn(
              "clock",
              "this machine says "
                  + after
                  + " and the source "
                  + there
                  + ": looks and deadlines are judged by this machine's",
              "set the clock, for instance by: timedatectl set-ntp true");
    } catch (DateTimeException e) {
      return Symptom.warn(
          "clock",
          "not compared: the source said no time",
          "compare it with another clock: date -u");
    }
  }

  /** The header is cut to the second, and the answer took its time. */
  private static Duration apart(Instant there, Instant before, Instant after) {
    Instant latest = there.plusSeconds(1);
    if (latest.isBefore(before)) {
      return Duration.between(latest, before);
    }
    return there.isAfter(after) ? Duration.between(after, there) : Duration.ZERO;
  }
}
