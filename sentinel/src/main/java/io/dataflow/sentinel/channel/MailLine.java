package io.dataflow.sentinel.channel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;

/**
 * The connection one mail goes over. Closing it from another thread ends whatever waits on it,
 * which nothing else does: the library's own ways to close wait for what they are to end.
 */
final class MailLine implements AutoCloseable {
  private final String host;
  private final int port;
  private Socket socket;
  private boolean closed;

  /** Opens nothing yet. */
  MailLine(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** Connects to the first of the host's addresses that takes the connection. */
  Socket open(MailLimits limits) throws IOException {
    IOException last = new SocketException("no address");
    for (InetAddress found : InetAddress.getAllByName(host)) {
      // by the name of the settings, so that nobody asks the DNS what an address is called
      InetAddress named = InetAddress.getByAddress(host, found.getAddress());
      try {
        Socket fresh = next();
        fresh.connect(new InetSocketAddress(named, port), millis(limits.connect()));
        fresh.setSoTimeout(millis(limits.quiet()));
        return fresh;
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  private synchronized Socket next() throws SocketException {
    if (closed) {
      throw new SocketException("closed");
    }
    socket = new Socket();
    return socket;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        closed = true; // it is of no use any more either way
      }
    }
  }
}
