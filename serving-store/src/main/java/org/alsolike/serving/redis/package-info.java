/**
 * Versions in Redis: keys carry the version, and a script switches the pointer. Needs Jedis, which
 * is an optional dependency.
 */
package org.alsolike.serving.redis;
