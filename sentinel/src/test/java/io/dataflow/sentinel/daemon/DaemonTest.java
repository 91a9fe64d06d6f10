package io.dataflow.sentinel.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.source.standin.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DaemonTest {
  private static final Instant START = Instant.parse("2026-03-05T12:00:00Z");
  private static final Pace PACE =
      new Pace(Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofHours(1));

  private final MovableClock clock = new MovableClock(START);
  private final RecordedDuties duties = new RecordedDuties();
  private Instant end = START;

  /** Notes what it is asked to do, with the minutes since the start. */
  private final class RecordedDuties implements Duties {
    private final List<String> done = new ArrayList<>();
    private final Map<String, Instant> checks = new TreeMap<>();
    private Optional<Instant> deadline = Optional.empty();
    private Consumer<List<String>> running = list -> {};
    private boolean away;
    private boolean diskFull;

    private void note(String what) {
      done.add(Duration.between(START, clock.instant()).toMinutes() + " " + what);
    }

    @Override
    public Agenda agenda(Instant now) {
      if (away) {
        throw new IllegalStateException("the database is away");
      }
      return new Agenda(checks, deadline.filter(d -> d.isAfter(now)));
    }

    @Override
    public void run(List<String> instruments) {
      note("run " + instruments);
      running.accept(instruments);
    }

    @Override
    public void look() {
      note("look");
    }

    @Override
    public void beat() {
      note("beat");
    }

    @Override
    public void rests(Agenda.Coming next) {}

    @Override
    public void failed(RuntimeException cause, int inARow) {
      note("failed " + inARow);
    }

    @Override
    public void alive(Instant until) {
      if (diskFull) {
        throw new IllegalStateException("no space left");
      }
    }

    private List<String> of(String what) {
      return done.stream().filter(each -> each.contains(what)).toList();
    }
  }

  /** Time passes by rests alone. */
  private void goes(Duration length) {
    end = START.plus(length);
    new Daemon(
            duties,
            PACE,
            clock,
            new Rest() {
              @Override
              public boolean stopped() {
                return !clock.instant().isBefore(end);
              }

              @Override
              public void until(Instant moment) {
                assertThat(moment).isAfterOrEqualTo(clock.instant());
                clock.moveTo(
                    moment.isAfter(clock.instant()) ? moment : clock.instant().plusMillis(1));
              }
            },
            new Random(1))
        .run();
  }

  private static Instant at(int minutes) {
    return START.plus(Duration.ofMinutes(minutes));
  }

  @Test
  void asksAtOnceAndThenWhenItIsTime() {
    duties.checks.put("AAPL", START);
    duties.checks.put("BTC-USD", START);
    duties.running = asked -> asked.forEach(one -> duties.checks.put(one, at(60)));
    goes(Duration.ofMinutes(59));
    assertThat(duties.of("run")).containsExactly("0 run [AAPL, BTC-USD]");
    assertThat(duties.of("look")).hasSize(11).startsWith("5 look").endsWith("55 look");
    assertThat(duties.of("beat")).isEmpty();
  }

  @Test
  void putsLaterChecksOffByPartOfTheJitterAndTakesThoseTogetherThatCameDueMeanwhile() {
    duties.checks.put("AAPL", at(30));
    duties.checks.put("SPY", at(30).plusSeconds(1));
    duties.running = asked -> asked.forEach(one -> duties.checks.put(one, at(30 + 24 * 60)));
    duties.checks.put("BTC-USD", START);
    goes(Duration.ofMinutes(40));
    assertThat(duties.of("run")).hasSize(2).last().asString().contains("[AAPL, SPY]");
    int minute = Integer.parseInt(duties.of("run").get(1).split(" ")[0]);
    assertThat(minute).isBetween(30, 31);
  }

  @Test
  void waitsBetweenRunsThatBreakBeforeTheyNoteThatTheyAsked() {
    duties.checks.put("AAPL", START);
    goes(Duration.ofMinutes(20));
    assertThat(duties.of("run").size()).isBetween(5, 10);
  }

  @Test
  void looksRightAfterADeadline() {
    duties.checks.put("AAPL", at(600));
    duties.deadline = Optional.of(at(7));
    goes(Duration.ofMinutes(11));
    assertThat(duties.of("look")).containsExactly("0 look", "5 look", "7 look");
  }

  @Test
  void beatsWhileNoRunComes() {
    duties.checks.put("AAPL", at(6000));
    goes(Duration.ofMinutes(121));
    assertThat(duties.of("beat")).containsExactly("0 beat", "60 beat", "120 beat");
  }

  @Test
  void goesOnWhenTheDatabaseWasAway() {
    duties.checks.put("AAPL", START);
    duties.running = asked -> asked.forEach(one -> duties.checks.put(one, at(600)));
    duties.away = true;
    goes(Duration.ofMinutes(3));
    assertThat(duties.done).containsExactly("0 failed 1", "1 failed 2", "2 failed 3");
    duties.away = false;
    goes(Duration.ofMinutes(4));
    assertThat(duties.of("run")).containsExactly("3 run [AAPL]");
  }

  @Test
  void goesOnWhenNothingCanBeWritten() {
    duties.checks.put("AAPL", START);
    duties.running = asked -> asked.forEach(one -> duties.checks.put(one, at(600)));
    duties.diskFull = true;
    goes(Duration.ofMinutes(11));
    assertThat(duties.of("run")).hasSize(1);
    assertThat(duties.of("look")).containsExactly("5 look", "10 look");
    assertThat(duties.of("failed")).isNotEmpty();
  }

  @Test
  void goesOnAfterARunThatThrew() {
    duties.checks.put("AAPL", START);
    duties.running =
        asked -> {
          throw new IllegalStateException("no disk");
        };
    goes(Duration.ofMinutes(10));
    assertThat(duties.of("failed").size()).isEqualTo(duties.of("run").size()).isBetween(2, 5);
  }

  @Test
  void isNotStuckWhenTheClockIsSetBack() {
    duties.checks.put("AAPL", START);
    duties.running =
        asked -> {
          duties.checks.put("AAPL", START.minus(Duration.ofDays(2)));
          if (duties.of("run").size() == 1) {
            clock.moveTo(START.minus(Duration.ofDays(1)));
            end = clock.instant().plus(Duration.ofMinutes(10));
          }
        };
    goes(Duration.ofMinutes(10));
    assertThat(duties.of("run")).hasSizeBetween(3, 6);
  }
}
