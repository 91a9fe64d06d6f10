package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.channel.ChannelSettings.Email;
import io.dataflow.sentinel.config.MailAddress;
import io.dataflow.sentinel.config.MailValues;
import io.dataflow.sentinel.config.Place;
import io.dataflow.sentinel.config.Secret;
import io.dataflow.sentinel.config.Variables;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What holds without an alerts file: one mailbox that hears of everything, or nobody. */
final class UsualMail {
  private static final String NAME = "email";

  private UsualMail() {}

  /**
   * All incidents to {@code EMAIL_TO} when user, password and recipients are set; nobody when none
   * of them is.
   *
   * @throws InvalidFileException when only some are
   */
  static AlertSettings of(MailValues mail, Variables variables) {
    Map<String, Boolean> wanted = new LinkedHashMap<>();
    wanted.put("EMAIL_USER", mail.user().isPresent());
    wanted.put("EMAIL_PASS", mail.password().isPresent());
    wanted.put("EMAIL_TO", mail.to().isPresent());
    if (!wanted.containsValue(true)) {
      return nobody();
    }
    if (wanted.containsValue(false)) {
      throw new InvalidFileException(List.of(half(wanted, variables)));
    }
    Secret password = mail.password().orElseThrow();
    Receiver receiver =
        new Receiver(NAME, List.of(new Send(email(mail, password), true)), true, mail.success());
    return settings(NAME, List.of(receiver), List.of(password));
  }

  private static Email email(MailValues mail, Secret password) {
    String user = mail.user().orElseThrow();
    HostPort server = new HostPort(mail.host(), mail.port());
    return new Email(
        mail.host(),
        mail.port(),
        EmailReader.security(server, true),
        Optional.of(new Secret(user)),
        Optional.of(password),
        mail.from().orElseGet(() -> sender(user)),
        mail.to().orElseThrow(),
        Optional.empty());
  }

  private static String sender(String user) {
    try {
      return MailAddress.parse(user);
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(
          List.of(
              "EMAIL_FROM is not set, and EMAIL_USER is no e-mail address to send from. Set it"));
    }
  }

  private static String half(Map<String, Boolean> wanted, Variables variables) {
    String set =
        wanted.keySet().stream()
            .filter(wanted::get)
            .map(name -> name + " (" + variables.find(name).map(v -> v.from()).orElse("") + ")")
            .collect(Collectors.joining(" and "));
    String missing =
        wanted.keySet().stream()
            .filter(name -> !wanted.get(name))
            .collect(Collectors.joining(" and "));
    return missing
        + (missing.contains(" ") ? " are" : " is")
        + " not set or empty, but "
        + set
        + (set.contains(" and ") ? " are" : " is")
        + "; EMAIL_USER, EMAIL_PASS and EMAIL_TO make a mailbox together. Set all or none; "
        + variables.whence().looked();
  }

  static AlertSettings nobody() {
    return settings("nobody", List.of(), List.of());
  }

  private static AlertSettings settings(
      String receiver, List<Receiver> receivers, List<Secret> secrets) {
    Route root =
        new Route(
            "route",
            new Place("without an alerts file", 1),
            Matchers.NONE,
            false,
            Terms.usual(receiver),
            List.of(),
            List.of(),
            List.of());
    return new AlertSettings(
        AlertGlobals.usual(),
        new RouteTree(root, TimeWindows.none()),
        receivers,
        TimeWindows.none(),
        Inhibitions.NONE,
        secrets,
        List.of());
  }
}
