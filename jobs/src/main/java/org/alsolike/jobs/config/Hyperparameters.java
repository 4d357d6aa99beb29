package org.alsolike.jobs.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.alsolike.models.recommend.Ranges;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.tune.Range;
import org.alsolike.models.tune.Range.Scale;
import org.alsolike.models.tune.Space;

/**
 * A recommender's hyperparameters by the keys of the configuration: its record's components, in
 * snake case, with a dot before what is nested ({@code ranker.trees}). So a recommender can be
 * tuned as soon as it can be configured.
 */
public final class Hyperparameters {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Hyperparameters() {}

  /**
   * The same recommender with other values.
   *
   * @param values as the configuration would write them
   * @throws IllegalArgumentException when a value is not allowed, in the words of the configuration
   */
  public static Recommender with(Recommender recommender, Map<String, String> values) {
    try {
      ObjectNode tree = (ObjectNode) JSON.readTree(Canonical.json(recommender));
      values.forEach((key, value) -> parent(tree, key).put(last(key), value));
      return Canonical.read(Recommender.class, recommender.name(), tree.toString());
    } catch (ConfigError refused) {
      // Behind the place and the line, which only say that it was written here.
      throw new IllegalArgumentException(
          refused.getMessage().replaceFirst("^[^:]*:\\d+: \\.?", ""));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * All that may be tried of a recommender.
   *
   * @throws IllegalArgumentException when a key is not one of its hyperparameters, stands twice, or
   *     its ends are not values that it takes
   */
  public static Space space(Recommender recommender, Ranges ranges) {
    SortedMap<String, Range> all = new TreeMap<>();
    ranges.linear().forEach((key, ends) -> add(all, recommender, key, ends, Scale.LINEAR));
    ranges.log().forEach((key, ends) -> add(all, recommender, key, ends, Scale.LOG));
    ranges
        .choices()
        .forEach(
            (key, options) -> {
              type(recommender.getClass(), recommender, key);
              put(all, key, named(key, () -> new Range.Choice(options)));
            });
    all.forEach(
        (key, range) -> range.extremes().forEach(end -> with(recommender, Map.of(key, end))));
    return new Space(all);
  }

  private static void add(
      Map<String, Range> all, Recommender recommender, String key, List<String> ends, Scale scale) {
    Class<?> type = type(recommender.getClass(), recommender, key);
    if (ends.size() != 2) {
      throw new IllegalArgumentException("%s must be [low, high], but is %s".formatted(key, ends));
    }
    put(all, key, named(key, () -> range(type, ends.get(0), ends.get(1), scale)));
  }

  private static Range range(Class<?> type, String low, String high, Scale scale) {
    if (type == Duration.class) {
      long from = ((Duration) Scalars.read(type, low)).toDays();
      long to = ((Duration) Scalars.read(type, high)).toDays();
      return new Range.Whole(from, to, scale, "d");
    }
    if (type == int.class || type == long.class) {
      return new Range.Whole(whole(low), whole(high), scale, "");
    }
    if (type == double.class) {
      return new Range.Real(real(low), real(high), scale);
    }
    throw new IllegalArgumentException("has no range of numbers; name its choices");
  }

  private static long whole(String text) {
    return (Long) Scalars.read(long.class, text);
  }

  private static double real(String text) {
    return (Double) Scalars.read(double.class, text);
  }

  private static void put(Map<String, Range> all, String key, Range range) {
    if (all.put(key, range) != null) {
      throw new IllegalArgumentException(key + " has two ranges; remove one");
    }
  }

  private static Range named(String key, Supplier<Range> range) {
    try {
      return range.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + " " + e.getMessage());
    }
  }

  /** The component's type, without the optional around it. */
  private static Class<?> type(Class<?> record, Recommender recommender, String key) {
    int dot = key.indexOf('.');
    String first = dot < 0 ? key : key.substring(0, dot);
    List<RecordComponent> components = Arrays.asList(record.getRecordComponents());
    List<String> names = components.stream().map(c -> Names.snake(c.getName())).toList();
    if (!names.contains(first)) {
      throw new IllegalArgumentException(
          "%s is no hyperparameter of %s; it has %s"
              .formatted(key, recommender.name(), String.join(", ", names)));
    }
    Class<?> type = plain(components.get(names.indexOf(first)).getGenericType());
    return dot < 0 ? type : type(type, recommender, key.substring(dot + 1));
  }

  private static Class<?> plain(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == Optional.class
          ? unboxed(plain(generic.getActualTypeArguments()[0]))
          : (Class<?>) generic.getRawType();
    }
    return (Class<?>) type;
  }

  private static Class<?> unboxed(Class<?> type) {
    return MethodType.methodType(type).unwrap().returnType();
  }

  private static ObjectNode parent(ObjectNode tree, String key) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      return tree;
    }
    JsonNode below = tree.withObject("/" + key.substring(0, dot));
    return parent((ObjectNode) below, key.substring(dot + 1));
  }

  private static String last(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }
}
