/**
 * Networks trained without weight decay: is a given one stationary, a local minimum, and which neurons escape; and what wider networks with the same function are. Every
 * decision is exact. Notes: {@code proofs-notes/stationary.md}.
 */
package org.talweg.stationary;
