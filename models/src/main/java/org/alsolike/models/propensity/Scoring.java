package org.alsolike.models.propensity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import org.alsolike.models.propensity.LoadedModels.Loaded;
import org.alsolike.tables.CustomerFeatures;
import org.alsolike.tables.Feature;
import org.alsolike.tables.FeatureSchema;
import org.alsolike.tables.PropensityExamples;
import org.alsolike.tables.Table;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Brings a model to the rows: its files are sent to each JVM once and parsed there once. */
record Scoring(ModelFiles files) {

  private static final String VALUES = "values";

  static Scoring with(ModelFiles files) {
    return new Scoring(files);
  }

  RawPropensityScores score(CustomerFeatures features, Column population) {
    List<ReasonText> texts = ordered(features.schema()).stream().map(ReasonText::of).toList();
    Dataset<Row> rows =
        features.rows().where(population).select(CustomerFeatures.CUSTOMER.col(), values());
    return new RawPropensityScores(
        files.card().name(),
        mapped(rows, RawPropensityScores.TABLE, (model, batch) -> scored(model, texts, batch)));
  }

  Predictions predict(PropensityExamples examples) {
    ordered(examples.schema());
    Dataset<Row> rows =
        examples
            .rows()
            .select(
                PropensityExamples.CUSTOMER.col(),
                PropensityExamples.AS_OF.col(),
                PropensityExamples.OUTCOME.col(),
                values());
    return new Predictions(mapped(rows, Predictions.TABLE, Scoring::predicted));
  }

  /** The model's features as the table has them, in the model's order. */
  private List<Feature> ordered(FeatureSchema schema) {
    List<String> wanted = files.card().preparation().names();
    TreeSet<String> missing = new TreeSet<>(wanted);
    schema.numeric().forEach(feature -> missing.remove(feature.name()));
    if (!missing.isEmpty()) {
      throw new BrokenModel(
          "propensity model %s was trained on features that %s does not have: %s; train again"
              .formatted(files.card().name(), schema.name(), String.join(", ", missing)));
    }
    return wanted.stream().map(name -> schema.find(name).orElseThrow()).toList();
  }

  private Column values() {
    return array(
            files.card().preparation().names().stream()
                .map(name -> col(name).cast(DataTypes.DoubleType))
                .toArray(Column[]::new))
        .as(VALUES);
  }

  private Dataset<Row> mapped(Dataset<Row> rows, Table table, InBatches.Step step) {
    var spark = JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
    var sent = spark.broadcast(new HashMap<>(files.contents()));
    return rows.mapPartitions(
        new InBatches(sent, files.identity(), step), Encoders.row(schema(table)));
  }

  private static List<Row> scored(Loaded model, List<ReasonText> texts, List<Row> batch) {
    List<double[]> values = values(batch);
    double[] scores = model.classifier().scores(values);
    List<List<String>> reasons = new Reasons(model.classifier(), texts).of(values, scores);
    List<Row> rows = new ArrayList<>(batch.size());
    for (int i = 0; i < scores.length; i++) {
      double probability = model.calibration().probability(scores[i]);
      String[] sentences = reasons.get(i).toArray(String[]::new);
      rows.add(RowFactory.create(batch.get(i).get(0), scores[i], probability, sentences));
    }
    return rows;
  }

  private static List<Row> predicted(Loaded model, List<Row> batch) {
    double[] scores = model.classifier().scores(values(batch));
    List<Row> rows = new ArrayList<>(batch.size());
    for (int i = 0; i < scores.length; i++) {
      Row example = batch.get(i);
      double probability = model.calibration().probability(scores[i]);
      rows.add(
          RowFactory.create(
              example.get(0), example.get(1), probability, scores[i], example.get(2)));
    }
    return rows;
  }

  private static List<double[]> values(List<Row> batch) {
    return batch.stream().map(row -> RawValues.of(row.<Double>getList(row.size() - 1))).toList();
  }

  private static StructType schema(Table table) {
    return new StructType(
        table.fields().stream()
            .map(field -> DataTypes.createStructField(field.name(), field.type(), true))
            .toArray(StructField[]::new));
  }
}
