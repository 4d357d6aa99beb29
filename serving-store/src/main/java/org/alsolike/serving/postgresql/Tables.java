package org.alsolike.serving.postgresql;

import java.io.Serializable;

/**
 * The names of our tables and the statements that make them. Every name is of a schema that {@link
 * Database} allows, of words that stand here, and of numbers.
 *
 * <ul>
 *   <li>{@code pointer}: one row; the last token given, the served version, the pointer's document
 *   <li>{@code version}: a row per version that is whole, with its manifest
 *   <li>{@code entry}: the entries of all versions, one list partition per version
 *   <li>{@code load}: which partitions of a release a task has loaded, with the receipt
 *   <li>{@code served}: a view of the served entries, for people and for SQL
 * </ul>
 */
record Tables(String schema) implements Serializable {

  String pointer() {
    return named("pointer");
  }

  String version() {
    return named("version");
  }

  String entry() {
    return named("entry");
  }

  String load() {
    return named("load");
  }

  String served() {
    return named("served");
  }

  /** The table of one version, as one publisher builds it. */
  String data(long version, long token) {
    return named("entry_v%d_t%d".formatted(version, token));
  }

  /** The bare name of that table's primary key. */
  String key(long version, long token) {
    return "entry_v%d_t%d_key".formatted(version, token);
  }

  /** What the names of such tables look like, for {@code ~}. */
  static final String DATA_PATTERN = "^entry_v[0-9]+_t[0-9]+$";

  /** A table by its bare name, which must be one that {@link #data} gives. */
  String dataNamed(String bare) {
    if (!bare.matches(DATA_PATTERN)) {
      throw new IllegalArgumentException("table must be of a version, but is " + bare);
    }
    return named(bare);
  }

  String named(String table) {
    return "\"%s\".\"%s\"".formatted(schema, table);
  }

  String[] creation() {
    return new String[] {
      """
      CREATE TABLE %s (
        one smallint PRIMARY KEY DEFAULT 1 CHECK (one = 1),
        token bigint NOT NULL,
        version bigint,
        document text NOT NULL)
      """
          .formatted(pointer()),
      "INSERT INTO %s (token, document) VALUES (0, '')".formatted(pointer()),
      "CREATE TABLE %s (version bigint PRIMARY KEY, token bigint NOT NULL, manifest text NOT NULL)"
          .formatted(version()),
      "CREATE TABLE %s (token bigint, partition integer, receipt text, PRIMARY KEY (token, partition))"
          .formatted(load()),
      """
      CREATE TABLE %s (
        version bigint NOT NULL,
        key bytea NOT NULL,
        value bytea NOT NULL,
        checksum integer NOT NULL) PARTITION BY LIST (version)
      """
          .formatted(entry()),
      """
      CREATE VIEW %s AS SELECT p.version, e.key,
        convert_from(substring(e.key FROM 1 FOR position('\\x00'::bytea IN e.key) - 1), 'UTF8') AS part,
        convert_from(substring(e.key FROM position('\\x00'::bytea IN e.key) + 1), 'UTF8') AS id,
        convert_from(e.value, 'UTF8')::json AS value
      FROM %s p JOIN %s e ON e.version = p.version
      """
          .formatted(served(), pointer(), entry())
    };
  }

  /** What a role needs to read what is served, and nothing beyond. */
  String[] grants(String reader) {
    Database.requireName("reader_role", reader);
    return new String[] {
      "GRANT USAGE ON SCHEMA \"%s\" TO \"%s\"".formatted(schema, reader),
      "GRANT SELECT ON %s, %s, %s, %s TO \"%s\""
          .formatted(pointer(), version(), entry(), served(), reader)
    };
  }
}
