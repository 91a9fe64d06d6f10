package io.dataflow.sentinel;

import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * Makes commands and their groups of options for picocli; those named here are given the clock.
 *
 * <p>A command that works on data needs no line here: its {@link DataOptions} have the clock.
 */
final class CommandFactory implements IFactory {
  private final Map<Class<?>, Supplier<?>> timed;

  CommandFactory(Clock wall) {
    this(wall, System.getenv());
  }

  /**
   * @param environment by which {@link CiOption} sees whether a job of a CI is to be told
   */
  CommandFactory(Clock wall, Map<String, String> environment) {
    this.timed =
        Map.of(
            CiOption.class, () -> new CiOption(environment),
            DataOptions.class, () -> new DataOptions(wall),
            YahooServerCommand.class, () -> new YahooServerCommand(wall),
            DemoCommand.class, () -> new DemoCommand(wall),
            CalendarCommand.class, () -> new CalendarCommand(wall),
            WatchdogCommand.class, () -> new WatchdogCommand(wall),
            WarmUpCommand.class, () -> new WarmUpCommand(wall));
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    Supplier<?> maker = timed.get(type);
    return maker == null ? CommandLine.defaultFactory().create(type) : type.cast(maker.get());
  }
}
