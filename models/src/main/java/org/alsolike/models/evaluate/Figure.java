package org.alsolike.models.evaluate;

/**
 * One judged figure.
 *
 * @param metric with its depth, such as ndcg@10
 */
public record Figure(String model, Task task, Slice slice, String metric, Estimate estimate) {

  /** The name in run.json: {@code eval.first.als.ndcg@10}, for new customers with eval.new. */
  public String key() {
    String group = slice.equals(Slice.KNOWN) ? "" : slice.key() + ".";
    return "eval." + group + task.key() + "." + model + "." + metric;
  }
}
