package io.dataflow.sentinel.channel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A mail server on loopback that answers as told: by a command ({@code RCPT}), by a command with
 * its address ({@code RCPT bad@example.com}), at {@code GREETING}, and at {@code .} when it has a
 * mail.
 */
public final class SmtpDouble implements AutoCloseable {
  /** In place of an answer: the connection ends. */
  static final String CUT = "CUT";

  /** In place of an answer: nothing comes. */
  static final String SILENCE = "SILENCE";

  /** In place of an answer: it never ends, a byte now and then. */
  static final String DRIP = "DRIP";

  /** What it says of encryption. */
  enum Encryption {
    NONE,
    STARTTLS,
    AT_ONCE
  }

  private final ServerSocket listening;
  private final Map<String, String> answers;
  private final Encryption encryption;
  private final Optional<SSLContext> tls;
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> mails = new CopyOnWriteArrayList<>();

  SmtpDouble(Map<String, String> answers, Encryption encryption, Optional<SSLContext> tls)
      throws IOException {
    this.answers = answers;
    this.encryption = encryption;
    this.tls = tls;
    listening = new ServerSocket(0, 10, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    daemon(this::listen);
  }

  /** Without encryption. */
  static SmtpDouble plain(Map<String, String> answers) throws IOException {
    return new SmtpDouble(answers, Encryption.NONE, Optional.empty());
  }

  /** Well-behaved, with STARTTLS. */
  public static SmtpDouble startTls(SSLContext tls) throws IOException {
    return new SmtpDouble(Map.of(), Encryption.STARTTLS, Optional.of(tls));
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "mail-server");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** The commands as they came; those of a login too. */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  /** The mails that came whole, as they came. */
  public List<String> mails() {
    return List.copyOf(mails);
  }

  private void listen() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        daemon(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      talk(encryption == Encryption.AT_ONCE ? encrypted(socket) : socket);
    } catch (IOException e) {
      commands.add("(" + e.getClass().getSimpleName() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private SSLSocket encrypted(Socket socket) throws IOException {
    SSLSocket secure =
        (SSLSocket)
            tls.orElseThrow()
                .getSocketFactory()
                .createSocket(socket, "127.0.0.1", socket.getPort(), true);
    secure.setUseClientMode(false);
    return secure;
  }

  private void talk(Socket socket) throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    if (!(socket instanceof SSLSocket) || encryption == Encryption.AT_ONCE) {
      if (!answer(socket, "GREETING", "", "220 mail.example.com")) {
        return;
      }
    }
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
      String usual = usual(verb, socket);
      if (!answer(socket, verb, address(line), usual)) {
        return;
      }
      if (verb.equals("STARTTLS") && answers.getOrDefault(verb, "220").startsWith("220")) {
        talk(encrypted(socket));
        return;
      }
      if (verb.equals("DATA") && answers.getOrDefault(verb, "354").startsWith("354")) {
        mails.add(data(in));
        if (!answer(socket, ".", "", "250 taken")) {
          return;
        }
      }
    }
  }

  private static String address(String line) {
    int from = line.indexOf('<');
    int to = line.indexOf('>');
    return from < 0 || to < from ? "" : line.substring(from + 1, to);
  }

  private String usual(String verb, Socket socket) {
    boolean offered = encryption == Encryption.STARTTLS && !(socket instanceof SSLSocket);
    return switch (verb) {
      case "EHLO" ->
          "250-mail.example.com\r\n" + (offered ? "250-STARTTLS\r\n" : "") + "250 AUTH PLAIN";
      case "STARTTLS" -> "220 go on";
      case "AUTH" -> "235 welcome";
      case "DATA" -> "354 go on";
      case "QUIT" -> "221 bye";
      default -> "250 ok";
    };
  }

  private static String data(BufferedReader in) throws IOException {
    StringBuilder data = new StringBuilder();
    for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
      if (line == null) {
        throw new IOException("cut within the mail");
      }
      data.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    return data.toString();
  }

  /** Whether the conversation goes on. */
  private boolean answer(Socket socket, String stage, String address, String usual)
      throws IOException, InterruptedException {
    String special =
        answers.getOrDefault(stage + " " + address, answers.getOrDefault(stage, usual));
    if (special.equals(CUT)) {
      return false;
    }
    if (special.equals(SILENCE)) {
      TimeUnit.SECONDS.sleep(30);
      return false;
    }
    OutputStream out = socket.getOutputStream();
    if (special.equals(DRIP)) {
      out.write("250-".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 1000; i++) {
        out.write('x');
        out.flush();
        TimeUnit.MILLISECONDS.sleep(20);
      }
      return false;
    }
    out.write((special + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
    return true;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
