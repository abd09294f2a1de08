/** Counting regions: closed formulas in the width for classes of minima. */
package org.talweg.census;
