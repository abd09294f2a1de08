/** Certificates from proved results: turns optima, roles of cells and counts into evidence that a checker can follow. */
package org.talweg.evidence;
