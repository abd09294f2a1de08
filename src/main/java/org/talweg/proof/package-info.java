/**
 * One program over signed cells, proved: existence and uniqueness of its optimum, each ray inside its face, {@code h_c(r) <= mu} for every cell, enclosures of its value.
 *
 * <p>Vocabulary: <em>face</em>, the covector that a ray lies on, with the sign of its output weight; <em>first-order system</em>, the equations of rays on given faces ({@link org.talweg.proof.KktSystem}); <em>slope</em>, the
 * derivative of the loss at a ray across a hyperplane; <em>tie</em>, a ray without mass that reaches mu; <em>flaw</em>, what is proved to be wrong with a guess.
 *
 * <p>Theory: T1 to T4, T12 to T14, T17, section 12 (the existence test).
 */
package org.talweg.proof;
