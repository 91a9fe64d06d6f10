package io.dataflow.sentinel.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the environment and its files say.
 *
 * @param env name of the installation, such as {@code production}
 * @param databaseUrl the PostgreSQL of a user's own tables. Its form is checked where it is opened
 * @param sentryDsn where errors are reported; empty for nowhere
 * @param yahooUrl base address of the chart protocol, without a slash at its end
 * @param heartbeatUrl what each run pings, so that its absence is noticed
 * @param alerts the alerts file, in place of the one beside the settings; may be relative to the
 *     project folder
 * @param mail where incidents are mailed to while there is no alerts file
 * @param whence where they were looked for
 */
public record EnvironmentValues(
    String env,
    LogLevel logLevel,
    Optional<Secret> databaseUrl,
    Optional<Secret> sentryDsn,
    URI yahooUrl,
    Optional<Secret> heartbeatUrl,
    Optional<Path> alerts,
    MailValues mail,
    Whence whence) {}
