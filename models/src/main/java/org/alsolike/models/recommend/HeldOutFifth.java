package org.alsolike.models.recommend;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import java.time.Duration;
import java.util.List;
import org.alsolike.tables.Affinities;
import org.alsolike.tables.History;
import org.alsolike.tables.Purchases;
import org.apache.spark.sql.Column;

/**
 * A past for those who have none: a fifth of all pairs of customer and item, drawn by a hash of
 * both, counts as what was bought later.
 */
public final class HeldOutFifth implements Past {

  private static final long PARTS = 5;

  @Override
  public List<Episode> episodes(History history, int count, Duration length) {
    Column part = pmod(xxhash64(Affinities.CUSTOMER.col(), Affinities.ITEM.col()), lit(PARTS));
    Column heldOut = part.equalTo(0);
    Column known = heldOut.isNull().or(part.notEqual(0));
    History before =
        new History(
            history.asOf(),
            new Affinities(history.affinities().rows().where(known)),
            new Purchases(history.purchases().rows().where(known)),
            history.itemFeatures(),
            history.customerFeatures());
    return List.of(new Episode(before, new Purchases(history.purchases().rows().where(heldOut))));
  }

  @Override
  public RecommendationModel trained(Recommender recommender, History history) {
    return recommender.train(history);
  }
}
