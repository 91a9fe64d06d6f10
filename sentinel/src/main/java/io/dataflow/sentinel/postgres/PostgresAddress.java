package io.dataflow.sentinel.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a PostgreSQL is and how it wants to be spoken to.
 *
 * <pre>
 * postgresql://user:password@host:5432/database?sslmode=require&amp;channel_binding=require
 * postgres://user:password@host,other:5433/database
 * jdbc:postgresql://host:5432/database?user=me&amp;password=secret&amp;ssl=true
 * </pre>
 *
 * <p>It prints without its secrets, and no problem of an address repeats a part that could be one:
 * in a password with an unencoded {@code /} or {@code ?} everything behind it looks like something
 * else.
 */
public final class PostgresAddress {
  private static final Pattern FORM =
      Pattern.compile(
          "(?is)(jdbc:postgresql|postgresql|postgres):(//)?([^/?]*)(?:/([^?]*))?(?:\\?(.*))?");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^:\\[\\]]*)(?::(\\d*))?");
  private static final int USUAL_PORT = 5432;
  private static final String ENCODE =
      "; a password with / ? # @ or % in it must be percent-encoded (/ is %2F, ? is %3F, # is %23, @"
          + " is %40, % is %25)";

  /** One server; several may hold copies of one database. */
  public record Host(String name, int port) {
    @Override
    public String toString() {
      return name + ":" + port;
    }
  }

  private final List<Host> hosts;
  private final Optional<String> database;
  private final Optional<String> user;
  private final Optional<String> password;
  private final Map<String, String> properties;
  private final Optional<String> passwordFile;
  private final Optional<Duration> connectTimeout;
  private final Optional<Duration> socketTimeout;

  private PostgresAddress(
      List<Host> hosts, Map<AddressParameter, String> parameters, Map<String, String> properties) {
    this.hosts = List.copyOf(hosts);
    this.database = Optional.ofNullable(parameters.get(AddressParameter.DATABASE));
    this.user = Optional.ofNullable(parameters.get(AddressParameter.USER));
    this.password = Optional.ofNullable(parameters.get(AddressParameter.PASSWORD));
    this.passwordFile = Optional.ofNullable(parameters.get(AddressParameter.PASSWORD_FILE));
    this.connectTimeout = seconds(parameters, AddressParameter.CONNECT_TIMEOUT);
    this.socketTimeout = seconds(parameters, AddressParameter.SOCKET_TIMEOUT);
    this.properties = Map.copyOf(properties);
  }

  /** Whether a text begins like an address; it may still be a wrong one. */
  public static boolean isAddress(String text) {
    String start = text.strip().toLowerCase(Locale.ROOT);
    return start.startsWith("postgresql:")
        || start.startsWith("postgres:")
        || start.startsWith("jdbc:postgresql:");
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException with what is wrong, without any part of it that could be a
   *     secret
   */
  public static PostgresAddress parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "a PostgreSQL address is wanted, as in postgresql://user@host:5432/database");
    }
    boolean jdbc = form.group(1).toLowerCase(Locale.ROOT).startsWith("jdbc");
    boolean slashes = form.group(2) != null;
    Map<AddressParameter, String> parameters = new TreeMap<>();
    if (slashes) {
      authority(form.group(3), parameters);
      put(parameters, AddressParameter.DATABASE, decoded(text(form.group(4))));
    } else { // jdbc:postgresql:database
      put(parameters, AddressParameter.DATABASE, decoded(form.group(3)));
    }
    query(text(form.group(5)), jdbc, parameters);
    List<Host> hosts =
        hosts(
            parameters.getOrDefault(AddressParameter.HOST, ""),
            parameters.getOrDefault(AddressParameter.PORT, ""));
    Map<String, String> properties = new TreeMap<>();
    parameters.forEach((parameter, value) -> parameter.into(properties, value));
    if (parameters.containsKey(AddressParameter.SSL_ROOT_CERTIFICATE)) {
      // whoever names an authority wants it asked, as PostgreSQL's own clients do
      properties.replace("sslmode", "require", "verify-ca");
    }
    return new PostgresAddress(hosts, parameters, properties);
  }

  private static void authority(String authority, Map<AddressParameter, String> parameters) {
    int at = authority.lastIndexOf('@');
    if (at >= 0) {
      String[] account = authority.substring(0, at).split(":", 2);
      put(parameters, AddressParameter.USER, decoded(account[0]));
      if (account.length > 1) {
        put(parameters, AddressParameter.PASSWORD, decoded(account[1]));
      }
    }
    put(parameters, AddressParameter.HOST, authority.substring(at + 1));
  }

  private static void query(String query, boolean jdbc, Map<AddressParameter, String> parameters) {
    if (query.contains("@")) {
      throw new IllegalArgumentException("the address has an @ behind its ?" + ENCODE);
    }
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        String value = parts.length == 1 ? "" : parts[1];
        // the driver's own form writes a space as +, as web forms do
        put(
            parameters,
            AddressParameter.named(decoded(parts[0])),
            decoded(jdbc ? value.replace('+', ' ') : value));
      }
    }
  }

  private static void put(
      Map<AddressParameter, String> parameters, AddressParameter parameter, String value) {
    if (!value.isEmpty()) {
      parameters.put(parameter, parameter.checked(value));
    }
  }

  private static List<Host> hosts(String names, String ports) {
    String[] name = names.split(",", -1);
    String[] port = ports.split(",", -1);
    if (!ports.isEmpty() && port.length > 1 && port.length != name.length) {
      throw new IllegalArgumentException("the address names other numbers of hosts and of ports");
    }
    List<Host> hosts = new ArrayList<>();
    for (int i = 0; i < name.length; i++) {
      Matcher host = HOST.matcher(name[i]);
      if (!host.matches()) {
        throw new IllegalArgumentException("the address's host or port cannot be read" + ENCODE);
      }
      String said = text(host.group(2));
      String own = said.isEmpty() ? port[Math.min(i, port.length - 1)] : said;
      hosts.add(new Host(hostName(decoded(host.group(1))), port(own)));
    }
    return hosts;
  }

  private static String hostName(String name) {
    if (name.startsWith("/") || name.startsWith("@")) {
      throw new IllegalArgumentException(
          "the address names a socket of this machine; name its host and port instead, as in"
              + " localhost:5432");
    }
    if (name.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '?' || c == '@')) {
      throw new IllegalArgumentException("the address's host cannot be read" + ENCODE);
    }
    return name.isEmpty() ? "localhost" : name;
  }

  private static int port(String text) {
    if (text.isEmpty()) {
      return USUAL_PORT;
    }
    int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("the address's port is none from 1 to 65535" + ENCODE);
    }
    return port;
  }

  private static String decoded(String text) {
    return PercentText.decoded(text, "the address has a % without two hex digits" + ENCODE);
  }

  private static String text(String maybe) {
    return maybe == null ? "" : maybe;
  }

  /** At least one. */
  public List<Host> hosts() {
    return hosts;
  }

  /** Empty: named as the user. */
  public Optional<String> database() {
    return database;
  }

  public Optional<String> user() {
    return user;
  }

  /** The file of passwords it names; empty for the usual one. */
  Optional<String> passwordFile() {
    return passwordFile;
  }

  /** What the address asks for; empty without, and for 0, which would be for ever. */
  Optional<Duration> connectTimeout() {
    return connectTimeout;
  }

  /** As {@link #connectTimeout}, for each answer of the server. */
  Optional<Duration> socketTimeout() {
    return socketTimeout;
  }

  private static Optional<Duration> seconds(
      Map<AddressParameter, String> parameters, AddressParameter name) {
    return Optional.ofNullable(parameters.get(name))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .filter(length -> !length.isZero());
  }

  /** For the one place that hands it to the server. */
  Optional<String> password() {
    return password;
  }

  /** What the address asks of the driver; the password of a client's key is among it. */
  Map<String, String> properties() {
    return properties;
  }

  /** {@code postgresql://user@host:5432/database}. */
  @Override
  public String toString() {
    return "postgresql://"
        + user.map(u -> PercentText.encoded(u) + "@").orElse("")
        + String.join(",", hosts.stream().map(Host::toString).toList())
        + database.map(d -> "/" + PercentText.encoded(d)).orElse("");
  }
}
