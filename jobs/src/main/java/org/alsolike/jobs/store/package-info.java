/**
 * The one bridge between Spark's tables and the serving store, which knows nothing of Spark: rows
 * become entries, partitions become sorted files, a Hadoop folder is the staging area.
 */
package org.alsolike.jobs.store;
