package org.alsolike.tables;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What happened in the shop, validated: purchases and returns (one row per line of an order) and
 * interactions such as views. Everything downstream starts here.
 */
public record Events(Dataset<Row> rows) {

  public static final Field CUSTOMER =
      Field.text(
          "customer_id",
          "the shop's id of the customer; null when the shop does not know who it was");
  public static final Field ITEM = Field.text("item_id", "the shop's id of the item");
  public static final Field ORDER = Field.text("order_id", "the order; null for interactions");
  public static final Field OCCURRED_AT = Field.instant("occurred_at", "when it happened");
  public static final Field KIND =
      Field.text("kind", "purchase, return, or the kind of an interaction such as view");
  public static final Field QUANTITY =
      Field.money("quantity", "units, above 0 for purchases and returns; null for interactions");
  public static final Field UNIT_PRICE =
      Field.money("unit_price", "price of one unit in the shop's currency; null for interactions");
  public static final Field AMOUNT =
      Field.money(
          "amount",
          "quantity times unit price, above or equal 0 for returns too; for interactions the optional value");
  public static final Field TITLE =
      Field.text("title", "what the row calls the item; null when it says nothing");
  public static final Field CATEGORY =
      Field.text("category", "the item's category as the row states it; null when it says nothing");
  public static final Field COUNTRY =
      Field.text(
          "country", "the customer's country as the row states it; null when it says nothing");

  public static final Table TABLE =
      Table.of(
          "events",
          "one row per accepted input row of the transactions and interactions sources",
          CUSTOMER,
          ITEM,
          ORDER,
          OCCURRED_AT,
          KIND,
          QUANTITY,
          UNIT_PRICE,
          AMOUNT,
          TITLE,
          CATEGORY,
          COUNTRY);

  public Events {
    rows = TABLE.conform(rows);
  }

  /** The kinds that the transactions source gives; interactions may not use these names. */
  public static final String PURCHASE = "purchase";

  public static final String RETURN = "return";
}
