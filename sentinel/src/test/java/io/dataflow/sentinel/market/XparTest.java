package io.dataflow.sentinel.market;

class XparTest extends TradingCalendarConformance {
  XparTest() {
    super("XPAR");
  }
}
