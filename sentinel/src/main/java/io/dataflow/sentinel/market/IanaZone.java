package io.dataflow.sentinel.market;

import java.time.DateTimeException;
import java.time.ZoneId;

/** A zone by its IANA name: only a place knows its clock changes, past and to come. */
final class IanaZone {
  static final String FORM =
      "an IANA zone such as America/New_York, or UTC (offsets and abbreviations know no clock"
          + " changes)";

  private IanaZone() {}

  /**
   * Reads {@code Asia/Tokyo} or {@code UTC}.
   *
   * @throws IllegalArgumentException for an unknown name, an offset ({@code +09:00}, {@code
   *     Etc/GMT-9}) or an abbreviation ({@code EST})
   */
  static ZoneId parse(String name) {
    boolean place = name.contains("/") && !name.startsWith("Etc/") && !name.startsWith("SystemV/");
    if (!place && !name.equals("UTC")) {
      throw new IllegalArgumentException(name);
    }
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
