package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.json.Json;
import java.util.List;
import java.util.Map;

/** Looks into a JSON body by its names; fails with a sentence when something is not there. */
final class Bodies {
  private Bodies() {}

  static Map<?, ?> object(String body) {
    return map(Json.read(body), "the body");
  }

  static Map<?, ?> map(Object value, String what) {
    assertThat(value).as("%s is an object", what).isInstanceOf(Map.class);
    return (Map<?, ?>) value;
  }

  static Map<?, ?> map(Map<?, ?> parent, String name) {
    return map(parent.get(name), name);
  }

  static List<?> list(Map<?, ?> parent, String name) {
    assertThat(parent.get(name)).as("%s is a list", name).isInstanceOf(List.class);
    return (List<?>) parent.get(name);
  }

  /** A text that is there and no longer than the other side takes. */
  static String text(Map<?, ?> parent, String name, int longest) {
    assertThat(parent.get(name)).as("%s is a text", name).isInstanceOf(String.class);
    String text = (String) parent.get(name);
    assertThat(text).as("%s is not blank", name).isNotBlank();
    assertThat(text.length()).as("characters of %s", name).isLessThanOrEqualTo(longest);
    return text;
  }

  /** Whether an object has no other names than these. */
  static void onlyNames(Map<?, ?> object, String... names) {
    assertThat(object.keySet().stream().map(String::valueOf)).isSubsetOf(names);
  }
}
