/**
 * Immutable tables on disk. A snapshot is whole or does not exist: its manifest is written last,
 * and nothing ever overwrites it.
 */
package org.alsolike.features.snapshots;
