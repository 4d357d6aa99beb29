/**
 * What the values of the store mean, as records, and {@link
 * org.alsolike.serving.values.ValueCodec}, the only place where their JSON is written and read.
 */
package org.alsolike.serving.values;
