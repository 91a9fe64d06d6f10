/**
 * Reads and writes JSON as plain maps, lists, texts, numbers and flags.
 *
 * <p>Texts from outside are hostile: size, depth and number length are bounded. Output is the same
 * for the same input, byte for byte.
 */
package io.dataflow.sentinel.json;
