package org.alsolike.serving.values;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What is known about an item at the as-of.
 *
 * @param price in the shop's currency, with the decimals that it was given
 */
public record ItemCard(
    Optional<String> title, Optional<String> category, Optional<BigDecimal> price) {}
