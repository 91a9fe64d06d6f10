package io.dataflow.sentinel;

import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which job of a CI the watchdog is asked about. */
final class JobOptions {
  @Option(
      names = "--ci-run",
      paramLabel = "JOB",
      description =
          "Look whether this run of a workflow, OWNER/NAME/RUN/ATTEMPT, left a finished run in the"
              + " database; nothing else is looked at.")
  private String job;

  @Option(
      names = "--ci-conclusion",
      paramLabel = "WORD",
      description = "With --ci-run: how the workflow ended, for the message.")
  private String conclusion;

  @Option(
      names = "--ci-url",
      paramLabel = "URL",
      description = "With --ci-run: where the workflow's log is, for the message.")
  private String url;

  boolean given() {
    return job != null;
  }

  /** Whether something was said of a job that was not named. */
  boolean incomplete() {
    return job == null && (conclusion != null || url != null);
  }

  /**
   * @throws IllegalArgumentException when it is none
   */
  CiJob job() {
    try {
      return new CiJob(job);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--ci-run: " + e.getMessage(), e);
    }
  }

  /**
   * How it ended.
   *
   * @throws IllegalArgumentException when it is no word
   */
  Optional<String> conclusion() {
    Optional<String> word = Optional.ofNullable(conclusion).filter(text -> !text.isBlank());
    if (word.isPresent() && !word.get().matches("[a-z_]{1,40}")) {
      throw new IllegalArgumentException(
          "--ci-conclusion: a word such as failure is wanted, not \"" + conclusion + "\"");
    }
    return word;
  }

  /**
   * Where its log is.
   *
   * @throws IllegalArgumentException when it is no address
   */
  Optional<URI> url() {
    Optional<String> text = Optional.ofNullable(url).filter(t -> !t.isBlank());
    if (text.isPresent() && !text.get().matches("https?://[\\w.:/?=&%+~#-]{1,500}")) {
      throw new IllegalArgumentException("--ci-url: an address is wanted, not \"" + url + "\"");
    }
    return text.map(URI::create);
  }
}
