/** The command line: one verb per file. What the verbs do lives in the other rooms. */
package org.alsolike.jobs;
