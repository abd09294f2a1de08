/**
 * Slow reference computations that the tests compare the program with.
 *
 * <p>They share no code with it except {@link org.talweg.exact.Rational}, use plain arrays, and prefer enumeration to
 * cleverness. The floating-point ones return their own error estimate or say that a margin is too thin.
 */
package org.talweg.oracle;
