package org.alsolike.serving.reader;

import static org.alsolike.serving.Shop.AS_OF;
import static org.alsolike.serving.Shop.CLOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alsolike.serving.Entry;
import org.alsolike.serving.Part;
import org.alsolike.serving.Shop;
import org.alsolike.serving.StoreUnavailable;
import org.alsolike.serving.publish.Receipt;
import org.alsolike.serving.publish.SstPartitionWriter;
import org.alsolike.serving.values.ItemCard;
import org.alsolike.serving.values.ListedItem;
import org.alsolike.serving.values.Membership;
import org.alsolike.serving.values.Score;
import org.alsolike.serving.values.ValueCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingReaderTest {

  @TempDir Path folder;

  @Test
  void readsAllThatIsKnownAboutACustomer() {
    var shop = Shop.in(folder);
    shop.publish(1);

    try (var reader = ServingReader.open(shop.store())) {
      var list = reader.forCustomer("for_you", "c00007");
      assertThat(list.items()).containsExactly(ListedItem.of("item-7", 1, "als"));
      assertThat(list.source()).isEqualTo(CustomerList.Source.OWN);
      assertThat(list.country()).as("not looked up for a list of one's own").isEmpty();
      assertThat(list.version()).isEqualTo(1);

      assertThat(reader.scores("c00007"))
          .containsExactly(Map.entry("buys_30d", Score.of(0.5, 50, List.of("edition 1"))));
      assertThat(reader.segments("c00007"))
          .containsExactly(Map.entry("win_back", new Membership(false, true)));
      assertThat(reader.segments("c00008")).isEmpty();
      assertThat(reader.customer("c00007").orElseThrow().facts()).containsEntry("edition", "1");
    }
  }

  @Test
  void readsAllThatIsKnownAboutAnItem() {
    var shop = Shop.in(folder);
    shop.publish(1);

    try (var reader = ServingReader.open(shop.store())) {
      assertThat(reader.alsoLike("tea"))
          .containsExactly(ListedItem.of("milk", 1, "item-neighbours"));
      assertThat(reader.alsoLike("unheard-of")).isEmpty();
      assertThat(reader.item("tea"))
          .contains(new ItemCard(Optional.of("TEA 1"), Optional.empty(), Optional.empty()));
      assertThat(reader.item("unheard-of")).isEmpty();
    }
  }

  @Test
  void fallsBackToTheCountryAndThenToTheWholeShop() {
    var shop = Shop.in(folder);
    shop.publish(1);

    try (var reader = ServingReader.open(shop.store())) {
      var atHome = reader.forCustomer("buy_again", "c00007");
      assertThat(atHome.items()).extracting(ListedItem::item).containsExactly("jam", "tea");
      assertThat(atHome.describeSource()).isEqualTo("popular in Iceland");

      var newcomer = reader.forCustomer("for_you", "new", Optional.of("Iceland"));
      assertThat(newcomer.source()).isEqualTo(CustomerList.Source.POPULAR_IN_COUNTRY);

      var elsewhere = reader.forCustomer("for_you", "new", Optional.of("Atlantis"));
      assertThat(elsewhere.items()).extracting(ListedItem::item).containsExactly("tea");
      assertThat(elsewhere.source().tier()).isEqualTo("popular");
    }
  }

  /** What the customer bought is not known here, and what is popular may well be among it. */
  @Test
  void showsAKnownCustomerNothingOfOthersWhenFiltersEmptyTheirList() {
    var shop = Shop.in(folder);
    shop.publish(1);

    try (var reader = ServingReader.open(shop.store())) {
      var soldOut = reader.forCustomer(ListRequest.of("for_you").inStock(), "c00008");
      assertThat(soldOut.items()).isEmpty();
      assertThat(soldOut.id()).isEqualTo("for_you:1:own");
      assertThat(soldOut.country()).isEmpty();

      var without = ListRequest.of("for_you").excluding(Set.of("item-7"));
      assertThat(reader.forCustomer(without, "c00007").items()).isEmpty();
      assertThat(reader.forCustomer(without, "c00009").items())
          .extracting(ListedItem::item)
          .containsExactly("item-9");
    }
  }

  @Test
  void fillsACountrysListUpFromTheWholeShopsWithoutRepeats() {
    var shop = Shop.in(folder);
    Map<String, List<String>> popular =
        Map.of("", List.of("tea", "jam", "milk", "oats"), "Iceland", List.of("jam", "skyr"));
    publishPopular(shop, popular);

    try (var reader = ServingReader.open(shop.store())) {
      var all = ListRequest.of("for_you").fromCountry(Optional.of("Iceland"));

      assertThat(places(reader, all))
          .containsExactly(
              "jam popular_in_country",
              "skyr popular_in_country",
              "tea popular",
              "milk popular",
              "oats popular");
      assertThat(places(reader, all.limit(3)))
          .containsExactly("jam popular_in_country", "skyr popular_in_country", "tea popular");
      assertThat(places(reader, all.limit(2)))
          .containsExactly("jam popular_in_country", "skyr popular_in_country");
      assertThat(places(reader, all.excluding(Set.of("skyr", "tea")).limit(2)))
          .containsExactly("jam popular_in_country", "milk popular");
      assertThat(reader.forCustomer(all, "new").id()).isEqualTo("for_you:1:popular_in_country");

      var noneOfTheCountry = all.excluding(Set.of("jam", "skyr")).limit(2);
      assertThat(places(reader, noneOfTheCountry)).containsExactly("tea popular", "milk popular");
      assertThat(reader.forCustomer(noneOfTheCountry, "new").id()).isEqualTo("for_you:1:popular");

      var nothing = all.excluding(Set.of("tea", "jam", "milk", "oats", "skyr"));
      assertThat(reader.forCustomer(nothing, "new").items()).isEmpty();
    }
  }

  private static List<String> places(ServingReader reader, ListRequest request) {
    return reader.forCustomer(request, "new").items().stream()
        .map(place -> place.item() + " " + place.tier())
        .toList();
  }

  /** The shop's first edition, with lists of what is popular per country. */
  private static void publishPopular(Shop shop, Map<String, List<String>> popular) {
    List<Entry> entries = new ArrayList<>(shop.entries(1));
    entries.removeIf(entry -> Part.of(entry.key()).equals(Part.POPULAR));
    popular.forEach(
        (country, items) -> {
          String tier = country.isEmpty() ? "popular" : "popular_in_country";
          List<ListedItem> list = items.stream().map(item -> ListedItem.of(item, 1, tier)).toList();
          entries.add(new Entry(Part.POPULAR.key(country), ValueCodec.list(list)));
        });
    entries.sort(Comparator.comparing(Entry::key, Arrays::compareUnsigned));
    var writer = new SstPartitionWriter(shop.staging(1), shop.folder().resolve("scratch"), 0);
    Receipt receipt = writer.write(0, entries.iterator());
    shop.publisher().publish(shop.release(1, List.of(receipt)), shop.staging(1));
  }

  @Test
  void answersManyIdsInTheirOrderFromOneVersion() {
    var shop = Shop.in(folder);
    shop.publish(1);

    try (var reader = ServingReader.open(shop.store())) {
      var lists =
          reader.forCustomers(ListRequest.of("for_you"), List.of("c00002", "new", "c00001"));
      assertThat(lists)
          .extracting(CustomerList::id)
          .containsExactly("for_you:1:own", "for_you:1:popular", "for_you:1:own");
      assertThat(lists)
          .extracting(CustomerList::customer)
          .containsExactly("c00002", "new", "c00001");

      var items = reader.forItems(ListRequest.of("also_like"), List.of("unheard-of", "tea"));
      assertThat(items)
          .extracting(ItemList::id)
          .containsExactly("also_like:1:none", "also_like:1:own");
    }
  }

  @Test
  void saysWhenItIsStaleOrBehind() throws IOException {
    var shop = Shop.in(folder);
    shop.publish(1);

    try (var reader = ServingReader.open(shop.store())) {
      // The as-of is midnight and the clock stands at half past six.
      assertThat(reader.health(CLOCK, Duration.ofMinutes(390)).state())
          .isEqualTo(Health.State.FRESH);
      var stale = reader.health(CLOCK, Duration.ofMinutes(389));
      assertThat(stale.state()).isEqualTo(Health.State.STALE);
      assertThat(stale.line())
          .isEqualTo(
              "version 1, as of 2011-12-10T00:00:00Z, 6 hours old, stale: more than 6 hours old");

      shop.publish(2);
      Files.delete(shop.layout().manifest(2));
      assertThatThrownBy(reader::refresh).isInstanceOf(StoreUnavailable.class);
      var behind = reader.health(CLOCK, Duration.ofDays(1));
      assertThat(behind.state()).isEqualTo(Health.State.BEHIND);
      assertThat(behind.version()).isEqualTo(1);
      assertThat(behind.line()).contains("so this version is not whole");
    }
  }

  @Test
  void saysWhatItServes() {
    var shop = Shop.in(folder);
    shop.publish(1);

    try (var reader = ServingReader.open(shop.store())) {
      assertThat(reader.version()).isEqualTo(1);
      assertThat(reader.manifest().asOf()).isEqualTo(AS_OF);
      assertThat(reader.manifest().notes()).containsEntry("edition", "1");
      assertThat(reader.manifest().parts().get("list/for_you").entries()).isEqualTo(300);
      assertThat(reader.manifest().parts().get("list/buy_again").entries()).isZero();
      assertThat(reader.age(CLOCK)).isEqualTo(Duration.ofMinutes(390));
    }
  }

  @Test
  void listsTheMembersOfASegment() {
    var shop = Shop.in(folder);
    shop.publish(1);

    var members = new ArrayList<String>();
    try (var reader = ServingReader.open(shop.store());
        var version = reader.hold()) {
      version.forEachMember("win_back", (customer, membership) -> members.add(customer));
    }
    assertThat(members).containsExactly("c00007");
  }

  @Test
  void namesTheListsWhenAskedForAnother() {
    var shop = Shop.in(folder);
    shop.publish(1);

    try (var reader = ServingReader.open(shop.store())) {
      assertThatThrownBy(() -> reader.forCustomer("four_you", "c00007"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "part must be one of customers, items, list/buy_again, list/for_you, popular, "
                  + "score/buys_30d, segment/win_back, similar/also_like, but is list/four_you");
    }
  }

  @Test
  void followsANewVersion() {
    var shop = Shop.in(folder);
    shop.publish(1);

    try (var reader = ServingReader.open(shop.store())) {
      shop.publish(2);
      reader.refresh();
      assertThat(reader.version()).isEqualTo(2);
      assertThat(reader.item("tea").orElseThrow().title()).contains("TEA 2");
    }
  }

  @Test
  void keepsAHeldVersionReadableAfterItsRemoval() {
    var shop = Shop.in(folder);
    shop.publish(1);

    try (var reader = ServingReader.open(shop.store())) {
      try (var held = reader.hold()) {
        for (int edition = 2; edition <= 5; edition++) {
          shop.publish(edition);
        }
        reader.refresh();
        assertThat(shop.layout().version(1)).doesNotExist();
        for (int c = 0; c < shop.customers(); c++) {
          assertThat(held.forCustomer("for_you", Shop.customer(c)).items())
              .containsExactly(ListedItem.of("item-" + c, 1, "als"));
        }
      }
      assertThat(reader.version()).isEqualTo(5);
    }
  }

  @Test
  void saysInOneLineThatNothingIsPublished() {
    assertThatThrownBy(() -> ServingReader.open(folder.resolve("nowhere")))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessage(
            "%1$s serves nothing: %1$s/SERVED is missing. Publish a version first (`alsolike run`)."
                .formatted(folder.resolve("nowhere")));
  }

  @Test
  void goesOnWithTheOldVersionWhileTheNewOneCannotBeOpened() throws IOException {
    var shop = Shop.in(folder);
    shop.publish(1);

    try (var reader = ServingReader.open(shop.store())) {
      shop.publish(2);
      Files.delete(shop.layout().manifest(2));
      assertThatThrownBy(reader::refresh)
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("manifest.json is missing, so this version is not whole");
      assertThat(reader.item("tea").orElseThrow().title()).contains("TEA 1");
    }
  }

  @Test
  void refusesToReadWhenClosed() {
    var shop = Shop.in(folder);
    shop.publish(1);
    var reader = ServingReader.open(shop.store());

    reader.close();
    reader.close();

    assertThatThrownBy(reader::version).hasMessageEndingWith("is closed");
  }
}
