package io.dataflow.sentinel.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.Driver;

/**
 * A PostgreSQL that can be connected to. Making one does no I/O.
 *
 * <p>The password is that of the address, else {@code PGPASSWORD}, else the one a file of passwords
 * has for this host, database and user: that of the address, {@code PGPASSFILE}, or {@code
 * ~/.pgpass}.
 */
public final class PostgresServer {
  /**
   * For a host, unless the address says another; endpoints that slept take ten seconds and more.
   */
  private static final Duration CONNECT = Duration.ofSeconds(30);

  private static final Duration CANCEL = Duration.ofSeconds(10);

  private final PostgresAddress address;
  private final Map<String, String> environment;
  private final Duration connect;

  /**
   * @param environment the process's own, {@code System.getenv()}
   */
  public PostgresServer(PostgresAddress address, Map<String, String> environment) {
    this(address, environment, address.connectTimeout().orElse(CONNECT));
  }

  private PostgresServer(
      PostgresAddress address, Map<String, String> environment, Duration connect) {
    this.address = address;
    this.environment = Map.copyOf(environment);
    this.connect = connect;
  }

  /** The same one, given up earlier when it cannot be connected to. */
  public PostgresServer reachedWithin(Duration most) {
    return new PostgresServer(address, environment, shorter(connect, most));
  }

  /** Where it is, without secrets. */
  public String where() {
    return address.toString();
  }

  /**
   * A new connection in auto-commit mode, which works behind a pooler that hands out a server for
   * one transaction at a time: nothing is prepared for later, and no parameter is set at the start
   * that the address does not name.
   *
   * @param silence the longest time to wait for anything the server should say; the address may ask
   *     for a shorter one
   * @throws PostgresException with what is wrong and what to do
   */
  public Connection connect(Duration silence) {
    Properties properties = properties(silence);
    String url = url();
    try {
      Connection connection = new Driver().connect(url, properties);
      if (connection == null) {
        throw new PostgresException("the driver does not take an address such as " + where());
      }
      return connection;
    } catch (SQLException e) {
      throw explain("connect", e);
    }
  }

  private String url() {
    String hosts =
        address.hosts().stream()
            .map(PostgresAddress.Host::toString)
            .collect(Collectors.joining(","));
    return "jdbc:postgresql://"
        + hosts
        + "/"
        + URLEncoder.encode(database(), StandardCharsets.UTF_8);
  }

  private Properties properties(Duration silence) {
    Duration waiting = address.socketTimeout().map(own -> shorter(own, silence)).orElse(silence);
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "dataflow-sentinel");
    address.properties().forEach(properties::setProperty);
    properties.setProperty("user", user());
    // an empty one keeps the driver from looking for a file of passwords by rules of its own
    properties.setProperty("password", password().orElse(""));
    properties.setProperty("connectTimeout", seconds(connect));
    // an endpoint that is waking up takes the connection and is silent from its first question on
    properties.setProperty("sslResponseTimeout", String.valueOf(connect.toMillis()));
    // for the whole of connecting: name look-up, each host in turn, encryption, authentication
    properties.setProperty("loginTimeout", seconds(connect.multipliedBy(address.hosts().size())));
    properties.setProperty("socketTimeout", seconds(waiting));
    properties.setProperty("cancelSignalTimeout", seconds(CANCEL));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("prepareThreshold", "0");
    return properties;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static String seconds(Duration duration) {
    return String.valueOf(Math.max(1, duration.toSeconds()));
  }

  private String user() {
    return address
        .user()
        .or(() -> variable("PGUSER"))
        .orElseGet(() -> System.getProperty("user.name"));
  }

  private String database() {
    return address.database().or(() -> variable("PGDATABASE")).orElseGet(this::user);
  }

  private Optional<String> password() {
    return address.password().or(() -> variable("PGPASSWORD")).or(this::filedPassword);
  }

  private Optional<String> filedPassword() {
    Path file =
        address
            .passwordFile()
            .or(() -> variable("PGPASSFILE"))
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".pgpass"));
    PasswordFile passwords = new PasswordFile(file);
    return address.hosts().stream()
        .flatMap(host -> passwords.password(host, database(), user()).stream())
        .findFirst();
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * Says what a complaint of the server or the driver means and what to do.
   *
   * @param tried what was tried, to be read after "could not"
   */
  public PostgresException explain(String tried, SQLException complaint) {
    boolean certificates = causes(complaint).anyMatch(CertificateException.class::isInstance);
    return explain(
        tried,
        complaint,
        certificates
            ? ". Check the certificates: the server's is not signed by what sslrootcert names,"
                + " or is another host's"
            : meaning(state(complaint)));
  }

  /**
   * As {@link #explain(String, SQLException)}, where the caller knows better what to do.
   *
   * @param next what to do, to be read after what the server said
   */
  public PostgresException explain(String tried, SQLException complaint, String next) {
    String said = withoutSecrets(text(complaint)).replaceAll("[.\\s]+$", "");
    return new PostgresException(
        "could not " + tried + " at " + where() + ": " + said + next, complaint);
  }

  private static Stream<Throwable> causes(Throwable complaint) {
    return Stream.iterate(complaint, cause -> cause != null, Throwable::getCause);
  }

  private static String state(SQLException complaint) {
    return complaint.getSQLState() == null ? "" : complaint.getSQLState();
  }

  /** The first line: the others repeat the query, or values of rows. */
  private static String text(SQLException complaint) {
    String message = complaint.getMessage();
    return message == null
        ? complaint.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  private String withoutSecrets(String text) {
    String clean = text;
    List<String> secrets =
        Stream.of(
                address.password(),
                variable("PGPASSWORD"),
                Optional.ofNullable(address.properties().get("sslpassword")))
            .flatMap(Optional::stream)
            .toList();
    for (String secret : secrets) {
      clean = clean.replace(secret, "*****");
    }
    return clean;
  }

  private static String meaning(String state) {
    return switch (state) {
      case "28P01", "28000", "08004" ->
          ". Check user and password: in the address, in PGPASSWORD, or in ~/.pgpass";
      case "3D000" -> ". Check the database's name in the address";
      case "42501" -> ". Give the user the right to read it: GRANT SELECT";
      case "53300" -> ". Wait until fewer are connected, or allow more connections";
      case "55P03" -> ". Somebody else holds a lock on it; try again when they are done";
      case "57014" -> ". It took longer than allowed";
      case "08001", "08006", "08000", "" ->
          ". Check host, port, encryption (sslmode) and that the server runs";
      default -> "";
    };
  }
}
