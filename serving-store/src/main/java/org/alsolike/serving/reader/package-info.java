/** What an engineer's service embeds: a reader of the served version. */
package org.alsolike.serving.reader;
