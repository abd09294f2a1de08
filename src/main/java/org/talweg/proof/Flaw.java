package org.talweg.proof;

import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedFace;

/** What is proved to be wrong with a set of faces as those of an optimum, and so says which faces to try next. */
sealed interface Flaw {

    /** The objective falls from the ray on this face into the cell, given by its sides, that has the face in its closure. */
    record Falls(SignedFace face, int[] cell) implements Flaw {}

    /** The solution of the first-order system is not shown to lie strictly on the face's side of the hyperplane. */
    record Outside(SignedFace face, int hyperplane) implements Flaw {}

    /** The support function of the cell, which has no ray, exceeds mu. */
    record Missing(SignedCell cell, int[] sides) implements Flaw {}

    /** The first-order system asks for a mass below zero on this face. */
    record Vanishes(SignedFace face) implements Flaw {}
}
