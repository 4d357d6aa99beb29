/** A customer who asks to be forgotten: what is deleted, what is kept of it, and the proof. */
package org.alsolike.jobs.forget;
