package io.dataflow.sentinel.notify;

import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.incident.Group;
import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.Member;
import io.dataflow.sentinel.incident.Resolution;
import io.dataflow.sentinel.incident.Severity;
import io.dataflow.sentinel.text.ForeignText;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Makes messages of incidents.
 *
 * @param environment name of the installation
 * @param expires until when another alert system takes an incident as lasting if it hears nothing
 * @param command turns an incident's id into what to type
 * @param runbook where classes of incidents are explained; an anchor is added
 */
public record Composer(
    String environment, Instant expires, UnaryOperator<String> command, Optional<URI> runbook) {
  private static final Comparator<Incident> WORST_FIRST =
      Comparator.comparing(Incident::over)
          .thenComparing(i -> i.detail().severity(), Comparator.reverseOrder())
          .thenComparing(Incident::began)
          .thenComparing(Incident::id);

  /**
   * One message.
   *
   * @param incidents at least one
   * @param news whether an incident has a change that the receiver does not know
   */
  Message message(
      String id,
      String thread,
      Message.Kind kind,
      List<Incident> incidents,
      Predicate<Incident> news,
      Instant now) {
    List<Incident> sorted = incidents.stream().sorted(WORST_FIRST).toList();
    Severity severity =
        sorted.stream()
            .filter(i -> kind == Message.Kind.RESOLVED || !i.over())
            .map(i -> i.detail().severity())
            .reduce(Severity.INFO, Severity::or);
    return new Message(
        id,
        thread,
        kind,
        severity,
        title(sorted),
        environment,
        sorted.stream().map(i -> entry(i, kind, news.test(i))).toList(),
        List.of(),
        now);
  }

  private static String title(List<Incident> sorted) {
    String first = ForeignText.cut(sorted.get(0).detail().title(), Message.TITLE - 40);
    return sorted.size() == 1 ? first : sorted.size() + " incidents, first: " + first;
  }

  private Message.Entry entry(Incident incident, Message.Kind kind, boolean news) {
    Incident.Detail detail = incident.detail();
    Optional<Instant> end = incident.standing().resolvedAt();
    return new Message.Entry(
        incident.id(),
        incident.over(),
        detail.severity(),
        ForeignText.cut(detail.title(), Message.TITLE),
        incident.began(),
        ForeignText.cut(detail.expected(), Message.Entry.CAUSE),
        detail.scope(),
        ForeignText.cut(detail.cause(), Message.Entry.CAUSE),
        news ? change(incident, kind) : Optional.empty(),
        members(incident),
        end.map(at -> Duration.between(incident.began(), at)).map(Composer::positive),
        command.apply(incident.id()),
        runbook.map(base -> URI.create(base + "#" + incident.fingerprint().what().word())),
        incident.labels(environment),
        end.orElse(expires));
  }

  /** A part of the program is named by the title already. */
  private static List<String> members(Incident incident) {
    String itself =
        incident.fingerprint().group().scope() == Group.Scope.PROGRAM
            ? incident.fingerprint().group().name()
            : "";
    return incident.detail().members().stream()
        .map(Member::name)
        .filter(name -> !name.equals(itself))
        .map(ForeignText::line)
        .toList();
  }

  private static Duration positive(Duration length) {
    return length.isNegative() ? Duration.ZERO : length;
  }

  private static Optional<String> change(Incident incident, Message.Kind kind) {
    if (incident.over()) {
      return incident.standing().resolution().map(Resolution::why).map(Composer::line);
    }
    return kind == Message.Kind.FIRING && incident.standing().openings() == 1
        ? Optional.empty()
        : Optional.of(line(incident.standing().note()));
  }

  private static String line(String text) {
    return ForeignText.cut(text, Message.Entry.CAUSE);
  }
}
