package io.dataflow.sentinel.channel;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * E-mail over SMTP: one mail to all recipients, in a connection of its own.
 *
 * <p>When a server takes some recipients and not others, those who can get it get it, and it counts
 * as sent: tried again, it would reach them again each time. {@code sentinel alerts send} names
 * those who did not get it.
 */
public final class EmailChannel implements Channel {
  private final ChannelSettings.Email settings;
  private final Templates templates;
  private final MailLimits limits;

  /** Opens nothing, and loads nothing of the mail library. */
  public EmailChannel(ChannelSettings.Email settings, Templates templates, MailLimits limits) {
    this.settings = settings;
    this.templates = templates;
    this.limits = limits;
  }

  @Override
  public String type() {
    return "email";
  }

  @Override
  public boolean takes(Message.Kind kind) {
    return Audience.PEOPLE.takes(kind);
  }

  @Override
  public Delivery deliver(Message message, Optional<String> reference) {
    MailLine line = new MailLine(settings.host(), settings.port());
    FutureTask<Delivery> call =
        new FutureTask<>(() -> new SmtpCall(settings, templates, limits).send(message, line));
    Thread thread = new Thread(call, "mail");
    thread.setDaemon(true);
    thread.start();
    try (line) {
      return call.get(limits.total().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Delivery.failed("the server was not done within " + limits.total().toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Delivery.failed("stopped while the mail was sent");
    } catch (ExecutionException e) {
      return Delivery.failed(
          "the mail library gave up: " + e.getCause().getClass().getSimpleName());
    }
  }
}
