package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many sessions owed a bar in each year from 2005 to 2026, counted apart from our files: as
 * weekdays less the closures that exchanges, gazettes and other libraries name (docs/CALENDARS.md).
 */
class SessionCountsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final int FIRST = 2005;

  @ParameterizedTest
  @CsvSource({
    "XNYS, 252 251 251 253 252 252 252 250 252 252 252 252 251 251 252 253 252 251 250 252 250 251",
    "XLON, 252 252 253 254 253 253 251 252 253 253 253 253 252 253 253 254 253 250 251 254 253 253",
    "XTKS, 245 248 245 245 243 245 245 248 245 244 244 245 247 245 241 242 245 244 246 245 243 242",
    "XETR, 257 255 252 254 254 256 257 254 253 252 253 255 252 251 251 254 255 257 255 254 253 254",
    "XPAR, 257 255 255 256 256 258 257 256 255 255 256 257 255 255 255 257 258 257 255 256 255 256",
    "XAMS, 257 255 255 256 256 258 257 256 255 255 256 257 255 255 255 257 258 257 255 256 255 256",
    "XTSE, 251 251 252 251 251 251 250 251 251 251 251 251 250 251 251 252 251 250 250 252 251 251",
    "XASX, 252 252 253 254 254 253 252 253 253 253 254 253 252 253 253 255 254 251 252 254 253 254",
    "XHKG, 247 247 246 245 249 249 246 247 244 247 247 245 246 246 246 248 247 246 243 246 246 247",
    "XKRX, 249 247 246 248 253 251 248 248 247 245 248 246 243 244 246 248 248 246 245 244 242 244",
    "XSHG, 242 241 242 246 244 242 244 243 238 245 244 244 244 243 244 243 243 242 242 242 243 242",
    "XBOM, 248 247 248 245 242 250 246 246 248 242 247 246 247 245 244 251 247 247 245 246 248 246",
    "BVMF, 249 246 245 249 246 247 249 246 248 248 246 249 246 245 248 249 247 250 248 251 250 247",
    "CMES, 252 251 251 253 252 252 252 252 252 252 252 252 251 251 252 253 252 251 250 252 250 251",
    "24/5, 260 260 261 262 261 261 260 261 261 261 261 261 260 261 261 262 261 260 260 262 261 261",
    "24/7, 365 365 365 366 365 365 365 366 365 365 365 366 365 365 365 366 365 365 365 366 365 365",
  })
  void hasAsManySessionsAsTheYearHad(String name, String counts) {
    List<Long> published = Arrays.stream(counts.split(" ")).map(Long::valueOf).toList();
    TradingCalendar calendar = new Calendars(Optional.empty()).find(name).orElseThrow();
    List<Long> ours =
        IntStream.range(FIRST, FIRST + published.size())
            .mapToObj(year -> owed(calendar, year))
            .toList();
    assertThat(ours).isEqualTo(published);
  }

  private static long owed(TradingCalendar calendar, int year) {
    return calendar.sessions(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31), NOW).stream()
        .filter(Session::owed)
        .count();
  }
}
