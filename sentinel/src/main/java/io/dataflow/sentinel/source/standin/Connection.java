package io.dataflow.sentinel.source.standin;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/** One client's connection: reads requests and writes replies until either side is done. */
final class Connection {
  private static final int IDLE_MILLIS = 60_000;
  private static final byte[] BLANKS = blanks();

  private final Socket socket;
  private final Function<HttpHead, Reply> respond;

  Connection(Socket socket, Function<HttpHead, Reply> respond) {
    this.socket = socket;
    this.respond = respond;
  }

  private static byte[] blanks() {
    byte[] blanks = new byte[64 * 1024];
    Arrays.fill(blanks, (byte) ' ');
    return blanks;
  }

  /** Serves until the client leaves, goes silent, or a reply breaks the connection. */
  void serve() {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(IDLE_MILLIS);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
      Optional<HttpHead> head = HttpHead.read(in);
      while (head.isPresent() && write(out, head.get(), respond.apply(head.get()))) {
        head = HttpHead.read(in);
      }
    } catch (IOException e) {
      // a client that hangs up, goes silent or sends no HTTP is answered by closing
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes a reply; false when the connection is over. */
  private boolean write(OutputStream out, HttpHead head, Reply reply)
      throws IOException, InterruptedException {
    Thread.sleep(reply.delay().toMillis());
    boolean gzip = head.acceptsGzip() && reply.padding() == 0 && !reply.reset();
    byte[] body = gzip ? compressed(reply.answer().body()) : reply.answer().body();
    if (reply.cutAt() == 0) {
      return reset();
    }
    out.write(start(head, reply, body.length, gzip).getBytes(StandardCharsets.ISO_8859_1));
    if (reply.reset()) {
      out.write(body, 0, (int) Math.min(reply.cutAt(), body.length));
      out.flush();
      return reset();
    }
    if (!"HEAD".equals(head.method())) {
      out.write(body);
      writeBlanks(out, reply.padding());
    }
    out.flush();
    return !head.closes();
  }

  private static void writeBlanks(OutputStream out, long count) throws IOException {
    for (long left = count; left > 0; left -= BLANKS.length) {
      out.write(BLANKS, 0, (int) Math.min(left, BLANKS.length));
    }
  }

  /** Closes at once, with a reset instead of an orderly end. */
  private boolean reset() throws IOException {
    socket.setSoLinger(true, 0);
    return false;
  }

  private static String start(HttpHead head, Reply reply, int length, boolean gzip) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", reply.answer().contentType());
    headers.put("content-length", Long.toString(length + reply.padding()));
    if (gzip) {
      headers.put("content-encoding", "gzip");
    }
    headers.putAll(reply.headers());
    headers.put("connection", head.closes() ? "close" : "keep-alive");
    StringBuilder text = new StringBuilder("HTTP/1.1 " + reply.answer().status() + " \r\n");
    headers.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
    return text.append("\r\n").toString();
  }

  private static byte[] compressed(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 3 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    }
    return bytes.toByteArray();
  }
}
