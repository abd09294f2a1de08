/**
 * Floating point that only guesses: vectors of doubles, projections on cones, nearest points. Nothing here decides anything; what is made of its results is
 * checked exactly by those who ask.
 */
package org.talweg.numeric;
