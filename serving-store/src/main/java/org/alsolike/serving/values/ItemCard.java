package org.alsolike.serving.values;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What is known about an item at the as-of.
 *
 * @param price in the shop's currency, with the decimals that it was given
 * @param inStock false: sold out at the as-of; empty: nothing is known about its stock
 */
public record ItemCard(
    Optional<String> title,
    Optional<String> category,
    Optional<BigDecimal> price,
    Optional<Boolean> inStock) {

  /** A card that says nothing about the stock. */
  public ItemCard(Optional<String> title, Optional<String> category, Optional<BigDecimal> price) {
    this(title, category, price, Optional.empty());
  }
}
