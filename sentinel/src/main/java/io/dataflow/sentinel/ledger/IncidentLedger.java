package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.IncidentEvent;
import io.dataflow.sentinel.incident.Reconciled;
import io.dataflow.sentinel.incident.Silence;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What the ledger keeps of incidents. Each call is atomic and durable when it returns. To read,
 * decide and record as one, do so within {@link Ledger#atomically} after {@link #takeTurn}.
 */
public interface IncidentLedger {
  /** Within a transaction: others who call this wait until it ends. */
  void takeTurn();

  /** Those that are not over, by when they opened. */
  List<Incident> open();

  /**
   * What an evaluation has to know: those that are not over, those that ended by evidence after an
   * instant, and those that ended by hand and were not seen to be well since.
   */
  List<Incident> known(Instant endedAfter);

  /** By id, those that exist. */
  List<Incident> incidents(Collection<String> ids);

  /** Whose id begins with a text, newest first; the text is taken as it is. */
  List<Incident> named(String beginning);

  /** The newest by when they opened, over or not. */
  List<Incident> newest(int most);

  /**
   * Records incidents as they are now, and appends to their histories.
   *
   * @throws LedgerException when another incident with the same cause is open already
   */
  void record(Reconciled what);

  /** The history of an incident, oldest first. */
  List<IncidentEvent> events(String incidentId);

  /** Records a silence, or its new end. */
  void record(Silence silence);

  /** All silences that end after an instant, by when they start. */
  List<Silence> silences(Instant endingAfter);
}
