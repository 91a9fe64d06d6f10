package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StdoutChannelTest {
  private final StringWriter written = new StringWriter();

  @ParameterizedTest
  @EnumSource
  void takesWhatPeopleRead(Message.Kind kind) {
    assertThat(channel(false).takes(kind)).isEqualTo(ChannelConformance.PEOPLE.contains(kind));
  }

  @Test
  void writesTextForPeople() {
    Delivery delivery =
        channel(false).deliver(Messages.small(Message.Kind.FIRING), Optional.empty());

    assertThat(delivery).isEqualTo(Delivery.sent());
    assertThat(written.toString())
        .contains("us-daily has no bars of Fri 2026-03-06\n", "sentinel explain us-daily\n")
        .endsWith("\n");
  }

  @Test
  void beginsHowARunWentWithItsTitle() {
    Message report = Messages.small(Message.Kind.REPORT);

    channel(false).deliver(report, Optional.empty());

    assertThat(written.toString().lines().findFirst().orElseThrow())
        .contains("REPORT]")
        .endsWith(report.title());
  }

  @Test
  void writesOneLineOfJsonAMessage() {
    channel(true).deliver(Messages.small(Message.Kind.FIRING), Optional.empty());
    channel(true).deliver(Messages.small(Message.Kind.RESOLVED), Optional.empty());

    List<String> lines = written.toString().lines().toList();
    assertThat(lines).hasSize(2);
    Map<?, ?> over = Bodies.object(lines.get(1));
    assertThat(over.get("kind")).isEqualTo("resolved");
    Map<?, ?> incident = Bodies.map(Bodies.list(over, "incidents").get(0), "the incident");
    assertThat(incident.get("resolved")).isEqualTo(true);
    assertThat(incident.get("lasted")).isEqualTo("PT2H15M");
    assertThat(incident.get("since")).isEqualTo("2026-03-07T04:30:00Z");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void letsNothingSteerTheTerminal(boolean json) {
    channel(json).deliver(Messages.hostile(), Optional.empty());

    assertThat(written.toString())
        .doesNotContainPattern("[\\p{Cc}&&[^\\n]]|[\\u202a-\\u202e\\u2066-\\u2069]");
  }

  @Test
  void failsWhenNobodyReads() {
    Writer closed =
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("Broken pipe");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Channel channel =
        new StdoutChannel(
            new ChannelSettings.Stdout(false),
            new Templates(Optional.empty()),
            new PrintWriter(closed));

    assertThat(channel.deliver(Messages.small(Message.Kind.TEST), Optional.empty()))
        .isEqualTo(Delivery.failed("nobody reads the output any more"));
  }

  private Channel channel(boolean json) {
    return new StdoutChannel(
        new ChannelSettings.Stdout(json),
        new Templates(Optional.empty()),
        new PrintWriter(written));
  }
}
