/**
 * Ranking rules: what a shop wants of its lists, whatever a recommender thinks. One record per kind
 * of rule; {@link org.alsolike.models.recommend.rules.RuleBook} applies them all.
 */
package org.alsolike.models.recommend.rules;
