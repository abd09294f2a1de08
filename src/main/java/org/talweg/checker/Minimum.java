package org.talweg.checker;

/** A proved local minimum other than the global optimum, with the enclosure of its value that is claimed. */
record Minimum(Family family, Fraction lower, Fraction upper) {

    int rays() {
        return family.solution.rays.size();
    }
}
