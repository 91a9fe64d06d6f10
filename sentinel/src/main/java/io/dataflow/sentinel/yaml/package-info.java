/**
 * Reads YAML files that people write: settings, contracts, calendars, fault files.
 *
 * <p>In: a file or text. Out: values that know their file and line, and all problems of a file at
 * once. Knows nothing of what the values mean, and never builds an object a file names.
 */
package io.dataflow.sentinel.yaml;
