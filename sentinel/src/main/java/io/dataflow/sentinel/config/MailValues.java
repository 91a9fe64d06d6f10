package io.dataflow.sentinel.config;

import java.util.List;
import java.util.Optional;

/**
 * The mailbox that is named by variables alone, without an alerts file.
 *
 * @param to whom to tell, at least one
 * @param from the sender; empty for the user
 * @param success when a run that went well is told too
 */
public record MailValues(
    Optional<String> user,
    Optional<Secret> password,
    Optional<List<String>> to,
    Optional<String> from,
    String host,
    int port,
    Success success) {}
