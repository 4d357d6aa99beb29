/**
 * Solvers for what fits into one machine: plain Java on primitive arrays, without Spark. Customers
 * and items are numbers here; who they are is known outside.
 */
package org.alsolike.models.recommend.inprocess;
