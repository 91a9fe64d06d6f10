package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.text.ForeignText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes an incident down the tree of routes, as Alertmanager does.
 *
 * <p>Children are asked in order; after the first that takes it no other is, unless that one
 * continues. A route whose children all decline takes it itself. A muted route takes its incidents
 * all the same and keeps quiet.
 */
public final class RouteTree {
  private final Route root;
  private final TimeWindows windows;

  public RouteTree(Route root, TimeWindows windows) {
    this.root = Objects.requireNonNull(root, "root");
    this.windows = Objects.requireNonNull(windows, "windows");
  }

  public Route root() {
    return root;
  }

  /** All routes, parents before children, in the order of the file. */
  public List<Route> all() {
    return below(root).toList();
  }

  private static Stream<Route> below(Route route) {
    return Stream.concat(Stream.of(route), route.routes().stream().flatMap(RouteTree::below));
  }

  /** The routes that take an incident, in order; at least one. */
  public List<Routed> routed(Map<String, String> labels, Instant at) {
    return taking(root, labels, at, new ArrayList<>());
  }

  /**
   * Why it goes where it goes, one line for each route that was asked, and one for each that takes
   * it: {@code route/0 (config/alerts.yaml:12): severity="critical" does not match "warning"}.
   */
  public List<String> explained(Map<String, String> labels, Instant at) {
    List<String> steps = new ArrayList<>();
    taking(root, labels, at, steps);
    return steps;
  }

  private List<Routed> taking(
      Route route, Map<String, String> labels, Instant at, List<String> steps) {
    if (!route.matchers().match(labels)) {
      steps.add(route.shown() + ": " + declined(route, labels));
      return List.of();
    }
    steps.add(
        route.shown()
            + ": "
            + (route.matchers().all().isEmpty() ? "takes all" : route.matchers() + " matches"));
    List<Routed> all = new ArrayList<>();
    for (Route child : route.routes()) {
      List<Routed> taken = taking(child, labels, at, steps);
      all.addAll(taken);
      if (!taken.isEmpty() && !child.continues()) {
        break;
      }
    }
    if (all.isEmpty()) {
      Routed taken =
          new Routed(route, windows.muted(route.muteWindows(), route.activeWindows(), at));
      steps.add(route.shown() + ": " + told(taken));
      all.add(taken);
    }
    return List.copyOf(all);
  }

  private static String declined(Route route, Map<String, String> labels) {
    return route.matchers().failing(labels).stream()
        .map(matcher -> matcher + " does not match " + value(matcher, labels))
        .collect(Collectors.joining("; "));
  }

  private static String value(Matcher matcher, Map<String, String> labels) {
    return "\"" + ForeignText.cut(labels.getOrDefault(matcher.label(), ""), 60) + "\"";
  }

  private static String told(Routed routed) {
    String before = routed.route().routes().isEmpty() ? "" : "no route below takes it; ";
    return before
        + "goes to receiver "
        + routed.receiver()
        + routed.muted().map(muted -> ", but is " + muted).orElse("");
  }
}
