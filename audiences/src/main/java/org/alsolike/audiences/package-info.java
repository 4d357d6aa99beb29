/**
 * Who to speak to: segments, their holdouts, who may be contacted, and the files that marketers
 * take.
 */
package org.alsolike.audiences;
