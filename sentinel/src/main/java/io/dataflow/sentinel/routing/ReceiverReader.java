package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.config.Success;
import io.dataflow.sentinel.yaml.YamlMapping;
import io.dataflow.sentinel.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code receivers}. */
final class ReceiverReader {
  private static final String ELSEWHERE =
      "write webhook_configs, or alertmanager_configs to hand the incidents to an Alertmanager that"
          + " has it";
  private static final Map<String, String> INSTEADS =
      Map.ofEntries(
          Map.entry(
              "msteams_configs",
              "Microsoft has ended its connectors; write msteamsv2_configs with the address of a"
                  + " Workflows flow"),
          Map.entry("opsgenie_configs", ELSEWHERE),
          Map.entry("victorops_configs", ELSEWHERE),
          Map.entry("pushover_configs", ELSEWHERE),
          Map.entry("sns_configs", ELSEWHERE),
          Map.entry("telegram_configs", ELSEWHERE),
          Map.entry("webex_configs", ELSEWHERE),
          Map.entry("wechat_configs", ELSEWHERE),
          Map.entry("jira_configs", ELSEWHERE),
          Map.entry("rocketchat_configs", ELSEWHERE),
          Map.entry("mattermost_configs", ELSEWHERE),
          Map.entry("incidentio_configs", ELSEWHERE));

  /**
   * A receiver as it was read, and the line of its name.
   *
   * @param onLedgerFailure empty when it does not say
   */
  record Found(YamlNode at, Receiver receiver, Optional<Boolean> onLedgerFailure) {}

  private final Reading reading;
  private final ChannelKind.Readers readers;

  ReceiverReader(Reading reading, Defaults defaults) {
    this.reading = reading;
    this.readers =
        new ChannelKind.Readers(
            new EmailReader(reading, defaults), new ChannelReader(reading, defaults));
  }

  /** By name, in the order of the file. */
  Map<String, Found> read(YamlMapping top) {
    Map<String, Found> all = new LinkedHashMap<>();
    for (Fields fields : reading.sections(top, "receivers")) {
      receiver(fields)
          .ifPresent(
              found -> {
                Found before = all.putIfAbsent(found.receiver().name(), found);
                if (before != null) {
                  reading.problem(
                      found.at(),
                      "the receiver "
                          + Reading.shown(found.receiver().name())
                          + " stands here a second time, after line "
                          + before.at().line());
                }
              });
    }
    return all;
  }

  private Optional<Found> receiver(Fields fields) {
    Optional<String> name =
        fields.required("name").map(String::strip).filter(each -> named(fields, each));
    List<Send> sends = new ArrayList<>();
    for (ChannelKind kind : ChannelKind.values()) {
      for (Fields entry : reading.sections(fields.mapping(), kind.key())) {
        kind.read(readers, entry).ifPresent(sends::add);
      }
    }
    Optional<Boolean> onLedgerFailure = fields.flag("on_ledger_failure");
    Success success =
        fields
            .parsed("success", "one of always, on-change, never", Success::of)
            .orElse(Success.NEVER);
    fields.finish(INSTEADS);
    return name.map(
        each ->
            new Found(
                fields.mapping().get("name").orElseThrow(),
                new Receiver(each, sends, onLedgerFailure.orElse(false), success),
                onLedgerFailure));
  }

  private boolean named(Fields fields, String name) {
    boolean right = name.matches("[^\\p{Cntrl}]{1,100}");
    if (!right) {
      reading.problem(
          fields.at(), "name: 1 to 100 characters on one line are wanted as a receiver's name");
    }
    return right;
  }
}
