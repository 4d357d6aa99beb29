/**
 * How a run goes, whatever it does: its folder, lock, fingerprint, record, progress and exit code.
 */
package org.alsolike.jobs.run;
