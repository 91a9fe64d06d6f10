package io.dataflow.sentinel.postgres;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What may stand in an address, by the names of PostgreSQL's own clients and of the Java driver.
 *
 * <p>A closed list: some of the driver's properties make it load a class of that name, and an
 * address is text from outside.
 */
enum AddressParameter {
  HOST(List.of("host", "hostaddr"), ""),
  PORT(List.of("port"), ""),
  DATABASE(List.of("dbname"), ""),
  USER(List.of("user"), ""),
  PASSWORD(List.of("password"), ""),
  PASSWORD_FILE(List.of("passfile"), ""),
  SSL(List.of("ssl"), "ssl", "true", "false"),
  SSL_MODE(
      List.of("sslmode"),
      "sslmode",
      "disable",
      "allow",
      "prefer",
      "require",
      "verify-ca",
      "verify-full"),
  SSL_NEGOTIATION(List.of("sslnegotiation"), "sslNegotiation", "postgres", "direct"),
  SSL_ROOT_CERTIFICATE(List.of("sslrootcert"), "sslrootcert"),
  SSL_CERTIFICATE(List.of("sslcert"), "sslcert"),
  SSL_KEY(List.of("sslkey"), "sslkey"),
  SSL_PASSWORD(List.of("sslpassword"), "sslpassword"),
  CHANNEL_BINDING(
      List.of("channel_binding", "channelbinding"),
      "channelBinding",
      "disable",
      "prefer",
      "require"),
  REQUIRED_AUTHENTICATION(List.of("require_auth", "requireauth"), "requireAuth"),
  GSS_ENCRYPTION(List.of("gssencmode"), "gssEncMode", "disable", "allow", "prefer", "require"),
  WANTED_SERVER(List.of("target_session_attrs", "targetservertype"), "targetServerType"),
  LOAD_BALANCE(List.of("load_balance_hosts", "loadbalancehosts"), "loadBalanceHosts"),
  SERVER_OPTIONS(List.of("options"), "options"),
  SCHEMA(List.of("currentschema", "schema"), "currentSchema"),
  APPLICATION(List.of("application_name", "applicationname"), "ApplicationName"),
  /** Seconds, as in the two forms of addresses. */
  CONNECT_TIMEOUT(List.of("connect_timeout", "connecttimeout", "logintimeout"), ""),
  SOCKET_TIMEOUT(List.of("sockettimeout"), ""),
  /** Limits and tuning, which this program sets itself, and settings of other libraries. */
  WITHOUT_MEANING(
      List.of(
          "keepalives",
          "keepalives_idle",
          "keepalives_interval",
          "keepalives_count",
          "tcp_user_timeout",
          "tcpkeepalive",
          "client_encoding",
          "fallback_application_name",
          "preparethreshold",
          "preparedstatementcachequeries",
          "defaultrowfetchsize",
          "rewritebatchedinserts",
          "binarytransfer",
          "pgbouncer",
          "connection_limit",
          "pool_timeout"),
      "");

  /** Which server is wanted, in the words of PostgreSQL's clients and the driver's for them. */
  private static final Map<String, String> SERVERS =
      Map.of(
          "any", "any",
          "read-write", "primary",
          "primary", "primary",
          "read-only", "secondary",
          "standby", "secondary",
          "secondary", "secondary",
          "prefer-standby", "preferSecondary",
          "prefersecondary", "preferSecondary");

  private final List<String> names;
  private final String property;
  private final List<String> choices;

  AddressParameter(List<String> names, String property, String... choices) {
    this.names = names;
    this.property = property;
    this.choices = List.of(choices);
  }

  /**
   * The parameter of a name, whatever its case.
   *
   * @throws IllegalArgumentException with the names there are
   */
  static AddressParameter named(String name) {
    return Arrays.stream(values())
        .filter(p -> p.names.contains(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the address has the parameter \""
                        + name.replaceAll("[^A-Za-z0-9_.-]", "?")
                        + "\", which is not taken. Taken: "
                        + Arrays.stream(values())
                            .filter(p -> p != WITHOUT_MEANING)
                            .map(p -> p.names.get(0))
                            .collect(Collectors.joining(", "))));
  }

  /**
   * A value that this parameter may have.
   *
   * @throws IllegalArgumentException for another one; it is not repeated, as it may be a secret
   */
  String checked(String value) {
    if ((this == CONNECT_TIMEOUT || this == SOCKET_TIMEOUT) && !value.matches("\\d{1,5}")) {
      throw new IllegalArgumentException(
          "the address's " + names.get(0) + " is no number of seconds such as 30");
    }
    boolean right =
        choices.isEmpty()
            ? this != WANTED_SERVER || server(value).isPresent()
            : choices.contains(value);
    if (!right) {
      throw new IllegalArgumentException(
          "the address's "
              + names.get(0)
              + " is none of "
              + String.join(
                  ", ",
                  this == WANTED_SERVER ? SERVERS.keySet().stream().sorted().toList() : choices));
    }
    return value;
  }

  private static Optional<String> server(String value) {
    return Optional.ofNullable(SERVERS.get(value.toLowerCase(Locale.ROOT)));
  }

  /** Hands the value to the driver, when it is one for the driver. */
  void into(Map<String, String> properties, String value) {
    if (this == WANTED_SERVER) {
      properties.put(property, server(value).orElseThrow());
    } else if (this == LOAD_BALANCE) {
      properties.put(property, String.valueOf(value.equals("random") || value.equals("true")));
    } else if (this == SSL_ROOT_CERTIFICATE && value.equals("system")) {
      // the certificates this Java trusts; SSL_MODE, when there, was handed over before
      properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
      properties.putIfAbsent(SSL_MODE.property, "verify-full");
    } else if (!property.isEmpty()) {
      properties.put(property, value);
    }
  }
}
