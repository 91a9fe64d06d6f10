package io.dataflow.sentinel.market;

class XtseTest extends TradingCalendarConformance {
  XtseTest() {
    super("XTSE");
  }
}
