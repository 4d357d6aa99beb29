/**
 * Chooses hyperparameters: seeded random search with successive halving. Knows neither recommenders
 * nor Spark; who asks says how good a trial is.
 */
package org.alsolike.models.tune;
