package io.dataflow.sentinel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.types.Types;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Exercises the parts every run needs, in a temporary folder, so that the launcher can record the
 * loaded classes in an archive for later starts.
 */
@Command(
    name = "warm-up",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Exercises the program for the launcher's class archive.")
final class WarmUpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("sentinel-warm-up");
    try {
      spec.root().commandLine().getUsageMessage();
      json();
      http();
      duckDb(folder);
      iceberg(folder);
    } finally {
      delete(folder);
    }
    return ExitCode.OK;
  }

  private static void json() throws IOException {
    ObjectMapper json = new ObjectMapper();
    json.writeValueAsString(json.readTree("{\"close\": [1.5, null], \"symbol\": \"AAPL\"}"));
  }

  private static void http() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write(new byte[] {'{', '}'});
          exchange.close();
        });
    server.start();
    try {
      URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
    } finally {
      server.stop(0);
    }
  }

  private static void duckDb(Path folder) throws Exception {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute("SET autoinstall_known_extensions = false");
      statement.execute("SET autoload_known_extensions = false");
      statement.execute(
          "COPY (SELECT range AS close FROM range(10)) TO '"
              + folder.resolve("bars.parquet")
              + "' (FORMAT PARQUET)");
      statement.executeQuery("SELECT sum(close) FROM '" + folder + "/*.parquet'").next();
    }
  }

  private static void iceberg(Path folder) throws Exception {
    Map<String, String> settings =
        Map.of(
            CatalogProperties.URI,
            "jdbc:sqlite:" + folder.resolve("catalog.db"),
            CatalogProperties.WAREHOUSE_LOCATION,
            folder.resolve("lake").toString(),
            CatalogProperties.FILE_IO_IMPL,
            "org.apache.iceberg.inmemory.InMemoryFileIO",
            "jdbc.schema-version",
            "V1");
    try (JdbcCatalog catalog = new JdbcCatalog()) {
      catalog.initialize("warm-up", settings);
      catalog.createNamespace(Namespace.of("silver"));
      TableIdentifier name = TableIdentifier.of("silver", "bars");
      Schema schema = new Schema(Types.NestedField.required(1, "close", Types.DoubleType.get()));
      catalog.createTable(name, schema);
      catalog.loadTable(name).newAppend().commit();
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
