/**
 * Exact arithmetic: rational numbers, vectors and matrices over Q, and enclosures with rational ends.
 *
 * <p>Naming rule of the whole project: a plain name is rigorous (exact, or an enclosure of the exact result); a name that
 * begins with {@code approximate} is floating point and may only guess.
 */
package org.talweg.exact;
