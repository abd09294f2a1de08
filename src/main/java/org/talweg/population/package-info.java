/**
 * Teacher and student networks with Gaussian inputs: spurious minima of the population loss, each proved by interval arithmetic. Notes: {@code proofs-notes/population.md}.
 */
package org.talweg.population;
