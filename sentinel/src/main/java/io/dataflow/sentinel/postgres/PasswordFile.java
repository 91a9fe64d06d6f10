package io.dataflow.sentinel.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file of passwords as PostgreSQL's clients read it, {@code ~/.pgpass}.
 *
 * <pre>
 * # host:port:database:user:password, * for any; \: and \\ for : and \
 * db.example.org:5432:*:reader:secret
 * </pre>
 */
final class PasswordFile {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Path file;

  PasswordFile(Path file) {
    this.file = file;
  }

  /**
   * The password of the first line that fits.
   *
   * @throws PostgresException when the file cannot be read, or others can read it too
   */
  Optional<String> password(PostgresAddress.Host host, String database, String user) {
    // the file has addresses without the brackets that keep their colons apart from the port's
    String name = host.name().replaceAll("^\\[|]$", "");
    List<String> wanted = List.of(name, String.valueOf(host.port()), database, user);
    return lines().stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(PasswordFile::fields)
        .filter(fields -> fields.size() == 5 && fits(fields, wanted))
        .map(fields -> fields.get(4))
        .filter(password -> !password.isEmpty())
        .findFirst();
  }

  private List<String> lines() {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw new PostgresException(
            "the file of passwords "
                + file
                + " can be read or written by others. Run: chmod 600 "
                + file);
      }
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new PostgresException("the file of passwords " + file + " cannot be read: " + e, e);
    }
  }

  private static boolean fits(List<String> fields, List<String> wanted) {
    for (int i = 0; i < wanted.size(); i++) {
      if (!fields.get(i).equals("*") && !fields.get(i).equals(wanted.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && i + 1 < line.length()) {
        i++;
        field.append(line.charAt(i));
      } else if (c == ':' && fields.size() < 4) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
