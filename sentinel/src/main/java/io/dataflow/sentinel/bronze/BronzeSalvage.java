package io.dataflow.sentinel.bronze;

import io.dataflow.sentinel.market.Symbol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes bronze readable again. What is damaged is kept beside what replaces it, under a name of its
 * own, and never removed.
 */
public final class BronzeSalvage {
  private final Bronze bronze;

  public BronzeSalvage(Bronze bronze) {
    this.bronze = bronze;
  }

  /**
   * Leaves out the lines that cannot be read; the file as it was is kept beside.
   *
   * @return where the file as it was is now
   */
  public Path keepGoodLines(BronzeAudit.BadLines found) {
    Path file = found.file();
    try {
      List<String> good = new ArrayList<>();
      List<String> lines = Bronze.wholeLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (!found.bad().contains(i + 1)) {
          good.add(lines.get(i) + "\n");
        }
      }
      Path unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
      Files.writeString(
          unfinished,
          String.join("", good),
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
      Path aside = VintageFile.free(file);
      Files.copy(file, aside);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      Landing.forceFolder(file.getParent());
      return aside;
    } catch (IOException e) {
      throw new BronzeException("could not make " + file + " readable: " + e, e);
    }
  }

  /** Keeps damaged bytes under another name, where they are no longer taken for an answer. */
  public Path setAside(BronzeAudit.Damaged damaged) {
    try {
      Path aside = VintageFile.setAside(damaged.file());
      Landing.forceFolder(aside.getParent());
      return aside;
    } catch (IOException e) {
      throw new BronzeException("could not set " + damaged.file() + " aside: " + e, e);
    }
  }

  /** Whether an answer's bytes are those that were received. */
  public boolean whole(BronzeAudit.Damaged damaged) {
    return VintageFile.damage(damaged.file(), damaged.receipt().sha256()).isEmpty();
  }

  /** Whether a file of bronze holds answers of a symbol. */
  public boolean of(Path file, Symbol symbol) {
    return file.getParent().getFileName().toString().equals(Bronze.folderName(symbol));
  }
}
