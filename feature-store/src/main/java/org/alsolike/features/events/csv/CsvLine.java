package org.alsolike.features.events.csv;

/**
 * One physical line without its line feed; a carriage return before it is kept.
 *
 * @param utf8 false when the bytes were not UTF-8; the text then holds U+FFFD in their place
 * @param whole false when the line was longer than allowed and its rest was skipped
 */
record CsvLine(String text, boolean utf8, boolean whole) {}
