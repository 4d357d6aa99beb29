/**
 * The serving store: versions that are whole or invisible, seen from outside Spark.
 *
 * <p>This package says what a store holds: a {@link org.alsolike.serving.Part} is one list, score,
 * segment or catalogue; an entry's key is the part's name, a zero byte and the id in UTF-8; its
 * value is compact JSON ({@link org.alsolike.serving.values}). A {@link
 * org.alsolike.serving.Manifest} says what a version is made of, a {@link
 * org.alsolike.serving.Pointer} which version is served. {@code publish} makes versions, {@code
 * reader} reads the one that is served.
 */
package org.alsolike.serving;
