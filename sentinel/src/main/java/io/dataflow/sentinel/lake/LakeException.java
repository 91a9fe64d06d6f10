package io.dataflow.sentinel.lake;

/** A table cannot be read or written; the message says which, why, and what to do. */
public final class LakeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LakeException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * A table that is not as it was written.
   *
   * @param what is wrong, naming the file
   */
  static LakeException damaged(TableSpec spec, String what) {
    return new LakeException(
        "the table " + spec.fullName() + " cannot be read: " + what + ". " + remedy(spec), null);
  }

  /** What makes a damaged table good again. */
  static String remedy(TableSpec spec) {
    return spec.layer().equals("gold")
        ? "Make it anew from silver: sentinel rebuild gold"
        : "Make it anew from bronze: sentinel rebuild " + spec.layer();
  }
}
