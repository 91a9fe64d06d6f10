package io.dataflow.sentinel;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands that messages name, as they have to be typed where the settings or the data lie
 * elsewhere: the parts that notice damage know the table, not the command line.
 *
 * @param config the settings file that was named
 * @param data the folder that was named
 */
record Remedy(Optional<Path> config, Optional<Path> data) {
  private static final Pattern COMMAND =
      Pattern.compile(
          "sentinel (rebuild (silver|gold)|repair (bronze|catalog|ledger)"
              + "|incidents (show [\\w-]+|ls))(?! --(config|data))");

  /** The text with the options of this command line after each such command. */
  String exact(String text) {
    String options =
        config.map(file -> " --config " + quoted(file)).orElse("")
            + data.map(folder -> " --data " + quoted(folder)).orElse("");
    return COMMAND
        .matcher(text)
        .replaceAll(match -> match.group() + Matcher.quoteReplacement(options));
  }

  /** As a shell takes it in one piece. */
  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[\\w./+:,@%=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
