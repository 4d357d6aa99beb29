/**
 * The second stage's learner: boosted trees that order the candidates of one customer. Fitted by
 * XGBoost, walked in plain Java, so that whoever scores needs no native library. No Spark here.
 */
package org.alsolike.models.recommend.trees;
