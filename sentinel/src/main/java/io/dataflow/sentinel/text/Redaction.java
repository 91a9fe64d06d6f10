package io.dataflow.sentinel.text;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes secrets out of a text, also where they stand in another form: percent-encoded, escaped for
 * JSON or HTML, in base64 (alone or behind a user's name), or only the part of an address that
 * makes it secret.
 *
 * <p>Secrets of fewer than {@value #SHORTEST} characters are left alone: starring each {@code a} of
 * a text would tell more than it hides, and garble what people need to read. Of an address, the
 * path with its query counts from {@value #SHORTEST_PATH} characters on and a single part of the
 * path from {@value #SHORTEST_PART}, so that {@code /alerts} stays readable. Thread-safe.
 */
public final class Redaction {
  private static final String STARS = "*****";
  private static final int SHORTEST = 4;
  private static final int SHORTEST_PATH = 12;
  private static final int SHORTEST_PART = 16;

  /** Below this, what is sure in base64 is so short that it occurs by chance. */
  private static final int SHORTEST_IN_BASE64 = 6;

  private static final Pattern ADDRESS = Pattern.compile("(?i)https?://.*");

  private final List<String> forms;

  /**
   * @param secrets as they are handed to the other side
   */
  public Redaction(Collection<String> secrets) {
    Set<String> all = new LinkedHashSet<>();
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST) {
        parts(secret).forEach(part -> all.addAll(forms(part)));
      }
    }
    forms =
        all.stream()
            .filter(form -> form.length() >= SHORTEST)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** The text with stars for each secret in it; overlapping ones become one row of stars. */
  public String of(String text) {
    BitSet secret = new BitSet();
    for (String form : forms) {
      for (int at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
        secret.set(at, at + form.length());
      }
    }
    StringBuilder shown = new StringBuilder();
    int from = 0;
    for (int at = secret.nextSetBit(0); at >= 0; at = secret.nextSetBit(from)) {
      shown.append(text, from, at).append(STARS);
      from = secret.nextClearBit(at);
    }
    return shown.append(text, from, text.length()).toString();
  }

  /** How many forms are looked for, and nothing of them. */
  @Override
  public String toString() {
    return "redaction of " + forms.size() + " forms";
  }

  /** The secret, and of an address what in it is secret. */
  private static Set<String> parts(String secret) {
    Set<String> parts = new LinkedHashSet<>(List.of(secret));
    if (ADDRESS.matcher(secret).matches()) {
      try {
        addParts(parts, URI.create(secret));
      } catch (IllegalArgumentException e) {
        return parts; // no address after all: the whole of it is secret
      }
    }
    return parts;
  }

  private static void addParts(Set<String> parts, URI uri) {
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    String both = query.isEmpty() ? path : path + "?" + query;
    for (String part : new String[] {path, both, query}) {
      String without = part.replaceFirst("^/", "");
      if (without.length() >= SHORTEST_PATH) {
        parts.add(without);
      }
    }
    Arrays.stream((path + "&" + query).split("[/&=;]"))
        .filter(part -> part.length() >= SHORTEST_PART)
        .forEach(parts::add);
    String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    Arrays.stream(user.split(":", 2)).filter(p -> p.length() >= SHORTEST).forEach(parts::add);
  }

  private static Set<String> forms(String secret) {
    Set<String> plain = new LinkedHashSet<>(List.of(secret, json(secret)));
    plain.add(json(secret).replace("/", "\\/"));
    plain.add(ascii(json(secret)));
    String html = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    plain.add(html);
    plain.add(html.replace("\"", "&quot;"));
    plain.add(html.replace("\"", "&quot;").replace("'", "&#39;"));
    plain.add(html.replace("\"", "&quot;").replace("'", "&#x27;"));
    plain.add(html.replace("\"", "&#34;").replace("'", "&#39;"));
    plain.addAll(encoded(secret));
    plain.addAll(base64(secret));
    return plain;
  }

  private static String json(String text) {
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t");
  }

  private static String ascii(String text) {
    return text.chars()
        .mapToObj(
            c -> c < 0x7f ? String.valueOf((char) c) : String.format(Locale.ROOT, "\\u%04x", c))
        .collect(Collectors.joining());
  }

  /** As a form sends it, and as a path holds it, with large and with small hexadecimal digits. */
  private static Set<String> encoded(String secret) {
    String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    String path = form.replace("+", "%20");
    Set<String> all = new LinkedHashSet<>();
    for (String each : List.of(form, path, path.replace("*", "%2A"), path.replace("%7E", "~"))) {
      all.add(each);
      all.add(
          Pattern.compile("%[0-9A-F]{2}")
              .matcher(each)
              .replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT)));
    }
    return all;
  }

  /**
   * The digits of base64 that the secret alone decides, wherever in a longer text it begins: behind
   * {@code user:} as well. Three bytes make four digits, so there are three ways to begin.
   */
  private static Set<String> base64(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    Set<String> all = new LinkedHashSet<>();
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      int from = (before * 8 + 5) / 6;
      int to = shifted.length * 8 / 6;
      if (to - from >= SHORTEST_IN_BASE64) {
        all.add(Base64.getEncoder().encodeToString(shifted).substring(from, to));
        all.add(Base64.getUrlEncoder().encodeToString(shifted).substring(from, to));
      }
    }
    return all;
  }
}
