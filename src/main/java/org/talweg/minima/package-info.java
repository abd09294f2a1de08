/**
 * The tree that finds all local minima: candidates for rays, cuts that prove sets of faces impossible, decisions on those that are left.
 *
 * <p>Vocabulary: <em>candidate</em>, a signed face on which some local minimum could have a ray; <em>cut</em>, a proof that no residual of a local minimum satisfies the conditions of all faces of a set;
 * <em>decision</em>, whether a set of faces is exactly that of a minimum. Theory: T5, T9, T10.
 */
package org.talweg.minima;
