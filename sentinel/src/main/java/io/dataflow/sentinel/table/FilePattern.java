package io.dataflow.sentinel.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file, a folder, or a pattern of {@code * ? [abc] {a,b} **}. A file that is called so is that
 * file, whatever its name looks like. Names that start with {@code .} or {@code _} are other
 * programs' unfinished and auxiliary ones, and count only for a pattern that has such a name.
 */
final class FilePattern {
  private static final String WILD = "*?[{";
  private static final String HIDDEN = "._";
  private static final int DEEPEST = 32;

  private final String written;
  private final Path base;

  FilePattern(String written, Path base) {
    this.written = written;
    this.base = base;
  }

  /**
   * The files it means; at least one.
   *
   * @throws TableException when there is none
   */
  List<Path> files() {
    try {
      Path path = path(written);
      if (Files.isDirectory(path)) {
        return found(
            below(path), "the folder " + path + " holds no .parquet, .csv or .csv.gz file");
      }
      if (Files.exists(path)) {
        return List.of(path);
      }
      if (wild(written)) {
        return found(matching(), "no file matches the pattern " + path);
      }
      throw TableException.unreadable("there is no file or folder " + path + ". Check the path");
    } catch (UncheckedIOException | IOException e) {
      throw TableException.unreadable(
          "the files " + written + " cannot be listed: " + e.getMessage(), e);
    } catch (InvalidPathException | PatternSyntaxException e) {
      throw TableException.settings(
          "\""
              + written.replaceAll("\\p{Cntrl}", "?")
              + "\" is neither a path nor a pattern: "
              + e.getMessage().lines().findFirst().orElse(""));
    }
  }

  private Path path(String text) {
    return base.resolve(text).toAbsolutePath().normalize();
  }

  private static List<Path> found(List<Path> files, String otherwise) {
    if (files.isEmpty()) {
      throw TableException.unreadable(otherwise);
    }
    return files;
  }

  private static boolean wild(String text) {
    return text.chars().anyMatch(c -> WILD.indexOf(c) >= 0);
  }

  private static List<Path> below(Path folder) throws IOException {
    return walk(
        folder,
        DEEPEST,
        file -> visible(folder.relativize(file), HIDDEN) && DataFiles.format(file).isPresent());
  }

  private List<Path> matching() throws IOException {
    List<String> parts = List.of(written.split("/", -1));
    int plain = (int) parts.stream().takeWhile(part -> !wild(part)).count();
    String start = String.join("/", parts.subList(0, plain));
    Path folder = path(plain == 1 && start.isEmpty() ? "/" : start);
    List<String> rest = parts.subList(plain, parts.size());
    String pattern = String.join("/", rest);
    // "any folders" includes none
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + pattern.replace("**/", "{**/,}"));
    String hidden = rest.stream().anyMatch(part -> part.matches("[._].*")) ? "" : HIDDEN;
    return Files.isDirectory(folder)
        ? walk(
            folder,
            pattern.contains("**") ? DEEPEST : rest.size(),
            file ->
                matcher.matches(folder.relativize(file))
                    && visible(folder.relativize(file), hidden))
        : List.of();
  }

  private static boolean visible(Path relative, String hidden) {
    List<String> names = new ArrayList<>();
    relative.forEach(part -> names.add(part.toString()));
    return names.stream().noneMatch(name -> hidden.indexOf(name.charAt(0)) >= 0);
  }

  private static List<Path> walk(Path folder, int depth, Predicate<Path> wanted)
      throws IOException {
    try (Stream<Path> files = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(Files::isRegularFile)
          .filter(wanted)
          .collect(Collectors.toCollection(ArrayList::new));
    }
  }
}
