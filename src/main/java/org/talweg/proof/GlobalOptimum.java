package org.talweg.proof;

import org.talweg.exact.Enclosure;

/**
 * The optimum of the program over all signed cells.
 *
 * @param value encloses its value, by rational bounds from both sides (theorem T3)
 * @param outcome its unique ray set with structure, or why that is open
 */
public record GlobalOptimum(Enclosure value, Outcome<ProvedOptimum> outcome) {}
