package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class XtseTest extends TradingCalendarConformance {
  XtseTest() {
    super("XTSE");
  }

  /** The market was shut 18 minutes after it opened, and some bars are there. */
  @Test
  void owesNoBarOfTheDayItsDataFeedsFailed() {
    assertThat(calendar().session(LocalDate.of(2008, 12, 17), NOW))
        .map(Session::owed)
        .hasValue(false);
  }
}
