/**
 * What a run does, one step per file, in the order of the flow. A step reads and writes snapshots
 * named by what they were made from, so that a later run, or the same run after a crash, finds them
 * done.
 */
package org.alsolike.jobs.steps;
