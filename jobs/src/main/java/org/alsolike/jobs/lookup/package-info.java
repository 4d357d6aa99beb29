/** Pages that {@code alsolike show} prints, read from the served version without Spark. */
package org.alsolike.jobs.lookup;
