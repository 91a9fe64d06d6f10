package io.dataflow.sentinel.market;

class XetrTest extends TradingCalendarConformance {
  XetrTest() {
    super("XETR");
  }
}
