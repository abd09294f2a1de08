/**
 * Classes of minima and how many regions hold them: closed formulas in the width, counts, volumes, thresholds, samples with confidence intervals.
 *
 * <p>Vocabulary: <em>class</em>, the local minima of one residual, at all widths; <em>star</em> of a ray, the signed cells that have it in their closure; <em>census</em>, the optimal ray set of every region. Theory: T5, T6, T8, T11, section 15.
 */
package org.talweg.census;
