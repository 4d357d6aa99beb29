package org.alsolike.models.tune;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import org.alsolike.tables.Affinities;
import org.alsolike.tables.History;
import org.alsolike.tables.Purchases;
import org.apache.spark.sql.Column;

/**
 * A share of the customers, drawn by a hash of their ids: a greater share holds all of a smaller
 * one. Orders whose customer nobody knows are drawn by their own ids.
 *
 * @param share above 0; 1: everybody
 */
public record CustomerSample(double share) {

  private static final int PLACES = 1 << 20;

  /** What is known of the customers of the sample. */
  public History of(History history) {
    return history.with(
        new Affinities(history.affinities().rows().where(drawn(Affinities.CUSTOMER.col()))),
        of(history.purchases()));
  }

  public Purchases of(Purchases purchases) {
    Column whose = coalesce(Purchases.CUSTOMER.col(), Purchases.ORDER.col());
    return new Purchases(purchases.rows().where(drawn(whose)));
  }

  private Column drawn(Column id) {
    return share >= 1
        ? lit(true)
        : pmod(xxhash64(lit("sample"), id), lit(PLACES)).lt(Math.round(share * PLACES));
  }
}
