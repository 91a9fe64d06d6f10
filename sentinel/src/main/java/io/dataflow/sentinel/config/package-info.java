/**
 * Settings, environment files, and secrets as a type.
 *
 * <p>In: {@code config/assets.yaml}, {@code .env} files and the real environment. Out: {@link
 * io.dataflow.sentinel.config.Settings}, and for each setting where it came from. Never reads
 * anything else, never uses a default that {@link io.dataflow.sentinel.config.SettingsTable} does
 * not name, never shows a secret.
 */
package io.dataflow.sentinel.config;
