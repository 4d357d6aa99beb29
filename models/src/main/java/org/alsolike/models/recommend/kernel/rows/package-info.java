/**
 * Products over a few rows of single-precision numbers, from which alternating least squares is
 * made: with the JVM's vector module or in plain Java, with the same bits. Knows nothing of ours.
 */
package org.alsolike.models.recommend.kernel.rows;
