/** The region graph up to the order of the neurons, its merge tree, descent paths, and their pictures. */
package org.talweg.graph;
