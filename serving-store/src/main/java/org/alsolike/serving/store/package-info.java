/**
 * The stores that can be published to and read from, one record each, as configuration names them.
 */
package org.alsolike.serving.store;
