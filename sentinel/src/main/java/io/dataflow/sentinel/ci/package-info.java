/**
 * What a job of GitHub Actions is told: annotations of its log, its summary, the outputs of its
 * step. Findings and texts come in, lines in the forms GitHub reads go out. It writes no file,
 * reads no environment and knows nothing of markets.
 */
package io.dataflow.sentinel.ci;
