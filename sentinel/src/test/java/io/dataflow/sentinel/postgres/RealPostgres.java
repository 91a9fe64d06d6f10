package io.dataflow.sentinel.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A PostgreSQL server of its own for the tests, one of a version for all of them. A role {@code
 * reader} with a password may log in from this machine; nobody else needs one.
 */
public final class RealPostgres implements BeforeAllCallback {
  /** With characters that an address must encode. */
  public static final String PASSWORD = "pl4nted/w0rd?&@";

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private static final String OPEN =
      """
      host all postgres 127.0.0.1/32 trust
      host all postgres ::1/128 trust
      host all all 127.0.0.1/32 scram-sha-256
      host all all ::1/128 scram-sha-256
      """;

  private final int version;
  private final boolean encrypted;
  private Running running;

  private RealPostgres(int version) {
    this(version, false);
  }

  private RealPostgres(int version, boolean encrypted) {
    this.version = version;
    this.encrypted = encrypted;
  }

  /**
   * The newest, with the certificate of {@link #certificates}; takes encrypted connections only.
   */
  public static RealPostgres encrypted() {
    return new RealPostgres(18, true);
  }

  /** The folder with {@code server.crt}, which is its own authority, and {@code other.crt}. */
  public Path certificates() {
    return running.folder;
  }

  /** The newest there is. */
  public static RealPostgres newest() {
    return new RealPostgres(18);
  }

  /** The oldest that is maintained. */
  public static RealPostgres oldest() {
    return new RealPostgres(14);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(RealPostgres.class))
            .getOrComputeIfAbsent(
                version + (encrypted ? " encrypted" : ""),
                key -> Running.start(version, encrypted),
                Running.class);
  }

  public int port() {
    return running.server.getPort();
  }

  /** A new empty database. */
  public Database database() {
    String name = "tried_" + DATABASES.incrementAndGet();
    running.execute("postgres", "CREATE DATABASE " + name);
    return new Database(this, name);
  }

  /** A database of the server. */
  public record Database(RealPostgres server, String name) {
    /** The address of its owner, who needs no password. */
    public String address() {
      return "postgresql://postgres@127.0.0.1:" + server.port() + "/" + name;
    }

    /** The address of the role {@code reader}, without its password. */
    public String readerAddress() {
      return "postgresql://reader@127.0.0.1:" + server.port() + "/" + name;
    }

    /** Runs statements as the owner. */
    public Database execute(String... statements) {
      for (String sql : statements) {
        server.running.execute(name, sql);
      }
      return this;
    }

    public PostgresServer connected() {
      return new PostgresServer(PostgresAddress.parse(address()), Map.of());
    }
  }

  private record Running(EmbeddedPostgres server, Path folder) implements AutoCloseable {
    static Running start(int version, boolean encrypted) {
      try {
        Path folder = Files.createTempDirectory("real-postgres");
        Path accounts = folder.resolve("pg_hba.conf");
        Files.writeString(accounts, encrypted ? OPEN.replace("host ", "hostssl ") : OPEN);
        EmbeddedPostgres.Builder builder =
            EmbeddedPostgres.builder()
                .setServerConfig("hba_file", accounts.toString())
                .setServerConfig("fsync", "off")
                .setServerConfig("timezone", "Asia/Tokyo");
        if (encrypted) {
          Certificates.make(folder, "server");
          Certificates.make(folder, "other");
          builder
              .setServerConfig("ssl", "on")
              .setServerConfig("ssl_cert_file", folder.resolve("server.crt").toString())
              .setServerConfig("ssl_key_file", folder.resolve("server.key").toString());
        }
        if (version == 14) {
          builder.setPgBinaryResolver(inJar(Path.of(System.getProperty("sentinel.postgres14"))));
        }
        Running running = new Running(builder.start(), folder);
        running.execute("postgres", "CREATE ROLE reader LOGIN PASSWORD '" + PASSWORD + "'");
        return running;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static PgBinaryResolver inJar(Path jar) {
      return (system, machine) -> {
        JarFile file = new JarFile(jar.toFile());
        InputStream binary =
            file.getInputStream(
                file.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow());
        return new FilterInputStream(binary) {
          @Override
          public void close() throws IOException {
            super.close();
            file.close();
          }
        };
      };
    }

    void execute(String database, String sql) {
      try (Connection connection = server.getDatabase("postgres", database).getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(sql, e);
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
