package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.config.Place;
import io.dataflow.sentinel.yaml.Suggestion;
import io.dataflow.sentinel.yaml.YamlMapping;
import io.dataflow.sentinel.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the tree under {@code route}. */
final class RouteReader {
  private static final int DEEPEST = 20;
  private static final int MOST = 1000;
  private static final Map<String, String> RETIRED =
      Map.of(
          "match", "write matchers, as in \"- severity = critical\"",
          "match_re", "write matchers, as in \"- severity =~ error|critical\"");

  private final Reading reading;
  private final MatcherReader matchers;
  private final Set<String> receivers;
  private final Set<String> windows;
  private int count;
  private boolean endless;

  /**
   * @param receivers the names there are
   * @param windows the time intervals there are
   */
  RouteReader(Reading reading, Set<String> receivers, Set<String> windows) {
    this.reading = reading;
    this.matchers = new MatcherReader(reading);
    this.receivers = receivers;
    this.windows = windows;
  }

  /** The root; empty with problems. */
  Optional<Route> read(YamlMapping top) {
    Optional<Fields> root = reading.section(top, "route");
    if (root.isEmpty()) {
      top.require("route");
      return Optional.empty();
    }
    Fields fields = root.get();
    fields.mapping().require("receiver");
    for (String key :
        List.of("matchers", "match", "match_re", "mute_time_intervals", "active_time_intervals")) {
      refuseInRoot(fields, key);
    }
    refuseInRoot(fields, "continue");
    return Optional.of(route(fields, "route", Terms.usual("nobody")));
  }

  private void refuseInRoot(Fields fields, String key) {
    fields
        .mapping()
        .get(key)
        .ifPresent(
            node ->
                reading.problem(
                    node,
                    key
                        + ": the first route takes all incidents; write a route below it, under"
                        + " routes"));
  }

  private Route route(Fields fields, String path, Terms inherited) {
    if (!path.equals("route")) {
      fields.mapping().retire(RETIRED);
    }
    Terms terms = terms(fields, inherited);
    boolean continues = fields.flag("continue").orElse(false);
    Matchers conditions = matchers.matchers(fields, "matchers");
    List<String> mutes = windows(fields, "mute_time_intervals");
    List<String> actives = windows(fields, "active_time_intervals");
    List<Route> routes = children(fields, path, terms);
    fields.finish(Map.of());
    Place place = new Place(fields.at().file(), fields.at().line());
    return new Route(path, place, conditions, continues, terms, mutes, actives, routes);
  }

  /** An alias may stand for the route it stands in, so that there is no end to children. */
  private List<Route> children(Fields fields, String path, Terms terms) {
    List<Route> routes = new ArrayList<>();
    int depth = (int) path.chars().filter(c -> c == '/').count();
    for (Fields child : reading.sections(fields.mapping(), "routes")) {
      count++;
      if (!endless && (depth >= DEEPEST || count > MOST)) {
        endless = true;
        reading.problem(
            fields.at(),
            "routes: more than " + DEEPEST + " below each other, or than " + MOST + " in all");
      }
      if (endless) {
        return routes;
      }
      routes.add(route(child, path + "/" + routes.size(), terms));
    }
    return routes;
  }

  private Terms terms(Fields fields, Terms inherited) {
    Optional<Duration> repeat = duration(fields, "repeat_interval");
    return new Terms(
        receiver(fields).orElse(inherited.receiver()),
        groupBy(fields).orElse(inherited.groupBy()),
        duration(fields, "group_wait").orElse(inherited.groupWait()),
        duration(fields, "group_interval").orElse(inherited.groupInterval()),
        repeat.isPresent() ? repeat.filter(d -> !d.isZero()) : inherited.repeatInterval());
  }

  private static Optional<Duration> duration(Fields fields, String key) {
    return fields.parsed(key, DurationForm.WANTED, DurationForm::parse);
  }

  private Optional<String> receiver(Fields fields) {
    Optional<String> name = fields.text("receiver").map(String::strip);
    name.ifPresent(each -> check(fields, "receiver", each, receivers));
    return name;
  }

  private void check(Fields fields, String key, String name, Set<String> known) {
    if (!known.contains(name)) {
      YamlNode node = fields.mapping().get(key).orElseThrow();
      reading.problem(
          node,
          key
              + ": there is no "
              + (key.equals("receiver") ? "receiver " : "time interval ")
              + Reading.shown(name)
              + Suggestion.of(name, known));
    }
  }

  private List<String> windows(Fields fields, String key) {
    if (!fields.has(key)) {
      return List.of();
    }
    List<String> names = fields.each(key, "a time interval's name", text -> text);
    names.forEach(name -> check(fields, key, name, windows));
    return names;
  }

  private Optional<GroupBy> groupBy(Fields fields) {
    if (!fields.has("group_by")) {
      return Optional.empty();
    }
    List<String> labels = matchers.labels(fields, "group_by");
    if (!labels.contains("...")) {
      return Optional.of(new GroupBy(false, labels));
    }
    if (labels.size() > 1) {
      reading.problem(
          fields.mapping().get("group_by").orElseThrow(),
          "group_by: '...' means all labels and stands alone");
    }
    return Optional.of(GroupBy.EACH);
  }
}
