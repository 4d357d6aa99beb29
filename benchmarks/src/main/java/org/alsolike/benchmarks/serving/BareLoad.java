package org.alsolike.benchmarks.serving;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.alsolike.serving.Entry;

/** The least that a store can be asked to do with the same entries: nothing of ours. */
interface BareLoad {

  void load(List<Iterator<Entry>> partitions) throws Exception;

  static BareLoad into(StoreAddress address, Path folder) {
    return switch (address.kind()) {
      case ROCKSDB -> new BareIngest(folder);
      case POSTGRESQL -> new BareCopy(address.place());
      case REDIS -> new BarePipe(address.place());
    };
  }
}
