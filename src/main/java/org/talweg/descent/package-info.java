/**
 * Where does training end? Plain gradient descent and gradient flow from random starts, each end matched with a proved stationary point.
 * The paths are floating point; what stands at their ends is proved. Notes: {@code proofs-notes/descent.md}.
 */
package org.talweg.descent;
