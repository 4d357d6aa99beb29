/** What would be served otherwise: one version beside the entries that are to replace it. */
package org.alsolike.serving.diff;
