package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Asset;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * An asset of the settings with what is known of it now.
 *
 * @param calendar empty when no rule names one, or the one it names does not exist
 * @param calendarRule why this calendar, or why none
 * @param firstTrade as the source told, in the calendar's zone
 */
record Instrument(
    Asset asset,
    Feed feed,
    Optional<TradingCalendar> calendar,
    String calendarRule,
    FeedTerms terms,
    Optional<LocalDate> firstTrade) {

  /** The zone that its session dates are meant in. */
  ZoneId zone() {
    return calendar.map(TradingCalendar::zone).orElse(ZoneOffset.UTC);
  }
}
