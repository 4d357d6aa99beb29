package org.alsolike.jobs.lookup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alsolike.serving.reader.ServedVersion;
import org.alsolike.serving.values.ItemCard;

/** All that is served for one item. */
public record ItemPage(String item, long version, Optional<ItemCard> card, List<Titled> alsoLike) {

  private static final int SHOWN = 10;

  public static ItemPage of(ServedVersion version, String item) {
    return new ItemPage(
        item, version.version(), version.item(item), Titled.of(version, version.alsoLike(item)));
  }

  public String text() {
    List<String> lines = new ArrayList<>();
    String title = card.map(c -> c.title().orElse("no title")).orElse("unknown here");
    String price = card.flatMap(ItemCard::price).map(p -> " · " + plain(p)).orElse("");
    lines.add("Item %s · %s%s · version %d".formatted(item, title, price, version));
    lines.add("");
    lines.add(alsoLike.isEmpty() ? "Nothing is known to go with it." : "You may also like");
    alsoLike.stream().limit(SHOWN).forEach(place -> lines.add(place.line()));
    return String.join("\n", lines);
  }

  private static String plain(BigDecimal price) {
    return price.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  public String json() {
    ObjectMapper json = new ObjectMapper();
    ObjectNode page = json.createObjectNode();
    page.put("item", item).put("version", version).put("known", card.isPresent());
    card.flatMap(ItemCard::title).ifPresent(title -> page.put("title", title));
    card.flatMap(ItemCard::category).ifPresent(category -> page.put("category", category));
    card.flatMap(ItemCard::price).ifPresent(price -> page.put("price", price));
    page.set("also_like", json.valueToTree(alsoLike));
    return page.toPrettyString();
  }
}
