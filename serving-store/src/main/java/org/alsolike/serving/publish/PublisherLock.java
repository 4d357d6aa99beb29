package org.alsolike.serving.publish;

/** The right to publish into a store, until it is closed or its holder dies. */
public interface PublisherLock extends AutoCloseable {

  /** Tells others which step the holder is at, as far as that can be told. */
  void at(PublishStep step);

  @Override
  void close();
}
