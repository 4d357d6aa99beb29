/**
 * Versions in PostgreSQL: one logged table per version, attached as a list partition in the
 * transaction that switches the pointer. Needs the driver, which is an optional dependency.
 */
package org.alsolike.serving.postgresql;
