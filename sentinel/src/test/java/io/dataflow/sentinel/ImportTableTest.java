package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.postgres.RealPostgres;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The table existing users have, taken from a PostgreSQL. */
@Tag("it")
class ImportTableTest {
  private static final String TABLE =
      "CREATE TABLE market_data (id integer primary key, symbol varchar(10) not null,"
          + " date date not null, open double precision not null, high double precision not null,"
          + " low double precision not null, close double precision not null,"
          + " volume bigint not null, constraint uq_symbol_date unique(symbol, date))";

  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.newest();

  @TempDir private Path folder;

  @Test
  void takesTheOriginalsRowsOnceAndLeavesOurOwnOut() {
    RealPostgres.Database database =
        POSTGRES
            .database()
            .execute(
                TABLE,
                "INSERT INTO market_data VALUES (1, 'AAPL', '2026-02-19', 10, 11, 9, 10.1, 900),"
                    + " (2, 'AAPL', '2026-02-20', 10, 9, 11, 10, 900),"
                    + " (3, 'MSFT', '2026-02-20', 20, 21, 19, 0.1, 900)");
    Cli cli = new Cli(folder).assets("AAPL", "MSFT");
    cli.file(".env", "DATABASE_URL=" + database.address() + "\n");

    Cli.Ended ended = cli.on("import", "--table", "market_data");

    assertThat(ended.code()).as(ended.said()).isEqualTo(ExitCode.DATA);
    assertThat(ended.out()).contains("2 vintages read: 2 new", "bars new: 1", "bars refused: 2");
    assertThat(rows(cli)).containsExactly("AAPL,2026-02-19,import,10.1");
    database.execute(
        "ALTER TABLE market_data ADD COLUMN source text",
        "INSERT INTO market_data VALUES (4, 'AAPL', '2026-02-23', 10, 11, 9, 10, 900, 'yahoo')");
    assertThat(cli.on("import", "--table", "market_data").out())
        .contains("2 vintages read: 0 new, 2 known already");
    assertThat(rows(cli)).hasSize(1);
    assertThat(cli.on("import", "--table", "nothing").err()).contains("there is no table nothing");
  }

  private static List<String> rows(Cli cli) {
    return cli.on("sql", "SELECT symbol, session, source, close FROM silver.bars ORDER BY 1, 2")
        .out()
        .lines()
        .skip(1)
        .toList();
  }
}
