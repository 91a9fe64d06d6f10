package io.dataflow.sentinel.source.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A fault of the content: the answer is well formed and says something wrong. */
public sealed interface ChartFault extends Fault {
  /** Changes the document; leaves it as it is where the fault does not apply. */
  void edit(ChartTree chart, Instant now);

  /** No session after a date ever comes. */
  record StoppedFeed(LocalDate after) implements ChartFault {
    @Override
    public void edit(ChartTree chart, Instant now) {
      chart.endAfter(after);
    }

    @Override
    public String words() {
      return "the feed has stopped after " + after;
    }
  }

  /** One session is left out. */
  record MissingSession(LocalDate date) implements ChartFault {
    @Override
    public void edit(ChartTree chart, Instant now) {
      chart.rowOf(date).ifPresent(chart::remove);
    }

    @Override
    public String words() {
      return "the session " + date + " is missing";
    }
  }

  /** The row of a session is there and holds nothing. */
  record NullBar(LocalDate date) implements ChartFault {
    @Override
    public void edit(ChartTree chart, Instant now) {
      chart.rowOf(date).ifPresent(chart::blank);
    }

    @Override
    public String words() {
      return "the bar of " + date + " is null";
    }
  }

  /** High and low of a session have changed places. */
  record HighBelowLow(LocalDate date) implements ChartFault {
    @Override
    public void edit(ChartTree chart, Instant now) {
      chart.rowOf(date).ifPresent(row -> swap(chart, row));
    }

    private static void swap(ChartTree chart, int row) {
      JsonNode high = chart.cell("high", row);
      JsonNode low = chart.cell("low", row);
      boolean flat = high.asDouble() == low.asDouble();
      chart.set("high", row, flat ? DoubleNode.valueOf(low.asDouble() * 0.99) : low);
      chart.set("low", row, high);
    }

    @Override
    public String words() {
      return "the bar of " + date + " has its high below its low";
    }
  }

  /** All prices from a session on are in another unit, such as pence for pounds. */
  record WrongUnit(LocalDate since, double factor) implements ChartFault {
    @Override
    public void edit(ChartTree chart, Instant now) {
      chart.scale(since, factor);
    }

    @Override
    public String words() {
      return "prices from " + since + " on are multiplied by " + factor;
    }
  }

  /** A session shows the bar of the session before. */
  record RepeatedBar(LocalDate date) implements ChartFault {
    @Override
    public void edit(ChartTree chart, Instant now) {
      chart.rowOf(date).filter(row -> row > 0).ifPresent(row -> chart.copy(row - 1, row));
    }

    @Override
    public String words() {
      return "the bar of " + date + " repeats the one before";
    }
  }

  /** A session has two rows. */
  record DuplicateBar(LocalDate date) implements ChartFault {
    @Override
    public void edit(ChartTree chart, Instant now) {
      chart.rowOf(date).ifPresent(row -> chart.append(row, chart.stamp(row) + 1));
    }

    @Override
    public String words() {
      return "the session " + date + " comes twice";
    }
  }

  /** A last row from the future, a week ahead when no moment is given. */
  record FutureBar(Optional<Instant> at) implements ChartFault {
    @Override
    public void edit(ChartTree chart, Instant now) {
      Instant stamp = at.orElse(now.plus(7, ChronoUnit.DAYS));
      if (chart.size() > 0) {
        chart.append(chart.size() - 1, stamp.getEpochSecond());
      }
    }

    @Override
    public String words() {
      return "a bar comes from the future" + at.map(stamp -> ", " + stamp).orElse("");
    }
  }

  /** One column is shorter than the others. */
  record UnequalArrays(String field) implements ChartFault {
    @Override
    public void edit(ChartTree chart, Instant now) {
      chart.shorten(field);
    }

    @Override
    public String words() {
      return "the column " + field + " is one value short";
    }
  }

  /** One value of one session is another: a number, NaN, Infinity. */
  record WrongValue(LocalDate date, String field, String value) implements ChartFault {
    @Override
    public void edit(ChartTree chart, Instant now) {
      chart.rowOf(date).ifPresent(row -> chart.set(field, row, number(value)));
    }

    /** JSON has no NaN and no infinity; broken data has, as these bare words. */
    private static JsonNode number(String text) {
      return switch (text) {
        case "NaN" -> DoubleNode.valueOf(Double.NaN);
        case "Infinity" -> DoubleNode.valueOf(Double.POSITIVE_INFINITY);
        case "-Infinity" -> DoubleNode.valueOf(Double.NEGATIVE_INFINITY);
        default -> DecimalNode.valueOf(new BigDecimal(text));
      };
    }

    @Override
    public String words() {
      return "the " + field + " of " + date + " is " + value;
    }
  }

  /** Rows come newest first. */
  record OutOfOrder() implements ChartFault {
    @Override
    public void edit(ChartTree chart, Instant now) {
      chart.reverse();
    }

    @Override
    public String words() {
      return "rows come newest first";
    }
  }

  /** A good answer without a single bar. */
  record NoData() implements ChartFault {
    @Override
    public void edit(ChartTree chart, Instant now) {
      chart.empty();
    }

    @Override
    public String words() {
      return "the answer has no bars";
    }
  }

  /** The facts about the instrument have changed, as when a ticker is given away again. */
  record WrongMeta(String field, String value) implements ChartFault {
    @Override
    public void edit(ChartTree chart, Instant now) {
      boolean number = value.matches("-?\\d+(\\.\\d+)?");
      chart.meta(
          field, number ? DecimalNode.valueOf(new BigDecimal(value)) : TextNode.valueOf(value));
    }

    @Override
    public String words() {
      return "meta says " + field + " " + value;
    }
  }
}
