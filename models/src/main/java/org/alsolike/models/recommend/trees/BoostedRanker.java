package org.alsolike.models.recommend.trees;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Learns to order candidates by gradient-boosted trees (Chen and Guestrin 2016, XGBoost) with
 * histogram splits and logistic loss.
 *
 * @param rounds of boosting
 * @param depth of a tree
 * @param learningRate share of each tree that is added, above 0 and at most 1
 * @param leastWeight least sum of second derivatives in a leaf
 * @param rowShare share of the rows that each tree is grown on
 * @param featureShare share of the features that each tree may use
 * @param threads of a fit; part of the settings because sums depend on it
 * @param seed of the shares
 */
public record BoostedRanker(
    int rounds,
    int depth,
    double learningRate,
    double leastWeight,
    double rowShare,
    double featureShare,
    int threads,
    int seed) {

  /** No tree may be deeper. */
  public static final int DEEPEST = CompleteTrees.DEEPEST;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  public static BoostedRanker defaults() {
    return new BoostedRanker(150, 5, 0.07, 20, 0.7, 0.6, 1, 1);
  }

  /** Fits; equal rows give equal trees. */
  public Trees fit(RankingRows rows) {
    try {
      DMatrix matrix =
          new DMatrix(rows.values(), rows.labels().length, rows.features().size(), Float.NaN);
      try {
        matrix.setLabel(rows.labels());
        Booster booster = XGBoost.train(matrix, parameters(), rounds, Map.of(), null, null);
        try {
          return read(booster.getModelDump("", false, "json"));
        } finally {
          booster.dispose();
        }
      } finally {
        matrix.dispose();
      }
    } catch (XGBoostError | JsonProcessingException e) {
      throw new IllegalStateException("cannot fit the ranker: " + e.getMessage(), e);
    }
  }

  private Map<String, Object> parameters() {
    Map<String, Object> parameters = new TreeMap<>();
    parameters.put("objective", "binary:logistic");
    parameters.put("tree_method", "hist");
    parameters.put("max_depth", depth);
    parameters.put("eta", learningRate);
    parameters.put("min_child_weight", leastWeight);
    parameters.put("subsample", rowShare);
    parameters.put("colsample_bytree", featureShare);
    parameters.put("nthread", threads);
    parameters.put("seed", seed);
    parameters.put("verbosity", 0);
    return parameters;
  }

  private static Trees read(String[] dumps) throws JsonProcessingException {
    List<Trees.Node> nodes = new ArrayList<>();
    for (int tree = 0; tree < dumps.length; tree++) {
      List<Trees.Node> found = new ArrayList<>();
      collect(tree, JSON.readTree(dumps[tree]), found);
      found.sort(Comparator.comparingInt(Trees.Node::node));
      nodes.addAll(withoutGaps(found));
    }
    return new Trees(nodes);
  }

  private static void collect(int tree, JsonNode json, List<Trees.Node> nodes) {
    int node = json.get("nodeid").intValue();
    if (json.has("leaf")) {
      nodes.add(Trees.Node.leaf(tree, node, json.get("leaf").decimalValue().floatValue()));
      return;
    }
    nodes.add(
        new Trees.Node(
            tree,
            node,
            Integer.parseInt(json.get("split").textValue().substring(1)),
            json.get("split_condition").decimalValue().floatValue(),
            json.get("yes").intValue(),
            json.get("no").intValue(),
            json.get("missing").intValue()));
    json.get("children").forEach(child -> collect(tree, child, nodes));
  }

  /** Pruning leaves gaps in the numbers of nodes. */
  private static List<Trees.Node> withoutGaps(List<Trees.Node> nodes) {
    Map<Integer, Integer> places = new TreeMap<>();
    nodes.forEach(node -> places.put(node.node(), places.size()));
    return nodes.stream()
        .map(
            node ->
                node.feature() < 0
                    ? Trees.Node.leaf(node.tree(), places.get(node.node()), node.value())
                    : new Trees.Node(
                        node.tree(),
                        places.get(node.node()),
                        node.feature(),
                        node.value(),
                        places.get(node.below()),
                        places.get(node.above()),
                        places.get(node.missing())))
        .toList();
  }
}
