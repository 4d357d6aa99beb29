package org.alsolike.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.alsolike.serving.Json;
import org.junit.jupiter.api.Test;

/** The document says of each path and parameter what the code knows of it. */
class OpenApiTest {

  @Test
  void namesEveryPathWithItsParameters() throws Exception {
    byte[] text;
    try (var in = OpenApiTest.class.getResourceAsStream("openapi.json")) {
      text = in.readAllBytes();
    }
    var documented = new TreeMap<String, TreeSet<String>>();
    Json.asObject("paths", Json.object(text).get("paths"))
        .forEach((path, item) -> documented.put(path, queryParameters(item)));

    var known = new TreeMap<String, TreeSet<String>>();
    Arrays.stream(Endpoint.values())
        .forEach(each -> known.put(each.template(), new TreeSet<>(each.parameters())));
    assertThat(documented).isEqualTo(known);
  }

  private static TreeSet<String> queryParameters(Object path) {
    Map<String, Object> get = Json.asObject("get", Json.asObject("path", path).get("get"));
    var names = new TreeSet<String>();
    for (Object each : Json.list(get, "parameters")) {
      Map<String, Object> parameter = Json.asObject("parameter", each);
      if (parameter.get("in").equals("query")) {
        names.add(Json.text(parameter, "name"));
      }
    }
    return names;
  }
}
