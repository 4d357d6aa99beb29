package org.alsolike.features.events.csv;

import java.util.List;
import java.util.Optional;

/**
 * One record of a CSV file.
 *
 * @param raw the text as read, without the line end
 * @param fields as written, unquoted; empty when the quotes of the record are malformed
 * @param utf8 false when some bytes were not UTF-8
 */
public record CsvRecord(String raw, Optional<List<String>> fields, boolean utf8) {}
