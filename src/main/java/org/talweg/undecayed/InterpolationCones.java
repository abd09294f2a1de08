package org.talweg.undecayed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.Lines;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.support.ExactProjection;

/**
 * The cones {@code { s D_A X w : w in the closure of A }} of outputs that one neuron of a signed cell can give, by generators over Q. The closed cell is the kernel of X plus its edges, and an
 * edge v gives {@code s (X v)_+} in every cell that it borders; so a generator belongs to the signed cells around its edge (theorem J5 of undecayed.md).
 */
final class InterpolationCones {

    /** An edge of the arrangement: its sign vector, and the outputs {@code (X v)_+} of a neuron on it. */
    record Edge(SignVector covector, RationalVector outputs) {}

    private final List<Edge> edges;

    InterpolationCones(RationalMatrix x) {
        this.edges = edges(x);
    }

    /** All edges, by intersecting hyperplanes. Cost: one exact null space for each choice of rank - 1 hyperplanes. */
    private static List<Edge> edges(RationalMatrix x) {
        Arrangement arrangement = Arrangement.of(x);
        Map<SignVector, Edge> found = new LinkedHashMap<>();
        // within the span of the rows: across it neurons do nothing
        for (RationalVector line : Lines.of(Lines.normals(arrangement))) {
            add(x, line, found);
            add(x, line.negate(), found);
        }
        return List.copyOf(found.values());
    }

    private static void add(RationalMatrix x, RationalVector v, Map<SignVector, Edge> found) {
        RationalVector products = x.multiply(v);
        SignVector signs = SignVector.of(
                products.toList().stream().mapToInt(Rational::signum).toArray());
        found.putIfAbsent(signs, new Edge(signs, products.map(e -> e.max(Rational.ZERO))));
    }

    /** Generators of the cone of a signed cell, without zeros. */
    List<RationalVector> generators(int sign, SignVector cell) {
        return edges.stream()
                .filter(e -> e.covector().isFaceOf(cell) && !e.outputs().isZero())
                .map(e -> sign > 0 ? e.outputs() : e.outputs().negate())
                .toList();
    }

    /**
     * True if y is a nonnegative combination of the generators. Otherwise the projection v of y on their polar cone is not zero, and shows it: {@code v.g <= 0} for all
     * generators and {@code v.y > 0}.
     */
    static boolean contains(Collection<RationalVector> generators, RationalVector y) {
        return ExactProjection.of(
                        y, generators.stream().map(RationalVector::negate).toList())
                .isZero();
    }

    /** True if y lies in the relative interior: then, and only then, adding -y to the cone makes it a subspace, which contains the negative of the generators' sum. */
    static boolean containsInside(List<RationalVector> generators, RationalVector y) {
        if (!contains(generators, y)) {
            return false;
        }
        RationalVector sum = generators.stream().reduce(RationalVector.zero(y.size()), RationalVector::add);
        List<RationalVector> more = new ArrayList<>(generators);
        more.add(y.negate());
        return contains(more, sum.negate());
    }
}
