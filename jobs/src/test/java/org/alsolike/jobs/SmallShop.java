package org.alsolike.jobs;

/** A configuration with sources alone, and three lines of its sales. */
public final class SmallShop {

  public static final String YAML =
      """
      project: small-shop
      timezone: Europe/London
      as_of: 2011-12-10
      workspace: workspace
      sources:
        transactions:
          path: sales.csv
          columns:
            order_id: order
            item_id: item
            customer_id: customer
            occurred_at: at
            quantity: quantity
            unit_price: price
      """;

  public static final String SALES =
      """
      order,item,customer,at,quantity,price
      1,cup,ann,2011-11-01 10:00:00,1,2.50
      1,jug,ann,2011-11-01 10:00:00,2,9.00
      2,cup,bob,2011-11-02 11:30:00,1,2.50
      """;

  private SmallShop() {}
}
