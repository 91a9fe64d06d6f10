package io.dataflow.sentinel.source.standin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;

/** A fault of the answer as a whole: late, replaced, cut off. */
public sealed interface ReplyFault extends Fault {
  /** The reply as it goes out instead. */
  Reply spoil(Reply reply);

  /** The answer comes late. */
  record Delay(Duration time) implements ReplyFault {
    @Override
    public Reply spoil(Reply reply) {
      return reply.delayed(time);
    }

    @Override
    public String words() {
      return "the answer comes " + time + " late";
    }
  }

  /** Another status, with the body the vendor sends with it or a given one. */
  record Status(Answer answer) implements ReplyFault {
    @Override
    public Reply spoil(Reply reply) {
      return reply.with(answer);
    }

    @Override
    public String words() {
      return "the request is answered with status " + answer.status();
    }
  }

  /** The body of a file, such as a recorded error. */
  record RecordedBody(Path file, Answer answer) implements ReplyFault {
    @Override
    public Reply spoil(Reply reply) {
      return reply.with(answer);
    }

    @Override
    public String words() {
      return "the request is answered with " + file.getFileName() + ", status " + answer.status();
    }
  }

  /** The page shown while the vendor is down, where JSON is expected. */
  record HtmlPage(int status) implements ReplyFault {
    @Override
    public Reply spoil(Reply reply) {
      return reply.with(Answer.outagePage(status));
    }

    @Override
    public String words() {
      return "a web page comes instead of data, status " + status;
    }
  }

  /** The vendor does not know the symbol. */
  record UnknownSymbol() implements ReplyFault {
    @Override
    public Reply spoil(Reply reply) {
      return reply.with(Answer.unknownSymbol());
    }

    @Override
    public String words() {
      return "the symbol is unknown";
    }
  }

  /** A good status and no body at all. */
  record EmptyBody() implements ReplyFault {
    @Override
    public Reply spoil(Reply reply) {
      return reply.with(new Answer(200, Answer.JSON, new byte[0]));
    }

    @Override
    public String words() {
      return "the body is empty";
    }
  }

  /** JSON that is nothing but opening brackets. */
  record DeeplyNested(int depth) implements ReplyFault {
    @Override
    public Reply spoil(Reply reply) {
      return reply.with(Answer.text(200, Answer.JSON, "[".repeat(depth) + "]".repeat(depth)));
    }

    @Override
    public String words() {
      return "the body is nested " + depth + " deep";
    }
  }

  /** The body ends early though the transport is whole; at half of it when nothing is said. */
  record TruncatedBody(OptionalInt bytes) implements ReplyFault {
    @Override
    public Reply spoil(Reply reply) {
      Answer whole = reply.answer();
      int length = Math.min(bytes.orElse(whole.body().length / 2), whole.body().length);
      return reply.with(
          new Answer(whole.status(), whole.contentType(), Arrays.copyOf(whole.body(), length)));
    }

    @Override
    public String words() {
      return "the body is cut off"
          + (bytes.isPresent() ? " after " + bytes.getAsInt() + " bytes" : "");
    }
  }

  /** Blanks follow the body up to a size; the JSON stays valid. */
  record Huge(long bytes) implements ReplyFault {
    @Override
    public Reply spoil(Reply reply) {
      return reply.paddedTo(bytes);
    }

    @Override
    public String words() {
      return "the body is " + bytes + " bytes long";
    }
  }

  /** The connection breaks, at once or within the body. */
  record ConnectionReset(int after) implements ReplyFault {
    @Override
    public Reply spoil(Reply reply) {
      return reply.cutAfter(after);
    }

    @Override
    public String words() {
      return "the connection is reset" + (after > 0 ? " after " + after + " bytes" : "");
    }
  }

  /** The client is sent elsewhere, as to a consent page. */
  record Redirect(String location) implements ReplyFault {
    @Override
    public Reply spoil(Reply reply) {
      return reply.with(Answer.text(302, Answer.HTML, "")).withHeader("location", location);
    }

    @Override
    public String words() {
      return "the client is sent to " + location;
    }
  }
}
