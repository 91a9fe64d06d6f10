package io.dataflow.sentinel.source.standin;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What a chart request is answered with, before any transport coding.
 *
 * @param status HTTP status
 * @param contentType value of the content-type header
 * @param body the bytes as they are sent; not copied, never changed by anyone
 */
public record Answer(int status, String contentType, byte[] body) {
  /** The content type of every JSON answer. */
  public static final String JSON = "application/json;charset=utf-8";

  /** The content type of block and error pages. */
  public static final String HTML = "text/html";

  public Answer {
    if (status < 100 || status > 999) {
      throw new IllegalArgumentException("not an HTTP status: " + status);
    }
    Objects.requireNonNull(contentType);
    Objects.requireNonNull(body);
  }

  /** An answer whose body is this text in UTF-8. */
  public static Answer text(int status, String contentType, String body) {
    return new Answer(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  /** The error envelope of the chart endpoint. */
  public static Answer chartError(int status, String code, String description) {
    return error(status, "chart", code, description);
  }

  private static Answer error(int status, String envelope, String code, String description) {
    String body =
        "{\""
            + envelope
            + "\":{\"result\":null,\"error\":{\"code\":\""
            + code
            + "\",\"description\":\""
            + description.replace("\\", "\\\\").replace("\"", "\\\"")
            + "\"}}}";
    return text(status, JSON, body);
  }

  /** The answer for a symbol the vendor does not know, or no longer. */
  public static Answer unknownSymbol() {
    return chartError(404, "Not Found", "No data found, symbol may be delisted");
  }

  /** The answer for a window that ends before the first trade. */
  public static Answer beforeListing(Window window) {
    return chartError(
        400,
        "Bad Request",
        "Data doesn't exist for startDate = " + window.from() + ", endDate = " + window.to());
  }

  /** The answer of the vendor's edge to a client it takes for a robot. */
  public static Answer tooManyRequests() {
    return text(429, HTML, "Too Many Requests\r\n");
  }

  /** The page shown while the vendor is down. */
  public static Answer outagePage(int status) {
    return text(
        status,
        HTML + ";charset=utf-8",
        "<!DOCTYPE html>\n<html lang=\"en-us\"><head><title>Yahoo</title></head>"
            + "<body><h1>Will be right back...</h1>"
            + "<p>Thank you for your patience.</p></body></html>\n");
  }

  /** What the vendor sends with a bare status: the body people have recorded for it. */
  public static Answer ofStatus(int status) {
    return switch (status) {
      case 401 -> error(401, "finance", "Unauthorized", "Invalid Crumb");
      case 404 -> unknownSymbol();
      case 429 -> tooManyRequests();
      default ->
          status >= 500 ? outagePage(status) : chartError(status, "Bad Request", "Invalid input");
    };
  }

  /** Whether the body is a chart document that can be edited. */
  boolean chart() {
    return status == 200 && contentType.startsWith("application/json") && body.length > 0;
  }
}
