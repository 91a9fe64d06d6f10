package io.dataflow.sentinel.notify;

import io.dataflow.sentinel.incident.Incident;
import java.util.List;

/** Whom to tell of what: routes, silences and windows at one instant. */
public interface Directory {
  /**
   * Whom an incident is for now; nobody while it is silenced or inhibited, or a route is muted.
   *
   * @param all the incidents that are not over
   */
  List<Address> addresses(Incident incident, List<Incident> all);

  /** The channels of a receiver; none when there is no such receiver any more. */
  List<Line> lines(String receiver);

  /** From how many new incidents at once for one receiver on they become one message. */
  int digestAbove();
}
