/**
 * What is this region? GLOBAL, SPURIOUS, SADDLE (a trap or open) or NONE, from the optimum of its program and the signs at its rays.
 *
 * <p>Vocabulary: <em>trap</em>, a saddle that gradient descent does not find the way out of; <em>escape</em>, a cell that lowers the loss when a neuron at zero enters it. Theory: T4, T6, T15, section 13.
 */
package org.talweg.verdict;
