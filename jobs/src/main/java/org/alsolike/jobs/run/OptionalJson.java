package org.alsolike.jobs.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Optional;

/** Writes what may be missing as its value or null; Jackson alone refuses optionals. */
final class OptionalJson extends StdSerializer<Optional<?>> {

  private static final long serialVersionUID = 1L;

  OptionalJson() {
    super(Optional.class, false);
  }

  @Override
  public void serialize(Optional<?> value, JsonGenerator json, SerializerProvider serializers)
      throws IOException {
    serializers.defaultSerializeValue(value.orElse(null), json);
  }
}
