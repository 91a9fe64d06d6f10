package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.channel.ChannelSettings.Email;
import io.dataflow.sentinel.config.MailAddress;
import io.dataflow.sentinel.config.Secret;
import io.dataflow.sentinel.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code email_configs}. */
final class EmailReader {
  static final String ADDRESS = "an e-mail address such as data-team@example.com";

  /** Encrypted from the first byte, by RFC 8314. */
  private static final int SUBMISSIONS = 465;

  private static final String ONE_LAYOUT = "messages have one layout; leave it out";
  private static final Map<String, String> INSTEADS =
      Map.ofEntries(
          Map.entry("html", ONE_LAYOUT),
          Map.entry("text", ONE_LAYOUT),
          Map.entry("headers", ONE_LAYOUT),
          Map.entry("threading", "messages of one incident are one thread anyway; leave it out"),
          Map.entry("hello", "leave it out"),
          Map.entry("auth_identity", "write auth_username and auth_password"),
          Map.entry("auth_secret", "write auth_username and auth_password"),
          Map.entry("auth_secret_file", "write auth_username and auth_password_file"),
          Map.entry("force_implicit_tls", "port 465 is encrypted from the first byte"));

  private final Reading reading;
  private final Defaults defaults;

  EmailReader(Reading reading, Defaults defaults) {
    this.reading = reading;
    this.defaults = defaults;
  }

  /** Empty, with problems, when something is wrong or missing. */
  Optional<Email> read(Fields fields) {
    List<String> to = recipients(fields);
    Optional<HostPort> server =
        fields.parsed("smarthost", HostPort.WANTED, HostPort::parse).or(defaults::smarthost);
    Optional<String> from = fields.parsed("from", ADDRESS, MailAddress::parse).or(defaults::from);
    Optional<Secret> username = username(fields, "auth_username").or(defaults::username);
    Optional<Secret> password = fields.secret("auth_password").or(defaults::password);
    boolean requireTls = fields.flag("require_tls").orElse(defaults.requireTls());
    Optional<Path> caFile = caFile(reading, fields, "tls_config").or(defaults::caFile);
    fields.finish(INSTEADS);
    missing(fields, "smarthost", server.isPresent());
    missing(fields, "from", from.isPresent());
    checkLogin(fields);
    if (server.isEmpty() || from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    HostPort at = server.get();
    Email.Security security = security(at, requireTls);
    warnOfClearText(fields, at, security, password);
    return Optional.of(
        new Email(at.host(), at.port(), security, username, password, from.get(), to, caFile));
  }

  private void checkLogin(Fields fields) {
    boolean user = fields.has("auth_username") || defaults.username().isPresent();
    boolean word = fields.hasSecret("auth_password") || defaults.password().isPresent();
    if (user != word) {
      reading.problem(
          fields.at(),
          "auth_username and auth_password need each other; "
              + (user ? "auth_password" : "auth_username")
              + " is missing");
    }
  }

  private void missing(Fields fields, String key, boolean there) {
    if (!there && !fields.has(key)) {
      reading.problem(
          fields.at(), "the key \"" + key + "\" is missing here, and smtp_" + key + " in global");
    }
  }

  private void warnOfClearText(
      Fields fields, HostPort server, Email.Security security, Optional<Secret> password) {
    if (security == Email.Security.NONE && password.isPresent() && !server.local()) {
      reading.warning(
          fields.at(), "require_tls: false sends the password to another machine in the clear");
    }
  }

  static Email.Security security(HostPort server, boolean requireTls) {
    if (server.port() == SUBMISSIONS) {
      return Email.Security.TLS;
    }
    return requireTls ? Email.Security.STARTTLS : Email.Security.NONE;
  }

  /** A list of addresses, or a text with commas between them. */
  private List<String> recipients(Fields fields) {
    Optional<YamlNode> to = fields.mapping().require("to");
    if (to.isPresent() && to.get().isList()) {
      return fields.some("to", ADDRESS, MailAddress::parse);
    }
    return fields
        .parsed("to", "one or more e-mail addresses with commas between", MailAddress::list)
        .orElseGet(ArrayList::new);
  }

  /** Who logs in: a type that prints as stars, and no word to be starred out of messages. */
  static Optional<Secret> username(Fields fields, String key) {
    return fields.parsed(
        key,
        "a user's name of one line",
        text -> {
          if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("no user");
          }
          return new Secret(text);
        });
  }

  /** The authority that signed the server's certificate, where it is one of one's own. */
  static Optional<Path> caFile(Reading reading, Fields fields, String key) {
    return reading
        .section(fields.mapping(), key)
        .flatMap(
            tls -> {
              Optional<Path> file = tls.file("ca_file");
              tls.finish(
                  Map.of(
                      "insecure_skip_verify", "name the server's own authority as ca_file",
                      "cert_file", "leave it out",
                      "key_file", "leave it out",
                      "server_name", "leave it out",
                      "min_version", "leave it out"));
              return file;
            });
  }
}
