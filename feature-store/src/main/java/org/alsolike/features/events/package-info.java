/**
 * From the shop's files to validated rows: every input row ends either accepted or rejected with a
 * reason, none is lost and none stops the run. What is a return, a duplicate or no product is said
 * by named SQL conditions in the configuration; this package knows only what no shop can mean (see
 * {@link org.alsolike.features.events.BrokenReason}).
 */
package org.alsolike.features.events;
