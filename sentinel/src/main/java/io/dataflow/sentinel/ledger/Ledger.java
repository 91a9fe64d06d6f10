package io.dataflow.sentinel.ledger;

/**
 * The memory of the program: runs, batches, what was looked at and promised, what was said.
 *
 * <p>Building one does no I/O; the first use opens it, and brings an older schema up to date. Safe
 * for several threads, which take turns, and for several processes. Instants are kept to the
 * microsecond, cut off. A failed call leaves everything as it was before and can be repeated.
 *
 * <p>Any call throws {@link LedgerException} of kind ENVIRONMENT when the database cannot be
 * reached, read or written, is damaged, or was made by a newer program.
 */
public interface Ledger
    extends RunLedger, BatchLedger, FreshnessLedger, InstrumentLedger, AutoCloseable {
  /** Opens the ledger now instead of at the first use, making it when there is none. */
  void open();

  /** Whether there is a ledger to open; looking makes none. */
  boolean exists();

  /** Who may write to the lake of this ledger. */
  LeaseLedger lease();

  /** Says how the ledger is. Never throws, and makes nothing. */
  Health check();

  /** What is wrong, and what people did about it. */
  IncidentLedger incidents();

  /** What people are told. */
  OutboxLedger outbox();

  /** What is known of runs that are over, and what is forgotten of them. */
  PastLedger past();

  /**
   * Makes all recordings within {@code work} one transaction: all are kept, or none when it throws.
   * Reads within see them. Other users of the ledger wait meanwhile, so {@code work} should only
   * talk to the ledger. May be nested; the outermost call commits.
   *
   * @throws LedgerException also when a recording within failed and {@code work} went on
   */
  void atomically(Runnable work);

  /** Lets go of the database. May be called twice; a later use opens it again. */
  @Override
  void close();
}
