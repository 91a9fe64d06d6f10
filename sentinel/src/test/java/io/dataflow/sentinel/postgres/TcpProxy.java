package io.dataflow.sentinel.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a server on this machine, and misbehaves. */
public final class TcpProxy implements AutoCloseable {
  private final ServerSocket door;
  private final int port;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Duration firstDelay = Duration.ZERO;
  private volatile int dropped;
  private volatile boolean swallowing;

  /** A door before a port of this machine. */
  public TcpProxy(int port) throws IOException {
    this.port = port;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::listen, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return door.getLocalPort();
  }

  public int connections() {
    return connections.get();
  }

  /** The first connection is taken and not served for a while, as by an endpoint that wakes up. */
  TcpProxy delayingFirst(Duration length) {
    firstDelay = length;
    return this;
  }

  /** The first connections are closed at once. */
  TcpProxy droppingFirst(int count) {
    dropped = count;
    return this;
  }

  /** From now on nothing that is said arrives, and nobody is told. */
  public void swallow() {
    swallowing = true;
  }

  /** From now on nobody is served, and those that were are cut off. */
  public void cut() throws IOException {
    dropped = Integer.MAX_VALUE;
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** Serves again. */
  public void mend() {
    dropped = 0;
  }

  private void listen() {
    try {
      while (true) {
        Socket client = door.accept();
        open.add(client);
        Thread thread = new Thread(() -> serve(client, connections.incrementAndGet()), "proxied");
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException e) {
      // the door was closed
    }
  }

  private void serve(Socket client, int number) {
    try {
      if (number <= dropped) {
        client.close();
        return;
      }
      if (number == 1) {
        Thread.sleep(firstDelay.toMillis());
      }
      Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
      open.add(server);
      Thread back = new Thread(() -> pass(server, client), "proxied back");
      back.setDaemon(true);
      back.start();
      pass(client, server);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      int count = in.read(buffer);
      while (count >= 0) {
        if (!swallowing) {
          out.write(buffer, 0, count);
          out.flush();
        }
        count = in.read(buffer);
      }
    } catch (IOException e) {
      // one of both hung up
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
