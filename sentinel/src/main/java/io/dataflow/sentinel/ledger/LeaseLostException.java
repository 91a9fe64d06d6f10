package io.dataflow.sentinel.ledger;

/**
 * A run had the lease, did not renew it in time, and another one took it. Nothing of the failed
 * call is kept, and nothing may be written any more.
 */
public final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeaseLostException(String message) {
    super(message);
  }
}
