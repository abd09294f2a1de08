/**
 * The loss and its regions: the objective of a data set, signed cells and faces, the convex program of a region, symmetries of the data.
 *
 * <p>Vocabulary: a <em>cell</em> belongs to one neuron, a <em>region</em> (one signed cell for each neuron) to the network. N is the number of signed cells, N^m that of regions of width m. Theory: T1, T12.
 */
package org.talweg.landscape;
