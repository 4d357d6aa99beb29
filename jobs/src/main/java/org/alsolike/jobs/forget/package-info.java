/**
 * A customer who asks to be forgotten: what is deleted, what is kept of it, and the proof. An item
 * that is to be listed no more.
 */
package org.alsolike.jobs.forget;
