package io.dataflow.sentinel.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.zip.GZIPInputStream;

/** Collects a body up to a number of bytes and stops the transfer beyond it. */
public final class BoundedBody implements BodySubscriber<byte[]> {
  private final long most;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Flow.Subscription subscription;

  public BoundedBody(long most) {
    this.most = most;
  }

  /** The other side sent more than is accepted. */
  public static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge(long most) {
      super("the body is larger than " + most + " bytes");
    }
  }

  /**
   * The body of an answer, unpacked where it came as gzip.
   *
   * @throws IOException when it is no gzip, or unpacked more than is accepted
   */
  public static byte[] plain(HttpResponse<byte[]> response, long most) throws IOException {
    boolean packed =
        response
            .headers()
            .firstValue("content-encoding")
            .filter("gzip"::equalsIgnoreCase)
            .isPresent();
    return packed ? unzipped(response.body(), most) : response.body();
  }

  private static byte[] unzipped(byte[] packed, long most) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] plain = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, most + 1));
      if (plain.length > most) {
        throw new TooLarge(most);
      }
      return plain;
    }
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (bytes.size() + (long) buffer.remaining() > most) {
        subscription.cancel();
        body.completeExceptionally(new TooLarge(most));
        return;
      }
      byte[] part = new byte[buffer.remaining()];
      buffer.get(part);
      bytes.writeBytes(part);
    }
  }

  @Override
  public void onError(Throwable cause) {
    body.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    body.complete(bytes.toByteArray());
  }
}
