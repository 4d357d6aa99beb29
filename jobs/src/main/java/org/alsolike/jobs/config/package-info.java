/**
 * The one YAML file: read with line numbers, bound to the records of the rooms that use the values,
 * and refused with the place, what was found and what was expected.
 */
package org.alsolike.jobs.config;
