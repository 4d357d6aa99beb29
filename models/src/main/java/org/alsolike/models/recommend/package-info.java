/**
 * Recommenders and what is laid over their lists. A recommender is a record: its components are its
 * hyperparameters, {@code train} learns from a history, and the model is a set of named tables. All
 * of them rank through one bridge, {@link org.alsolike.models.recommend.Ranking}.
 */
package org.alsolike.models.recommend;
