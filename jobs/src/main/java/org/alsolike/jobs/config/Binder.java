package org.alsolike.jobs.config;

import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Binds a YAML tree to records: a component {@code listSize} is the key {@code list_size}; a sealed
 * interface is chosen by {@code kind}, which may stand alone where nothing else is said; a missing
 * key takes its value from the record's static {@code defaults()} where there is one. Values are
 * checked by the records themselves.
 */
final class Binder {

  private static final String KIND = "kind";

  /** Ends the key of a secret, whose value is the name of an environment variable. */
  private static final String ENVIRONMENT = "_env";

  private Binder() {}

  static <T> T bind(Class<T> type, Yaml.Mapping root) {
    return type.cast(value(type, root, ""));
  }

  private static Object value(Type type, Yaml.Node node, String path) {
    if (type instanceof ParameterizedType generic) {
      return container(generic, node, path);
    }
    // An optional number is declared by its wrapper, such as Optional<Double>.
    Class<?> plain = MethodType.methodType((Class<?>) type).unwrap().returnType();
    if (Scalars.reads(plain)) {
      return scalar(plain, node, path);
    }
    if (plain.isSealed() && node instanceof Yaml.Scalar kind && kind.text() != null) {
      return chosen(plain, new Yaml.Mapping(node.file(), node.line(), Map.of(KIND, kind)), path);
    }
    Yaml.Mapping mapping = expect(Yaml.Mapping.class, node, path, "keys below it");
    return plain.isSealed() ? chosen(plain, mapping, path) : filled(plain, mapping, path);
  }

  private static Object scalar(Class<?> type, Yaml.Node node, String path) {
    Yaml.Scalar scalar = expect(Yaml.Scalar.class, node, path, "a single value");
    try {
      return Scalars.read(type, scalar.text());
    } catch (IllegalArgumentException e) {
      throw ConfigError.at(node, path + " " + e.getMessage());
    }
  }

  private static Object container(ParameterizedType type, Yaml.Node node, String path) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return Optional.of(value(arguments[0], node, path));
    }
    if (type.getRawType() == List.class) {
      List<Object> values = new ArrayList<>();
      for (Yaml.Node element : expect(Yaml.Sequence.class, node, path, "a list").elements()) {
        values.add(value(arguments[0], element, "%s[%d]".formatted(path, values.size() + 1)));
      }
      return List.copyOf(values);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    expect(Yaml.Mapping.class, node, path, "names and values below it")
        .children()
        .forEach((key, child) -> values.put(key, value(arguments[1], child, join(path, key))));
    return values;
  }

  /** The permitted record whose name is the value of {@code kind}. */
  private static Object chosen(Class<?> type, Yaml.Mapping mapping, String path) {
    List<Class<?>> permitted = Arrays.asList(type.getPermittedSubclasses());
    List<String> kinds = permitted.stream().map(p -> Names.kebab(p.getSimpleName())).toList();
    Yaml.Node kind = mapping.children().get(KIND);
    if (kind == null) {
      throw ConfigError.at(
          mapping,
          "%s.kind is missing; expected one of %s".formatted(path, String.join(", ", kinds)));
    }
    String found = expect(Yaml.Scalar.class, kind, path + ".kind", "a single value").text();
    int at = kinds.indexOf(found);
    if (at < 0) {
      throw ConfigError.at(
          kind,
          "%s.kind must be one of %s, but is \"%s\""
              .formatted(path, String.join(", ", kinds), found));
    }
    Map<String, Yaml.Node> rest = new LinkedHashMap<>(mapping.children());
    rest.remove(KIND);
    return filled(permitted.get(at), new Yaml.Mapping(mapping.file(), mapping.line(), rest), path);
  }

  private static Object filled(Class<?> type, Yaml.Mapping mapping, String path) {
    RecordComponent[] components = type.getRecordComponents();
    refuseUnknown(components, mapping, path);
    Optional<Object> defaults = defaults(type);
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String key = Names.snake(components[i].getName());
      Yaml.Node child = mapping.children().get(key);
      values[i] =
          child != null
              ? value(components[i].getGenericType(), child, join(path, key))
              : fallback(components[i], defaults)
                  .orElseThrow(
                      () -> ConfigError.at(mapping, join(path, key) + " is missing; add it"));
    }
    return made(type, components, values, mapping, path);
  }

  private static Optional<Object> fallback(RecordComponent component, Optional<Object> defaults) {
    if (defaults.isPresent()) {
      return Optional.of(invoke(component.getAccessor(), defaults.get()));
    }
    Class<?> type = component.getType();
    if (type == Optional.class) {
      return Optional.of(Optional.empty());
    }
    if (type == List.class) {
      return Optional.of(List.of());
    }
    if (type == Map.class) {
      return Optional.of(Map.of());
    }
    return type.isRecord() ? defaults(type) : Optional.empty();
  }

  /** The record's own defaults, from its public static {@code defaults()}. */
  private static Optional<Object> defaults(Class<?> type) {
    return Stream.of(type.getMethods())
        .filter(m -> m.getName().equals("defaults") && m.getParameterCount() == 0)
        .findFirst()
        .map(m -> invoke(m, null));
  }

  private static Object made(
      Class<?> type, RecordComponent[] components, Object[] values, Yaml.Mapping at, String path) {
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refusal(refused.getMessage(), at, path);
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot make " + type.getName(), e);
    }
  }

  /** The record's own words, with the key's line and whole path before them. */
  private static ConfigError refusal(String message, Yaml.Mapping at, String path) {
    String key = message.split("[ .:\\[]", 2)[0];
    Yaml.Node child = at.children().get(key);
    return ConfigError.at(child == null ? at : child, join(path, message));
  }

  private static void refuseUnknown(RecordComponent[] components, Yaml.Mapping found, String path) {
    List<String> known =
        Stream.of(components).map(component -> Names.snake(component.getName())).toList();
    found
        .children()
        .forEach(
            (key, child) -> {
              if (!known.contains(key)) {
                throw ConfigError.at(child, unknown(join(path, key), key, known));
              }
            });
  }

  private static String unknown(String path, String key, List<String> known) {
    if (known.contains(key + ENVIRONMENT)) {
      return "%s must not stand in the file; name the environment variable that holds it: %s%s"
          .formatted(path, key, ENVIRONMENT);
    }
    String remedy =
        Names.nearest(key, known)
            .map(name -> "did you mean \"%s\"?".formatted(name))
            .orElse("known here: " + String.join(", ", known));
    return "unknown key \"%s\"; %s".formatted(path, remedy);
  }

  private static <N extends Yaml.Node> N expect(
      Class<N> kind, Yaml.Node node, String path, String expected) {
    if (node instanceof Yaml.Scalar scalar && scalar.text() == null) {
      throw ConfigError.at(node, path + " has no value; give it one or remove the key");
    }
    if (!kind.isInstance(node)) {
      throw ConfigError.at(node, "%s must have %s".formatted(path, expected));
    }
    return kind.cast(node);
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static Object invoke(Method method, Object target) {
    try {
      return method.invoke(target);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot call " + method, e);
    }
  }
}
