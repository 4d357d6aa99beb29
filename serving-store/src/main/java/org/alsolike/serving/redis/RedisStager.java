package org.alsolike.serving.redis;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.alsolike.serving.Pointer;
import org.alsolike.serving.publish.PartitionWriters;
import org.alsolike.serving.publish.PublishStep;
import org.alsolike.serving.publish.StagedVersion;
import org.alsolike.serving.publish.Stager;

/** A version whose keys are chosen, to be filled by tasks. */
record RedisStager(Server server, RedisStaged version, Optional<Pointer> before) implements Stager {

  @Override
  public PartitionWriters writers() {
    Server shop = server;
    long number = version.number();
    long token = version.fence().token();
    return attempt -> new PipelinePartitionWriter(shop, number, token, attempt);
  }

  @Override
  public StagedVersion staged(Optional<Pointer> unchanged, Consumer<PublishStep> taken) {
    return version;
  }

  @Override
  public void abandon() throws IOException {
    version.discard();
  }
}
