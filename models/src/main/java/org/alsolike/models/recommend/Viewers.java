package org.alsolike.models.recommend;

import org.alsolike.tables.Affinities;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Whose lists are made; each is the same as it is among the lists of all. */
public sealed interface Viewers {

  /** Of rows with a customer_id, those of the viewers. */
  Dataset<Row> among(Dataset<Row> rows);

  /** Everybody in the history. */
  record Everybody() implements Viewers {
    @Override
    public Dataset<Row> among(Dataset<Row> rows) {
      return rows;
    }
  }

  /** One customer. */
  record One(String customer) implements Viewers {
    @Override
    public Dataset<Row> among(Dataset<Row> rows) {
      return rows.where(Affinities.CUSTOMER.col().equalTo(customer));
    }
  }

  /**
   * Some customers.
   *
   * @param customers rows with their customer_id; several may name one customer
   */
  record Those(Dataset<Row> customers) implements Viewers {
    @Override
    public Dataset<Row> among(Dataset<Row> rows) {
      String id = Affinities.CUSTOMER.name();
      return rows.join(customers.select(id).distinct(), new String[] {id}, "left_semi");
    }
  }
}
