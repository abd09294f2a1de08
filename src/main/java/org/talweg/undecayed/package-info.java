/**
 * Training without weight decay: ranks of the first-layer Jacobian over all regions, by count and by volume. Notes: {@code proofs-notes/undecayed.md}.
 */
package org.talweg.undecayed;
