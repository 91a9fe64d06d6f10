package io.dataflow.sentinel.routing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server and its port, {@code smtp.example.com:587} or {@code [::1]:25}. */
record HostPort(String host, int port) {
  static final String WANTED = "a host and a port from 1 to 65535, as in smtp.example.com:587,";

  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]{2,45})]|([A-Za-z0-9._-]{1,253})):(\\d{1,5})");

  HostPort {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("no port");
    }
  }

  /**
   * Reads host and port.
   *
   * @throws IllegalArgumentException when it has another form
   */
  static HostPort parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("no host and port");
    }
    String host = form.group(1) == null ? form.group(2) : form.group(1);
    return new HostPort(host, Integer.parseInt(form.group(3)));
  }

  /** Whether it is this machine, by its name. */
  boolean local() {
    return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
  }
}
