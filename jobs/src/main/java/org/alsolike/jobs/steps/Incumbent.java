package org.alsolike.jobs.steps;

import org.alsolike.jobs.config.Settings;

/**
 * What is served now: its lists are made anew by its configuration, on the same history, and judged
 * beside ours.
 */
record Incumbent(long version, Settings.Recommendations settings) {}
