package org.alsolike.serving.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.alsolike.serving.values.ListedItem;
import org.junit.jupiter.api.Test;

class ListRequestTest {

  private static final List<ListedItem> LIST =
      List.of(
          ListedItem.of("tea", 3, "als"),
          ListedItem.of("milk", 2, "als"),
          ListedItem.of("jam", 1, "popular"));

  @Test
  void leavesOutWhatIsExcludedOrSoldOutAndThenCounts() {
    var all = ListRequest.of("for_you");

    assertThat(left(all)).containsExactly("tea", "milk", "jam");
    assertThat(left(all.excluding(Set.of("tea", "unheard-of")))).containsExactly("milk", "jam");
    assertThat(left(all.inStock())).containsExactly("tea", "jam");
    assertThat(left(all.limit(1))).containsExactly("tea");
    assertThat(left(all.excluding(Set.of("tea")).inStock().limit(1))).containsExactly("jam");
  }

  @Test
  void agreesWithALoopOnRandomLists() {
    var random = new SplittableRandom(7);
    for (int round = 0; round < 300; round++) {
      var items = new ArrayList<ListedItem>();
      for (int place = random.nextInt(12); place > 0; place--) {
        items.add(ListedItem.of("i" + random.nextInt(20), place, "als"));
      }
      var excluded = new HashSet<String>();
      var soldOut = new HashSet<String>();
      for (int i = 0; i < 20; i++) {
        (random.nextBoolean() ? excluded : soldOut).add("i" + random.nextInt(20));
      }
      int limit = 1 + random.nextInt(5);

      var expected = new ArrayList<ListedItem>();
      for (ListedItem item : items) {
        boolean out = excluded.contains(item.item()) || soldOut.contains(item.item());
        if (!out && expected.size() < limit) {
          expected.add(item);
        }
      }
      var request = ListRequest.of("for_you").excluding(excluded).inStock().limit(limit);
      assertThat(request.left(items, soldOut::contains)).isEqualTo(expected);
    }
  }

  @Test
  void refusesALimitOfNothing() {
    assertThatThrownBy(() -> ListRequest.of("for_you").limit(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit must be at least 1, but is 0");
  }

  private static List<String> left(ListRequest request) {
    return request.left(LIST, "milk"::equals).stream().map(ListedItem::item).toList();
  }
}
