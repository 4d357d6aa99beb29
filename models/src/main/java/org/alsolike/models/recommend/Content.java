package org.alsolike.models.recommend;

import static org.alsolike.tables.Events.ITEM;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.alsolike.tables.Feature;
import org.alsolike.tables.Field;
import org.alsolike.tables.History;
import org.alsolike.tables.Items;
import org.alsolike.tables.SimilarItems;
import org.alsolike.tables.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Recommends what is described like what the customer holds: the words of titles, and each category
 * and other text attribute as a whole, are terms, each worth what it is rare (Salton, Buckley 1988,
 * "Term-weighting approaches in automatic text retrieval"); items are alike by the cosine of their
 * terms. It needs no purchase, and so knows the items that nobody has bought yet.
 *
 * <p>A customer's score for an item is the mean over the held items, weighed by affinity. An item
 * that shares no term with them is not proposed.
 *
 * @param attributeWeight what an attribute's value is worth beside a title's word as rare as it; 0
 *     leaves attributes out
 */
public record Content(double attributeWeight) implements Recommender {

  private static final String TABLE_NAME = "item_terms";

  public Content {
    Hyperparameter.requireBetween("attribute_weight", attributeWeight, 0, 100);
  }

  public static Content defaults() {
    return new Content(1);
  }

  @Override
  public Ranges ranges() {
    return Ranges.none().linear("attribute_weight", "0", "3");
  }

  /** Which terms there are is learned; what each is worth follows from the catalogue it is for. */
  @Override
  public RecommendationModel train(History history) {
    List<String> attributes =
        history.itemFeatures().schema().features().stream()
            .filter(feature -> feature.type().equals(DataTypes.StringType))
            .map(Feature::name)
            .toList();
    Column[] columns =
        Stream.concat(Stream.of(ITEM.name()), attributes.stream())
            .map(functions::col)
            .toArray(Column[]::new);
    List<Row> described =
        history.itemFeatures().rows().select(columns).collectAsList().stream()
            .map(row -> RowFactory.create(row.getString(0), terms(row, attributes)))
            .filter(row -> !row.getString(1).isEmpty())
            .toList();
    return new Model(
        history.itemFeatures().rows().sparkSession().createDataFrame(described, Tables.SCHEMA));
  }

  private static String terms(Row row, List<String> attributes) {
    List<String> terms = new ArrayList<>();
    for (int at = 0; at < attributes.size(); at++) {
      String text = row.getString(at + 1);
      if (attributes.get(at).equals(Items.TITLE.name())) {
        terms.addAll(List.of(TermVectors.words(text)));
      } else if (text != null && !text.isBlank()) {
        terms.add(attributes.get(at) + ATTRIBUTE + text.strip().replaceAll("\\s+", " "));
      }
    }
    return String.join("\n", terms.stream().sorted().toList());
  }

  /** Between an attribute and its value; no word of a title holds it. */
  private static final String ATTRIBUTE = "=";

  @Override
  public RecommendationModel load(Map<String, Dataset<Row>> tables) {
    return new Model(tables.get(TABLE_NAME));
  }

  @Override
  public Relates relates() {
    return Relates.CUSTOMERS_AND_ITEMS;
  }

  private final class Model implements ScoringModel {
    private final Dataset<Row> table;

    Model(Dataset<Row> table) {
      this.table = Tables.TABLE.conform(table);
    }

    @Override
    public Map<String, Dataset<Row>> tables() {
      return Map.of(TABLE_NAME, table);
    }

    @Override
    public String tier() {
      return name();
    }

    @Override
    public Dataset<Row> items() {
      return table;
    }

    @Override
    public Scorer scorer(Catalogue catalogue) {
      String[][] terms = new String[catalogue.size()][0];
      for (Row row : table.collectAsList()) {
        int item = catalogue.number(row.getString(0));
        if (item >= 0) {
          terms[item] = row.getString(1).split("\n");
        }
      }
      return new Described(TermVectors.of(Arrays.asList(terms), this::weight));
    }

    private double weight(String term) {
      return term.contains(ATTRIBUTE) ? attributeWeight : 1;
    }

    @Override
    public SimilarItems forItems(int k, Set<String> excluded) {
      Catalogue catalogue = Catalogue.of(table);
      return new Ranking(catalogue, scorer(catalogue), name()).forItems(table, k, excluded);
    }
  }

  private record Described(TermVectors terms) implements Scorer {
    @Override
    public void score(Profile profile, double[] scores) {
      double[] likeness = terms.likeness(profile);
      for (int item = 0; item < likeness.length; item++) {
        if (likeness[item] > 0) {
          scores[item] = likeness[item];
        }
      }
    }
  }

  /** Apart from the hyperparameters, which are also read where Spark's types are not needed. */
  private static final class Tables {
    private static final Field TERMS =
        Field.text("terms", "words of the title, and attribute=value, one a line, ascending");
    private static final Table TABLE =
        Table.of(TABLE_NAME, "one row per item of which something is said", ITEM, TERMS);
    private static final StructType SCHEMA =
        new StructType().add(ITEM.name(), ITEM.type()).add(TERMS.name(), TERMS.type());
  }
}
