/**
 * Makes versions: each partition of a release is written to the staging area as a sorted file
 * ({@link org.alsolike.serving.publish.PartitionWriter}), and the publisher on the machine that
 * owns the store builds the version aside, verifies it by reading it back and switches one pointer
 * ({@link org.alsolike.serving.publish.Publisher}). A crash at any instant leaves the previous
 * version served.
 */
package org.alsolike.serving.publish;
