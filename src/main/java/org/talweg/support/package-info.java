/**
 * The support function {@code h_c(r) = max { g_c(r).u : u in the closed cell c, |u| <= 1 }} of signed cells: guessed in floating point, bounded from above with every rounding counted, scanned over
 * all cells, projected exactly.
 *
 * <p>Theory: T2 (what it decides), T3 (bounds in rational arithmetic).
 */
package org.talweg.support;
