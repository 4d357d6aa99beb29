/**
 * How likely each customer is to do something soon: propensity models trained on several past
 * as-ofs, calibrated on a later one, saved as protobuf with checksums and scored in Spark in
 * batches, with the reasons a person can read.
 */
package org.alsolike.models.propensity;
