/**
 * CPU seconds and memory beside stock Spark's, on generated data. Every contender runs in a JVM of
 * its own, so that neither warms up, fills memory or collects garbage for the other.
 */
package org.alsolike.benchmarks.speed;
