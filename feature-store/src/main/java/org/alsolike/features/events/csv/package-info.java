/**
 * Reads CSV as RFC 4180 writes it, without losing a line: what does not parse is handed on as it
 * was read. Spark's own reader is not used for this, because an unclosed quote makes it swallow the
 * lines up to the next quote without a word. Knows neither Spark nor Hadoop.
 */
package org.alsolike.features.events.csv;
