/**
 * The inner kernel of factor models: the best items of many customers, from the products of their
 * vectors. Plain Java on primitive arrays, without Spark; where the JVM has its vector module, in
 * its registers. Customers and items are numbers here; who they are is known outside.
 */
package org.alsolike.models.recommend.kernel;
