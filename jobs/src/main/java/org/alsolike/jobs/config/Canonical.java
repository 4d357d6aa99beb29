package org.alsolike.jobs.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Configuration as one line of JSON that depends on its meaning alone: defaults filled in, and
 * nothing that says where files lie. The binder reads it back.
 */
public final class Canonical {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where things lie, and what changes no byte of a result. */
  private static final Set<String> PLACES = Set.of("path", "workspace", "serving", "tune");

  private Canonical() {}

  /**
   * @param settings a record, or a list, map or optional of records and single values
   */
  public static String json(Object settings) {
    try {
      return JSON.writeValueAsString(plain(settings));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write " + settings, e);
    }
  }

  /**
   * The record that {@link #json} wrote; {@code type} may be the sealed interface it belongs to.
   */
  public static <T> T read(Class<T> type, String place, String json) {
    return Binder.bind(type, Yaml.parse(place, json));
  }

  private static Object plain(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(Canonical::plain).orElse(null);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Canonical::plain).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> entries = new LinkedHashMap<>();
      map.forEach((key, entry) -> entries.put(key.toString(), plain(entry)));
      return entries;
    }
    if (value instanceof Enum<?> constant) {
      return Scalars.name(constant);
    }
    return value instanceof Record record ? components(record) : value.toString();
  }

  private static Map<String, Object> components(Record record) {
    Map<String, Object> components = new LinkedHashMap<>();
    if (List.of(record.getClass().getInterfaces()).stream().anyMatch(Class::isSealed)) {
      components.put("kind", Names.kebab(record.getClass().getSimpleName()));
    }
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = PLACES.contains(component.getName()) ? null : plain(read(record, component));
      if (value != null) {
        components.put(Names.snake(component.getName()), value);
      }
    }
    return components;
  }

  private static Object read(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot read " + component, e);
    }
  }
}
