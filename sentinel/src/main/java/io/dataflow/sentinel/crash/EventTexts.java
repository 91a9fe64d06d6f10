package io.dataflow.sentinel.crash;

import io.sentry.Hint;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions.BeforeSendCallback;
import io.sentry.protocol.Message;
import io.sentry.protocol.SentryException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Takes secrets out of every text of an event, and takes off what is nobody's business.
 *
 * <p>When it fails, the library sends nothing.
 */
final class EventTexts implements BeforeSendCallback {
  /** What a server keeps of a text; a body of more than a megabyte it refuses. */
  private static final int LONGEST = 8_000;

  /** A longer tag, or one of two lines, is dropped by the server. */
  private static final int LONGEST_TAG = 200;

  private final UnaryOperator<String> redactor;

  EventTexts(UnaryOperator<String> redactor) {
    this.redactor = redactor;
  }

  @Override
  public SentryEvent execute(SentryEvent event, Hint hint) {
    message(event.getMessage());
    List<SentryException> exceptions = event.getExceptions();
    if (exceptions != null) {
      exceptions.forEach(one -> one.setValue(cut(one.getValue(), LONGEST)));
    }
    event.setTags(tags(event.getTags()));
    event.setBreadcrumbs(List.of());
    event.setExtras(Map.of());
    event.setUser(null);
    event.setRequest(null);
    event.setServerName(null);
    event.setThreads(null);
    return event;
  }

  private void message(Message message) {
    if (message != null) {
      message.setMessage(cut(message.getMessage(), LONGEST));
      message.setFormatted(cut(message.getFormatted(), LONGEST));
      message.setParams(List.of());
    }
  }

  private Map<String, String> tags(Map<String, String> tags) {
    Map<String, String> shown = new TreeMap<>();
    if (tags != null) {
      tags.forEach(
          (name, value) -> shown.put(name, cut(value, LONGEST_TAG).replaceAll("\\R", " ")));
    }
    return shown;
  }

  /** First redacted: half a secret is not recognised. */
  private String cut(String text, int longest) {
    String shown = text == null ? "" : redactor.apply(text);
    return shown.length() <= longest ? shown : shown.substring(0, longest - 3) + "...";
  }
}
