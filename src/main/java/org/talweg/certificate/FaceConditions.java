package org.talweg.certificate;

import java.math.BigInteger;
import java.util.List;

/**
 * What the conditions on a ray of a face are made from.
 *
 * @param directions orthogonal to the face, in which the loss must not fall
 * @param lengths vectors that bound the length of the gradient
 */
public record FaceConditions(List<List<BigInteger>> directions, List<List<BigInteger>> lengths) {

    public FaceConditions {
        directions = List.copyOf(directions);
        lengths = List.copyOf(lengths);
    }
}
