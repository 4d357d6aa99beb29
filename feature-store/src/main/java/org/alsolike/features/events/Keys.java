package org.alsolike.features.events;

import java.util.Optional;
import org.alsolike.tables.Field;

/** Makes mapped columns that know where they stand in the configuration. */
record Keys(String prefix) {

  MappedColumn required(String section, Field field, String from) {
    return MappedColumn.required(key(section, field), field, from);
  }

  MappedColumn optional(String section, Field field, Optional<String> from) {
    return MappedColumn.optional(key(section, field), field, from);
  }

  private String key(String section, Field field) {
    return prefix + section + "." + field.name();
  }
}
