package io.dataflow.sentinel;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A run of a workflow of GitHub Actions, by an attempt: {@code owner/name/1234567/1}.
 *
 * @param text as it stands in the ledger
 */
record CiJob(String text) {
  private static final Pattern FORM =
      Pattern.compile("[\\w.-]{1,100}/[\\w.-]{1,100}/[0-9]{1,20}/[0-9]{1,5}");

  /**
   * @throws IllegalArgumentException when it is none
   */
  CiJob {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "OWNER/NAME/RUN/ATTEMPT is wanted, as owner/market/1234567/1, not \"" + text + "\"");
    }
  }

  /** The one this process is part of. */
  static Optional<CiJob> of(Map<String, String> environment) {
    String text =
        Stream.of("GITHUB_REPOSITORY", "GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT")
            .map(name -> environment.getOrDefault(name, ""))
            .reduce((one, other) -> one + "/" + other)
            .orElseThrow();
    return Optional.of(text).filter(all -> FORM.matcher(all).matches()).map(CiJob::new);
  }

  /** In one word, as part of a message's id. */
  String name() {
    String[] parts = text.split("/");
    return "job-" + parts[2] + "-" + parts[3];
  }

  /** The same workflow run, without the attempt. */
  String run() {
    return text.substring(0, text.lastIndexOf('/'));
  }
}
