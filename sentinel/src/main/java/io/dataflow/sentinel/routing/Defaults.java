package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the global section says for channels that do not say it themselves.
 *
 * @param smarthost the mail server
 * @param slackUrl the incoming webhook
 */
record Defaults(
    Optional<HostPort> smarthost,
    Optional<String> from,
    Optional<Secret> username,
    Optional<Secret> password,
    boolean requireTls,
    Optional<Path> caFile,
    Optional<Secret> slackUrl,
    URI pagerDutyUrl) {}
