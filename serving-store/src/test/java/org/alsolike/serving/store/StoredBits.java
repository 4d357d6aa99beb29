package org.alsolike.serving.store;

import java.util.List;

/**
 * The bits of what a server keeps of a version's entries, which can be flipped one by one, as a
 * failing disk or memory would.
 */
record StoredBits(List<Row> rows) {

  /**
   * What is kept together.
   *
   * @param fields the name under which it is found, and what else there is
   */
  record Row(List<byte[]> fields, Writing writing) {

    private int bits() {
      return Byte.SIZE * fields.stream().mapToInt(field -> field.length).sum();
    }

    private void flip(int bit) throws Exception {
      byte[] name = fields.get(0).clone();
      int at = bit / Byte.SIZE;
      for (byte[] field : fields) {
        if (at >= 0 && at < field.length) {
          field[at] ^= (byte) (1 << bit % Byte.SIZE);
        }
        at -= field.length;
      }
      writing.put(name, fields);
    }
  }

  /** Puts a row in the place of the one that has the name. */
  @FunctionalInterface
  interface Writing {
    void put(byte[] name, List<byte[]> fields) throws Exception;
  }

  int count() {
    return rows.stream().mapToInt(Row::bits).sum();
  }

  /** To flip it again is to mend it. */
  void flip(int bit) throws Exception {
    int at = bit;
    for (Row row : rows) {
      if (at < row.bits()) {
        row.flip(at);
        return;
      }
      at -= row.bits();
    }
    throw new IllegalArgumentException("there are %d bits, and not %d".formatted(count(), bit));
  }
}
