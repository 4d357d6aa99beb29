/** Figures against other systems, on any data given on the command line. */
package org.alsolike.benchmarks;
