package io.dataflow.sentinel.market;

class XamsTest extends TradingCalendarConformance {
  XamsTest() {
    super("XAMS");
  }
}
