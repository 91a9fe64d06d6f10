package io.dataflow.sentinel.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns JSON text into plain values and back. */
public final class Json {
  private static final int DEEPEST = 200;

  /**
   * NaN and Infinity are no JSON, but vendors send them; they are read so that a rule can refuse.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(400)
                  .maxNameLength(10_000)
                  .build())
          .build();

  private static final Pattern ODD = Pattern.compile("[\\x7f-\\x9f\\p{Cs}]");

  private Json() {}

  /**
   * Reads one value: {@code Map<String, Object>}, {@code List<Object>}, {@code String}, {@code
   * Long}, {@code Double}, {@code Boolean}, or null for JSON's null.
   *
   * @throws JsonException when the text is no JSON, is followed by more, or is nested too deep
   */
  public static Object read(byte[] utf8) {
    try (JsonParser parser = FACTORY.createParser(utf8)) {
      if (parser.nextToken() == null) {
        throw new JsonException("the text is empty");
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new JsonException("there is more after the end of the value");
      }
      return value;
    } catch (JsonProcessingException e) {
      // what goes beyond a bound has no place
      String place = e.getLocation() == null ? "" : " at byte " + e.getLocation().getByteOffset();
      throw new JsonException("no JSON" + place + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new JsonException("no JSON: " + e.getMessage());
    }
  }

  public static Object read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> whole(parser);
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      default -> throw new JsonException("no value starts with " + parser.currentToken());
    };
  }

  private static Object whole(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      default -> parser.getDoubleValue();
    };
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, value(parser));
    }
    return object;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  /**
   * The shortest decimal that is this number and no other, the same on every Java; empty for one
   * that is no number. Never negative zero.
   */
  public static Optional<BigDecimal> decimal(double number) {
    if (!Double.isFinite(number)) {
      return Optional.empty();
    }
    BigDecimal shortest = new BigDecimal(NumberOutput.toString(number, true)).stripTrailingZeros();
    return Optional.of(shortest.scale() < 0 ? shortest.setScale(0) : shortest);
  }

  /** Writes a value on one line, without a line end. */
  public static String line(Object value) {
    return written(value, false);
  }

  /** Writes a value over several lines for people to read, with a line end. */
  public static String pretty(Object value) {
    return written(value, true) + "\n";
  }

  private static String written(Object value, boolean pretty) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      if (pretty) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        generator.setPrettyPrinter(
            new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
      }
      write(generator, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return printable(text.toString());
  }

  /**
   * The library leaves DEL and the C1 controls as they are, which terminals obey, and halves of
   * surrogate pairs, which no file in UTF-8 can hold. Both can only stand within strings.
   */
  private static String printable(String json) {
    return ODD.matcher(json)
        .replaceAll(
            odd ->
                Character.isISOControl(odd.group().charAt(0))
                    ? "\\\\u00" + Integer.toHexString(odd.group().charAt(0))
                    : "\ufffd");
  }

  private static void write(JsonGenerator generator, Object value) throws IOException {
    if (value == null) {
      generator.writeNull();
    } else if (value instanceof Map<?, ?> map) {
      generator.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        generator.writeFieldName(String.valueOf(entry.getKey()));
        write(generator, entry.getValue());
      }
      generator.writeEndObject();
    } else if (value instanceof Iterable<?> items) {
      generator.writeStartArray();
      for (Object item : items) {
        write(generator, item);
      }
      generator.writeEndArray();
    } else {
      writeScalar(generator, value);
    }
  }

  private static void writeScalar(JsonGenerator generator, Object value) throws IOException {
    if (value instanceof Integer || value instanceof Long) {
      generator.writeNumber(((Number) value).longValue());
    } else if (value instanceof Double number && Double.isFinite(number)) {
      generator.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      generator.writeNumber(number.toPlainString());
    } else if (value instanceof Boolean flag) {
      generator.writeBoolean(flag);
    } else {
      generator.writeString(String.valueOf(value));
    }
  }
}
