package io.dataflow.sentinel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {
  private static final PostgresAddress.Host HOST = new PostgresAddress.Host("db.example.org", 5432);

  @TempDir private Path folder;

  private PasswordFile file(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("pgpass"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return new PasswordFile(file);
  }

  @Test
  void takesTheFirstLineThatFits() throws IOException {
    PasswordFile file =
        file(
            """
            # a comment
            other.example.org:5432:market:me:one

            db.example.org:5433:market:me:two
            db.example.org:*:market:me:three
            *:*:*:*:four
            """);

    assertThat(file.password(HOST, "market", "me")).contains("three");
    assertThat(file.password(HOST, "market", "you")).contains("four");
  }

  @Test
  void readsColonsAndBackslashes() throws IOException {
    PasswordFile file = file("db.example.org:5432:a\\:b:m\\\\e:p:q\\\\r\\:s\n");

    assertThat(file.password(HOST, "a:b", "m\\e")).contains("p:q\\r:s");
  }

  @Test
  void knowsAddressesWithColonsWithoutTheirBrackets() throws IOException {
    PasswordFile file = file("\\:\\:1:5432:*:me:six\n");

    assertThat(file.password(new PostgresAddress.Host("[::1]", 5432), "market", "me"))
        .contains("six");
  }

  @Test
  void knowsNothingWithoutAFile() {
    assertThat(new PasswordFile(folder.resolve("none")).password(HOST, "market", "me")).isEmpty();
  }

  @Test
  void refusesAFileThatOthersCanRead() throws IOException {
    PasswordFile file = file("*:*:*:*:s3cret\n");
    Files.setPosixFilePermissions(
        folder.resolve("pgpass"), PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> file.password(HOST, "market", "me"))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("chmod 600 " + folder.resolve("pgpass"))
        .hasMessageNotContaining("s3cret");
  }
}
