package org.alsolike.benchmarks.speed;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.alsolike.models.recommend.inprocess.SparseMatrix;

/**
 * A shop made up by {@link ShopGenerator}.
 *
 * @param train customers x items, values 1; within a row in ascending order
 * @param test what each customer takes later, none of it in {@code train}
 * @param customerFactors the tastes behind it, {@code customers x rank}: their product with an
 *     item's is how likely the customer takes that item next
 * @param itemFactors {@code items x rank}
 */
record SyntheticShop(
    SparseMatrix train, SparseMatrix test, float[][] customerFactors, float[][] itemFactors)
    implements Serializable {

  static final int RANK = 64;

  private static final int FEW = 1000;

  void write(Path file) throws IOException {
    try (var out =
        new ObjectOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20))) {
      out.writeObject(this);
    }
  }

  static SyntheticShop read(Path file) throws IOException {
    try (var in =
        new ObjectInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
      return (SyntheticShop) in.readObject();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  int customers() {
    return train.rows();
  }

  /** For how many customers, the first ones, a contender works before it is measured. */
  int few() {
    return Math.min(FEW, customers());
  }

  /** What the few hold, with all items. */
  SparseMatrix trainOfFew() {
    int pairs = train.starts()[few()];
    return new SparseMatrix(
        items(),
        Arrays.copyOf(train.starts(), few() + 1),
        Arrays.copyOf(train.indices(), pairs),
        Arrays.copyOf(train.values(), pairs));
  }

  int items() {
    return train.columns();
  }

  /** Item numbers that a customer holds, ascending. */
  int[] held(int customer) {
    return row(train, customer);
  }

  /** Item numbers that a customer takes later. */
  int[] taken(int customer) {
    return row(test, customer);
  }

  private static int[] row(SparseMatrix matrix, int row) {
    return Arrays.copyOfRange(matrix.indices(), matrix.starts()[row], matrix.starts()[row + 1]);
  }
}
