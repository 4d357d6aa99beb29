/**
 * Results as files, for those who load files: what an export consists of, and whether it is whole.
 */
package org.alsolike.jobs.exports;
