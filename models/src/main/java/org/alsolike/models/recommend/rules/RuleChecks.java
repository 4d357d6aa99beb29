package org.alsolike.models.recommend.rules;

import java.util.List;
import java.util.Optional;
import org.alsolike.tables.UnusableSetting;

/** Checks that all rules share; a message begins with the key, as the configuration writes it. */
final class RuleChecks {

  private RuleChecks() {}

  static void named(String name) {
    require(
        name.matches("[a-z0-9][a-z0-9_]*"),
        "name must be lower-case letters, digits and _, but is \"%s\"",
        name);
  }

  static List<ListName> lists(Optional<String> customers, List<ListName> lists) {
    require(
        customers.isEmpty() || !lists.contains(ListName.ALSO_LIKE),
        "lists may not name also_like where customers is set: that list is the same for everyone");
    return List.copyOf(lists);
  }

  static void require(boolean holds, String message, Object... found) {
    if (!holds) {
      throw new UnusableSetting(message.formatted(found));
    }
  }
}
