/**
 * What flows through AlsoLike, one file per table and no logic. A table is a record around Spark
 * rows whose constructor proves the schema; its columns are constants, written once, here.
 */
package org.alsolike.tables;
