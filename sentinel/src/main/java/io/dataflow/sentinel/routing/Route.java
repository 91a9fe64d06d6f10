package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.config.Place;
import java.util.List;

/**
 * A node of the tree: the incidents it takes, and what becomes of those no child takes.
 *
 * @param path {@code route} for the root, {@code route/0/2} for the third child of its first
 * @param place line of the alerts file
 * @param matchers none for the root
 * @param continues whether the next sibling is asked too when this one took an incident
 * @param muteWindows time intervals in which it is quiet
 * @param activeWindows time intervals outside of which it is quiet; none for always active
 */
public record Route(
    String path,
    Place place,
    Matchers matchers,
    boolean continues,
    Terms terms,
    List<String> muteWindows,
    List<String> activeWindows,
    List<Route> routes) {

  public Route {
    muteWindows = List.copyOf(muteWindows);
    activeWindows = List.copyOf(activeWindows);
    routes = List.copyOf(routes);
  }

  /** Where it stands, for messages: {@code route/0/2 (config/alerts.yaml:12)}. */
  public String shown() {
    return path + " (" + place + ")";
  }
}
