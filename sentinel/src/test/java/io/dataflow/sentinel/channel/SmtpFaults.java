package io.dataflow.sentinel.channel;

import java.util.Map;

/** All that a mail server may do wrong, at each stage, and what is to come of it. */
enum SmtpFaults {
  GREETING_421("GREETING", "421 SECRET busy", true, "SMTP 421"),
  GREETING_554("GREETING", "554 SECRET no mail here", false, "SMTP 554: "),
  GREETING_CUT("GREETING", SmtpDouble.CUT, true, "the connection broke"),
  GREETING_SILENCE("GREETING", SmtpDouble.SILENCE, true, "no answer within 300 ms"),
  GREETING_DRIP("GREETING", SmtpDouble.DRIP, true, "was not done within 1500 ms"),
  GREETING_NO_SMTP("GREETING", "HTTP/1.1 400 Bad Request", true, "the connection broke"),
  EHLO_CUT("EHLO", SmtpDouble.CUT, true, "the connection broke"),
  EHLO_DRIP("EHLO", SmtpDouble.DRIP, true, "was not done within 1500 ms"),
  AUTH_421("AUTH", "421 SECRET", true, "SMTP 421"),
  AUTH_454("AUTH", "454 SECRET later", true, "SMTP 454"),
  AUTH_534("AUTH", "534 SECRET too weak", false, "SMTP 534: the server does not take the user"),
  AUTH_535("AUTH", "535 SECRET", false, "look at auth_username and auth_password in config"),
  AUTH_535_ENV("AUTH", "535 SECRET", false, "alerts.yaml, or EMAIL_USER and EMAIL_PASS"),
  AUTH_CUT("AUTH", SmtpDouble.CUT, true, "the connection broke"),
  MAIL_421("MAIL", "421 SECRET", true, "SMTP 421"),
  MAIL_451("MAIL", "451 SECRET", true, "SMTP 451"),
  MAIL_530(
      "MAIL", "530 SECRET", false, "SMTP 530: the server wants a login; look at email_configs"),
  MAIL_550("MAIL", "550 SECRET", false, "none from this sender; look at email_configs"),
  MAIL_552("MAIL", "552 SECRET", false, "SMTP 552: the mail is too large"),
  MAIL_CUT("MAIL", SmtpDouble.CUT, true, "the connection broke"),
  RCPT_421("RCPT", "421 SECRET", true, "SMTP 421"),
  RCPT_450("RCPT", "450 SECRET grey", true, "SMTP 450"),
  RCPT_451("RCPT", "451 SECRET", true, "SMTP 451"),
  RCPT_550("RCPT", "550 SECRET", false, "SMTP 550: the server takes no mail for ana@example.com"),
  RCPT_552("RCPT", "552 SECRET full", false, "SMTP 552: the server takes no mail for ana@exam"),
  RCPT_554("RCPT", "554 SECRET", false, "SMTP 554: the server takes no mail for ana@exam"),
  RCPT_CUT("RCPT", SmtpDouble.CUT, true, "the connection broke"),
  RCPT_MIXED("RCPT bo@example.com", "450 SECRET", Map.of("RCPT", "550 SECRET"), "SMTP 450"),
  DATA_421("DATA", "421 SECRET", true, "SMTP 421"),
  DATA_451("DATA", "451 SECRET", true, "SMTP 451"),
  DATA_554("DATA", "554 SECRET", false, "SMTP 554: the server takes no such mail"),
  DATA_CUT("DATA", SmtpDouble.CUT, true, "the connection broke"),
  DATA_SILENCE("DATA", SmtpDouble.SILENCE, true, "no answer within 300 ms"),
  DOT_421(".", "421 SECRET", true, "SMTP 421"),
  DOT_450(".", "450 SECRET", true, "SMTP 450"),
  DOT_451(".", "451 SECRET", true, "SMTP 451"),
  DOT_550(".", "550 SECRET spam", false, "SMTP 550: the server takes no such mail"),
  DOT_552(".", "552 SECRET", false, "SMTP 552: the mail is too large for the server"),
  DOT_554(".", "554 SECRET", false, "SMTP 554: the server takes no such mail"),
  DOT_CUT(".", SmtpDouble.CUT, true, "the connection broke before the mail was taken"),
  DOT_SILENCE(".", SmtpDouble.SILENCE, true, "no answer within 300 ms"),
  DOT_DRIP(".", SmtpDouble.DRIP, true, "was not done within 1500 ms");

  private final Map<String, String> answers;
  private final boolean again;
  private final String says;

  SmtpFaults(String stage, String answer, boolean again, String says) {
    this.answers = Map.of(stage, answer);
    this.again = again;
    this.says = says;
  }

  /** One recipient is refused for good and another for now. */
  SmtpFaults(String stage, String answer, Map<String, String> others, String says) {
    this.answers = new java.util.HashMap<>(others);
    this.answers.put(stage, answer);
    this.again = true;
    this.says = says;
  }

  Map<String, String> answers() {
    return answers;
  }

  Class<? extends Delivery> outcome() {
    return again ? Delivery.Failed.class : Delivery.Refused.class;
  }

  String says() {
    return says;
  }
}
