package io.dataflow.sentinel.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The plain form of an e-mail address, {@code data-team@example.com}: without a name, quotes or
 * comments, in ASCII, so that it can stand in a header and in a command of SMTP as it is.
 */
public final class MailAddress {
  private static final Pattern PLAIN =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}){0,8}"
              + "@[A-Za-z0-9]([A-Za-z0-9-]{0,62})(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,62})){0,12}");

  private MailAddress() {}

  /**
   * The address without blanks around it.
   *
   * @throws IllegalArgumentException when it has another form
   */
  public static String parse(String text) {
    String address = text.strip();
    if (address.length() > 254 || !PLAIN.matcher(address).matches()) {
      throw new IllegalArgumentException("no e-mail address");
    }
    return address;
  }

  /**
   * One or more addresses with commas between them.
   *
   * @throws IllegalArgumentException when one has another form, or there is none
   */
  public static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1)).map(MailAddress::parse).toList();
  }
}
