/**
 * How a PostgreSQL is reached: an address in goes, in any of the forms in use, out comes a
 * connection with a limit on every wait, or words that say what is wrong and what to do. It knows
 * no table and keeps nothing, and no text of it ever holds a password.
 */
package io.dataflow.sentinel.postgres;
