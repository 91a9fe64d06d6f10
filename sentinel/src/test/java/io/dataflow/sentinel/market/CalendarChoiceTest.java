package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarChoiceTest {
  @ParameterizedTest
  @CsvSource({
    "AAPL, XNYS",
    "BRK-B, XNYS",
    "^GSPC, XNYS",
    "^VIX, XNYS",
    "^N225, XTKS",
    "BTC-USD, 24/7",
    "ETH-EUR, 24/7",
    "SOL-USDT, 24/7",
    "GC=F, CMES",
    "EURUSD=X, FX",
    "VOD.L, XLON",
    "7203.T, XTKS",
    "SAP.DE, XETR",
    "RY.TO, XTSE",
    "MC.PA, XPAR",
    "ASML.AS, XAMS",
    "BHP.AX, XASX",
    "0700.HK, XHKG",
    "005930.KS, XKRX",
    "035720.KQ, XKRX",
    "600519.SS, XSHG",
    "000001.SZ, XSHG",
    "RELIANCE.BO, XBOM",
    "RELIANCE.NS, XBOM",
    "PETR4.SA, BVMF",
    "^HSI, XHKG",
    "^KS11, XKRX",
    "^NSEI, XBOM",
    "^BVSP, BVMF",
  })
  void choosesByTheSymbolAlone(String symbol, String calendar) {
    assertThat(CalendarChoice.of(new Symbol(symbol)).calendar()).hasValue(calendar);
    assertThat(new Calendars(Optional.empty()).find(calendar)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOVO-B.CO", "BBCA.JK", "BRK.B", "ABC=Y"})
  void choosesNothingForASymbolWithoutARule(String symbol) {
    CalendarChoice choice = CalendarChoice.of(new Symbol(symbol));
    assertThat(choice.calendar()).isEmpty();
    assertThat(choice.rule())
        .startsWith("no rule for symbols ")
        .endsWith("; name a calendar for it in the settings");
  }

  @ParameterizedTest
  @CsvSource({
    "AAPL, NMS, EQUITY, America/New_York, XNYS",
    "IBM, NYQ, EQUITY, America/New_York, XNYS",
    "TLT, NGM, ETF, America/New_York, XNYS",
    "ABCD, PNK, EQUITY, America/New_York, XNYS",
    "ABCD, OQB, EQUITY, America/New_York, XNYS",
    "^GSPC, SNP, INDEX, America/New_York, XNYS",
    "^VIX, WCB, INDEX, America/New_York, XNYS",
    "^NEW, ZZZ, INDEX, America/New_York, XNYS",
    "BTC-USD, CCC, CRYPTOCURRENCY, UTC, 24/7",
    "GC=F, CMX, FUTURE, America/New_York, CMES",
    "VOD.L, LSE, EQUITY, Europe/London, XLON",
    "SAP.DE, GER, EQUITY, Europe/Berlin, XETR",
    "7203.T, JPX, EQUITY, Asia/Tokyo, XTKS",
    "0700.HK, HKG, EQUITY, Asia/Hong_Kong, XHKG",
    "035720.KQ, KOE, EQUITY, Asia/Seoul, XKRX",
    "000001.SZ, SHZ, EQUITY, Asia/Shanghai, XSHG",
    "RELIANCE.NS, NSI, EQUITY, Asia/Kolkata, XBOM",
    "^BVSP, SAO, INDEX, America/Sao_Paulo, BVMF",
    "EURUSD=X, CCY, CURRENCY, Europe/London, FX",
  })
  void choosesByWhatTheVendorSays(
      String symbol, String exchange, String type, String zone, String calendar) {
    assertThat(choice(symbol, exchange, type, zone).calendar()).hasValue(calendar);
  }

  @ParameterizedTest
  @CsvSource({
    "ABCD, YHD, MUTUALFUND, America/New_York",
    "BBCA.JK, JKT, EQUITY, Asia/Jakarta",
    "GC=F, CMX, INDEX, America/New_York",
    "AAPL, NMS, EQUITY, Asia/Tokyo",
  })
  void choosesNothingWhereTheVendorSaysSomethingElse(
      String symbol, String exchange, String type, String zone) {
    assertThat(choice(symbol, exchange, type, zone).calendar()).isEmpty();
  }

  @Test
  void saysWhichRuleDecided() {
    assertThat(choice("AAPL", "NMS", "EQUITY", "America/New_York").rule())
        .isEqualTo("exchange NMS, type EQUITY follows XNYS");
    assertThat(choice("BBCA.JK", "JKT", "EQUITY", "Asia/Jakarta").rule())
        .isEqualTo(
            "no rule for exchange JKT, type EQUITY, zone Asia/Jakarta;"
                + " name a calendar for it in the settings");
  }

  @Test
  void fallsBackToTheSymbolWhereTheVendorNamesNoExchange() {
    CalendarChoice.Listing nothing =
        new CalendarChoice.Listing(Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(CalendarChoice.of(new Symbol("GC=F"), nothing).calendar()).hasValue("CMES");
  }

  private static CalendarChoice choice(String symbol, String exchange, String type, String zone) {
    return CalendarChoice.of(
        new Symbol(symbol),
        new CalendarChoice.Listing(Optional.of(exchange), Optional.of(type), Optional.of(zone)));
  }
}
