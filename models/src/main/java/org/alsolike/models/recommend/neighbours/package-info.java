/**
 * Which items are alike because they lie in the same baskets: plain Java on primitive arrays, in
 * one process, without Spark. Baskets and items are numbers here; who they are is known outside.
 */
package org.alsolike.models.recommend.neighbours;
