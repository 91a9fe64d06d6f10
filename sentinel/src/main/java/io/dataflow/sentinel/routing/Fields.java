package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.config.Secret;
import io.dataflow.sentinel.yaml.YamlMapping;
import io.dataflow.sentinel.yaml.YamlNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Values of a mapping of the alerts file, with variables filled in. A wrong one is a problem and
 * reads as absent. What a variable held, or a secret field, is never shown.
 */
final class Fields {
  private final YamlMapping mapping;
  private final Reading reading;

  Fields(YamlMapping mapping, Reading reading) {
    this.mapping = mapping;
    this.reading = reading;
  }

  YamlMapping mapping() {
    return mapping;
  }

  YamlNode at() {
    return mapping.at();
  }

  boolean has(String key) {
    return mapping.get(key).isPresent();
  }

  /** Whether a secret's key or the key of its file stands here. */
  boolean hasSecret(String key) {
    boolean itself = has(key);
    return has(key + "_file") || itself;
  }

  Optional<String> text(String key) {
    return mapping.get(key).flatMap(node -> new Filling(reading).fill(node, key));
  }

  /** A value with a form of its own; {@code wanted} is read before "is wanted". */
  <T> Optional<T> parsed(String key, String wanted, Function<String, T> form) {
    return mapping.get(key).flatMap(node -> parsed(node, key, wanted, form));
  }

  private <T> Optional<T> parsed(
      YamlNode node, String key, String wanted, Function<String, T> form) {
    return new Filling(reading)
        .fill(node, key)
        .flatMap(
            text -> {
              try {
                return Optional.of(form.apply(text.strip()));
              } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
                reading.problem(node, key + ": " + wanted + " is wanted, not " + written(node));
                return Optional.empty();
              }
            });
  }

  /** As it stands in the file, before variables were filled in. */
  private static String written(YamlNode node) {
    String text = node.text().orElse("");
    return text.contains("${") ? "what " + Reading.shown(text) + " comes to" : Reading.shown(text);
  }

  /** The elements of a list, each with a form of its own. */
  <T> List<T> each(String key, String wanted, Function<String, T> form) {
    List<T> all = new ArrayList<>();
    for (YamlNode node : elements(key)) {
      parsed(node, key, wanted, form).ifPresent(all::add);
    }
    return all;
  }

  /** As {@link #each}; a list without elements, which nobody means, is a problem. */
  <T> List<T> some(String key, String wanted, Function<String, T> form) {
    notEmpty(key);
    return each(key, wanted, form);
  }

  /** Reports a list without elements. */
  void notEmpty(String key) {
    Optional<YamlNode> list = mapping.get(key).filter(YamlNode::isList);
    if (list.isPresent() && elements(key).isEmpty()) {
      reading.problem(list.get(), key + ": the list is empty");
    }
  }

  List<YamlNode> elements(String key) {
    return mapping.get(key).map(node -> reading.list(node, key)).orElse(List.of());
  }

  Optional<Boolean> flag(String key) {
    return parsed(
        key,
        "true or false",
        text -> {
          if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("neither");
          }
          return Boolean.valueOf(text);
        });
  }

  /** A secret, or the content of the file that {@code key_file} names. */
  Optional<Secret> secret(String key) {
    Optional<YamlNode> node = mapping.get(key);
    Optional<YamlNode> file = mapping.get(key + "_file");
    if (node.isPresent() && file.isPresent()) {
      reading.problem(file.get(), key + " and " + key + "_file stand here both. Keep one");
      return Optional.empty();
    }
    return node.flatMap(each -> secretText(each, key))
        .or(
            () ->
                file.flatMap(each -> new Filling(reading).fill(each, key + "_file"))
                    .flatMap(name -> SecretFile.read(reading, file.get(), key + "_file", name)))
        .map(reading::secret);
  }

  private Optional<String> secretText(YamlNode node, String key) {
    Filling filling = new Filling(reading);
    Optional<String> text = filling.fill(node, key).map(String::strip);
    filling.held().forEach(reading::secret);
    if (text.isPresent() && text.get().isEmpty()) {
      reading.problem(node, key + ": is empty");
      return Optional.empty();
    }
    return text;
  }

  /** As {@link #secret}, of something that is asked for; its absence is a problem. */
  Optional<Secret> requiredSecret(String key) {
    if (!hasSecret(key)) {
      reading.problem(at(), "the key \"" + key + "\" is missing (or \"" + key + "_file\")");
    }
    return secret(key);
  }

  /** An address that is a secret; it may hold anything but a user. */
  Optional<Secret> secretAddress(String key) {
    Optional<Secret> secret = secret(key);
    Optional<String> wrong = secret.flatMap(each -> Addresses.problem(each.reveal()));
    if (wrong.isPresent()) {
      YamlNode node = mapping.get(key).or(() -> mapping.get(key + "_file")).orElseThrow();
      reading.problem(node, key + ": " + wrong.get() + ". The value is not shown");
    }
    return wrong.isPresent() ? Optional.empty() : secret;
  }

  Optional<Secret> requiredSecretAddress(String key) {
    if (!hasSecret(key)) {
      reading.problem(at(), "the key \"" + key + "\" is missing (or \"" + key + "_file\")");
    }
    return secretAddress(key);
  }

  /** An address that may be shown, without a slash at its end. */
  Optional<URI> address(String key) {
    Optional<String> text = text(key).map(String::strip);
    Optional<String> wrong = text.flatMap(Addresses::problem);
    if (wrong.isPresent()) {
      reading.problem(mapping.get(key).orElseThrow(), key + ": " + wrong.get());
      return Optional.empty();
    }
    return text.map(each -> URI.create(each.replaceFirst("/+$", "")));
  }

  /** A file that is there, relative to the alerts file. */
  Optional<Path> file(String key) {
    return text(key)
        .flatMap(name -> SecretFile.existing(reading, mapping.get(key).get(), key, name));
  }

  /** A text that must be there. */
  Optional<String> required(String key) {
    mapping.require(key);
    return text(key);
  }

  /** Ends the reading of the mapping: keys that nobody asked for are problems. */
  void finish(Map<String, String> insteads) {
    mapping.refuse(insteads);
    mapping.finish();
  }
}
