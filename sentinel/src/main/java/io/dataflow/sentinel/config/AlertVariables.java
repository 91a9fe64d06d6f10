package io.dataflow.sentinel.config;

import static io.dataflow.sentinel.config.Setting.with;
import static io.dataflow.sentinel.config.Setting.without;

import java.nio.file.Path;
import java.util.List;

/** The variables that say who is told, and where the file is that says more. */
final class AlertVariables {
  static final Setting<Path> ALERTS =
      without(
          "SENTINEL_ALERTS",
          Form.of("a file", Path::of),
          "File that says who hears of what, relative to the project folder or absolute; without"
              + " it, alerts.yaml beside the settings, if it is there.");

  static final Setting<Secret> HEARTBEAT_URL =
      without(
          "SENTINEL_HEARTBEAT_URL",
          Form.secretAddress(),
          "Address of a check at Healthchecks or the like, pinged by each run, so that somebody"
              + " hears of runs that do not happen.");

  static final Setting<Success> SUCCESS_MESSAGES =
      with(
          "SENTINEL_SUCCESS_MESSAGES",
          new Form<>("one of always, on-change, never", Success::of, Success::word),
          "never",
          "Without an alerts file: whether a run that went well is mailed.");

  static final Setting<String> EMAIL_USER =
      without(
          "EMAIL_USER",
          Form.text("1 to 254 printable ASCII characters without blanks", "[!-~]{1,254}"),
          "Without an alerts file: who logs in to the mail server. Incidents are mailed when this,"
              + " EMAIL_PASS and EMAIL_TO are all set.");

  static final Setting<Secret> EMAIL_PASS =
      without(
          "EMAIL_PASS",
          Form.secret(),
          "Without an alerts file: the password at the mail server; at Gmail, an app password.");

  static final Setting<List<String>> EMAIL_TO =
      without(
          "EMAIL_TO",
          new Form<>(
              "one or more e-mail addresses such as data-team@example.com, with commas between",
              MailAddress::list,
              list -> String.join(", ", list)),
          "Without an alerts file: who is mailed.");

  static final Setting<String> EMAIL_FROM =
      without(
          "EMAIL_FROM",
          Form.of("an e-mail address such as sentinel@example.com", MailAddress::parse),
          "Without an alerts file: the sender; by default EMAIL_USER.");

  static final Setting<String> EMAIL_HOST =
      with(
          "EMAIL_HOST",
          Form.text("a host such as smtp.example.com", "[A-Za-z0-9:.-]{1,253}"),
          "smtp.gmail.com",
          "Without an alerts file: the mail server.");

  static final Setting<Integer> EMAIL_PORT =
      with(
          "EMAIL_PORT",
          Form.whole(1, 65535),
          "465",
          "Without an alerts file: its port. 465 is encrypted from the first byte; on another one"
              + " the server must offer STARTTLS.");

  static final List<Setting<?>> ALL =
      List.of(
          ALERTS,
          HEARTBEAT_URL,
          SUCCESS_MESSAGES,
          EMAIL_USER,
          EMAIL_PASS,
          EMAIL_TO,
          EMAIL_FROM,
          EMAIL_HOST,
          EMAIL_PORT);

  private AlertVariables() {}
}
