package io.dataflow.sentinel.market;

class WeekdaysTest extends TradingCalendarConformance {
  WeekdaysTest() {
    super("24/5");
  }
}
