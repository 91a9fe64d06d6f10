package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dataflow.sentinel.postgres.RealPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each query of Grafana's dashboard, on what a few runs published. */
@Tag("it")
class DashboardTest {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.newest();

  private static final Path DASHBOARD =
      Path.of("..", "docker", "grafana", "dashboards", "freshness.json");

  /** Grafana's only macro there, over all of time. */
  private static final Pattern TIME = Pattern.compile("\\$__timeFilter\\((.*)\\)");

  /** A panel, and which columns Grafana's form of its query wants. */
  record Panel(String title, String sql, String format) {
    @Override
    public String toString() {
      return title;
    }
  }

  @TempDir private static Path folder;
  private static RealPostgres.Database database;

  static List<Panel> panels() throws IOException {
    List<Panel> panels = new ArrayList<>();
    for (JsonNode panel : new ObjectMapper().readTree(Files.readString(DASHBOARD)).get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        panels.add(
            new Panel(
                panel.get("title").asText(),
                target.get("rawSql").asText(),
                target.get("format").asText()));
      }
    }
    return panels;
  }

  @BeforeAll
  static void publishes() throws IOException {
    database = POSTGRES.database();
    try (Bed bed = History.bed(folder).ledgerIn(Optional.of(database.address()))) {
      bed.run(folder.resolve("lake"), History.THURSDAY);
      bed.run(folder.resolve("lake"), History.MONDAY.minus(Duration.ofHours(1)));
      bed.run(folder.resolve("lake"), History.MONDAY.plus(Duration.ofHours(6)));
    }
    database.execute(
        """
        INSERT INTO sentinel_ledger.outbox (outbox_id, line, conversation_id, message, incidents,
          created_at, next_at, attempts, state)
        VALUES ('o-1', 'team/email/0', 'c-1', '{}', '[]', 1770000000000000, 0, 1, 'PENDING')
        """);
  }

  @ParameterizedTest
  @MethodSource("panels")
  void shows(Panel panel) throws SQLException {
    String sql = TIME.matcher(panel.sql()).replaceAll("$1 IS NOT NULL");
    assertThat(sql).doesNotContain("$_", "${");
    try (Connection connection = database.connected().connect(Duration.ofMinutes(1));
        Statement statement = connection.createStatement()) {
      connection.setReadOnly(true);
      ResultSet rows = statement.executeQuery(sql);
      assertThat(rows.next()).as("has rows").isTrue();
      assertThat(rows.getObject(1)).isNotNull();
      if (panel.format().equals("time_series")) {
        ResultSetMetaData meta = rows.getMetaData();
        assertThat(List.of(meta.getColumnName(1), meta.getColumnName(2)))
            .containsExactly("time", "metric");
        assertThat(meta.getColumnTypeName(1)).isEqualTo("timestamptz");
        assertThat(rows.getDouble(3)).isNotNegative();
      }
    }
  }

  @Test
  void asksTheDataSourceThatIsProvisioned() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(Files.readString(DASHBOARD));
    TreeSet<String> sources = new TreeSet<>(dashboard.findValuesAsText("uid"));
    assertThat(sources).containsExactlyInAnyOrder("sentinel", "sentinel-freshness");
    assertThat(
            Files.readString(Path.of("../docker/grafana/provisioning/datasources/sentinel.yaml")))
        .contains("  uid: sentinel\n", "  user: grafana\n");
  }
}
