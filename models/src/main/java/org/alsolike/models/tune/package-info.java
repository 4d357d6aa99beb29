/**
 * Chooses hyperparameters: seeded random search with successive halving. It knows no recommenders;
 * who asks says how good a trial is, on a {@link org.alsolike.models.tune.CustomerSample}.
 */
package org.alsolike.models.tune;
