package org.alsolike.features;

import org.alsolike.tables.Events;
import org.alsolike.tables.Field;

/** What features describe. */
enum Subject {
  CUSTOMER(Events.CUSTOMER),
  ITEM(Events.ITEM);

  private final Field id;

  Subject(Field id) {
    this.id = id;
  }

  Field id() {
    return id;
  }
}
