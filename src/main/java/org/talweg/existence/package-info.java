/**
 * A box with exactly one zero of a system of equations, by Krawczyk's test. Knows nothing of networks.
 *
 * <p>Vocabulary: <em>box</em>, a product of intervals around a center; <em>defect</em>, a bound of {@code |Y F(c)|} with Y near the inverse of the derivative. Theory: section 12 of the
 * theorems.
 */
package org.talweg.existence;
