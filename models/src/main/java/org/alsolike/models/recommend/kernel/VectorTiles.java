package org.alsolike.models.recommend.kernel;

import jdk.incubator.vector.FloatVector;

/** Which tile suits this machine. May be touched only where the JVM has its vector module. */
final class VectorTiles {

  private VectorTiles() {}

  /** How many bits the machine's vector registers have. */
  static int registerBits() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize();
  }

  /** The tile for registers of so many bits; with fewer than 256 plain Java is as fast. */
  static VectorTile forRegisters(int bits) {
    return bits >= 512 ? new Tile512() : new Tile256();
  }
}
