/**
 * Central hyperplane arrangements over Q: cells, faces, facets, the graph of cells, and counts by a second route.
 *
 * <p>{@link org.talweg.arrangement.CellSet} holds all cells of an {@link org.talweg.arrangement.Arrangement};
 * {@link org.talweg.arrangement.CellEnumerator} streams them. Nothing is perturbed and no tolerance decides anything: a
 * floating point sum is trusted only beyond its error bound. Why the enumerations are complete is in
 * {@code proofs-notes/arrangements.md}.
 */
package org.talweg.arrangement;
