package org.alsolike.serving.publish;

import java.io.Serializable;

/** Makes a writer inside a task; it travels to the task. */
@FunctionalInterface
public interface PartitionWriters extends Serializable {

  /**
   * @param number that no other attempt at the same partition has, such as Spark's task attempt id
   */
  PartitionWriter attempt(long number);
}
