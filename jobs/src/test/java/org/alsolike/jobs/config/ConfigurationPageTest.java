package org.alsolike.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.alsolike.features.FeatureEntry;
import org.alsolike.models.propensity.PropensityTrainer;
import org.alsolike.models.recommend.Recommender;
import org.alsolike.models.recommend.rules.Rule;
import org.alsolike.serving.store.ServingStore;
import org.junit.jupiter.api.Test;

/** docs/configuration.md names each key that the configuration has, and no other. */
class ConfigurationPageTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern QUOTED = Pattern.compile("`([a-z_.]+)`");

  @Test
  void namesEachKeyAndNoOther() throws IOException {
    Set<String> keys = new TreeSet<>();
    collect("", Settings.class, keys);

    assertThat(keys).contains("sources.transactions.columns.order_id", "segments.holdout");
    assertThat(namedInTables()).isEqualTo(keys);
  }

  @Test
  void namesWhatAnEntryOfTheFeaturesMaySay() throws IOException {
    String page = Files.readString(DOCS.resolve("configuration.md"));
    String paragraph = page.substring(page.indexOf("An entry has"));

    for (RecordComponent component : FeatureEntry.class.getRecordComponents()) {
      assertThat(paragraph).contains("`" + Names.snake(component.getName()) + "`");
    }
  }

  @Test
  void explainsEachRecommenderAndTrainerOnItsPage() throws IOException {
    explains(Recommender.class, Files.readString(DOCS.resolve("recommenders.md")));
    explains(PropensityTrainer.class, Files.readString(DOCS.resolve("propensity.md")));
  }

  @Test
  void explainsEachRuleOnItsPage() throws IOException {
    explains(Rule.class, Files.readString(DOCS.resolve("rules.md")));
  }

  @Test
  void explainsEachStoreOnItsPage() throws IOException {
    explains(ServingStore.class, Files.readString(DOCS.resolve("serving-store.md")));
  }

  private static void explains(Class<?> kinds, String page) {
    for (Class<?> kind : kinds.getPermittedSubclasses()) {
      assertThat(page).contains("`" + Names.kebab(kind.getSimpleName()) + "`");
      for (RecordComponent component : kind.getRecordComponents()) {
        assertThat(page).contains("`" + Names.snake(component.getName()) + "`");
      }
    }
  }

  /** Keys in the first column; {@code .item_id} continues the path of the key before it. */
  private static Set<String> namedInTables() throws IOException {
    Set<String> named = new TreeSet<>();
    for (String line : Files.readAllLines(DOCS.resolve("configuration.md"))) {
      if (line.startsWith("| `")) {
        Matcher key = QUOTED.matcher(line.substring(0, line.indexOf('|', 1)));
        String before = "";
        while (key.find()) {
          boolean continued = key.group(1).startsWith(".");
          String parent = before.substring(0, Math.max(0, before.lastIndexOf('.')));
          before = continued ? parent + key.group(1) : key.group(1);
          named.add(before);
        }
      }
    }
    return named;
  }

  private static void collect(String path, Type type, Set<String> keys) {
    Class<?> element = element(type);
    if (element.isRecord() && element != FeatureEntry.class) {
      for (RecordComponent component : element.getRecordComponents()) {
        String key = Names.snake(component.getName());
        collect(path.isEmpty() ? key : path + "." + key, component.getGenericType(), keys);
      }
    } else {
      keys.add(path);
    }
  }

  /** What an optional holds, or a list; a map is one key, whose names the user chooses. */
  private static Class<?> element(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == java.util.Map.class
          ? java.util.Map.class
          : element(generic.getActualTypeArguments()[0]);
    }
    return (Class<?>) type;
  }
}
