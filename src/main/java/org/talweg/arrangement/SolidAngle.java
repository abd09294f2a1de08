package org.talweg.arrangement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.talweg.exact.Angle;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/**
 * The share of space in an open convex cone {@code { w : n_i . w > 0 }}: the probability that a standard normal vector lies in
 * it.
 *
 * <p>The facets are found exactly. Facets with orthogonal normals are independent events, so the share is the product over the
 * connected groups of facets that are not orthogonal. A group of rank 1 is a half-space; of rank 2 a wedge; of rank 3 a spherical
 * polygon, whose area Girard's theorem gives: with the angles {@code alpha} between the normals of neighbouring facets the share
 * is {@code 1/2 - sum alpha / (4 pi)}. Groups of higher rank have no such formula and are not computed.
 *
 * <p>Cost: one exact feasibility question for each normal, O(f^3) exact signs and O(f) angles for f facets.
 */
public final class SolidAngle {

    private static final int FIRST_BITS = 128;

    /** Relative accuracy of the share. */
    private static final double ACCURACY = 0x1p-64;

    private SolidAngle() {}

    /**
     * A proved enclosure of the share, of relative width at most 2^-64, a point where all angles are rational; empty if a group
     * has rank above 3.
     *
     * @param normals no two of them positive multiples of each other; there may be none
     * @throws IllegalArgumentException if the open cone is empty
     */
    public static Optional<Enclosure> share(List<RationalVector> normals) {
        List<List<RationalVector>> groups = groups(facets(normals));
        if (groups.stream().anyMatch(g -> rank(g) > 3)) {
            return Optional.empty();
        }
        Enclosure share = Enclosure.of(Rational.ONE);
        for (List<RationalVector> group : groups) {
            Enclosure factor = ofGroup(group);
            share = new Enclosure(
                    share.lower().multiply(factor.lower()), share.upper().multiply(factor.upper()));
        }
        return Optional.of(share);
    }

    /** The normals that carry a facet: those across which the cone of the others goes on. */
    static List<RationalVector> facets(List<RationalVector> normals) {
        if (normals.isEmpty()) {
            return normals;
        }
        BigInteger[][] rows = inCoordinates(normals);
        if (OpenCone.decide(rows).interior().isEmpty()) {
            throw new IllegalArgumentException("the cone is empty");
        }
        List<RationalVector> facets = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            BigInteger[][] across = rows.clone();
            across[i] = Arrays.stream(rows[i]).map(BigInteger::negate).toArray(BigInteger[]::new);
            if (OpenCone.decide(across).interior().isPresent()) {
                facets.add(normals.get(i));
            }
        }
        return facets;
    }

    /** The classes of the relation "not orthogonal", made transitive. */
    private static List<List<RationalVector>> groups(List<RationalVector> facets) {
        List<List<RationalVector>> groups = new ArrayList<>();
        for (RationalVector facet : facets) {
            List<RationalVector> joined = new ArrayList<>(List.of(facet));
            groups.removeIf(group -> {
                boolean meets = group.stream().anyMatch(n -> !n.dot(facet).isZero());
                if (meets) {
                    joined.addAll(group);
                }
                return meets;
            });
            groups.add(joined);
        }
        return groups;
    }

    private static int rank(List<RationalVector> vectors) {
        return RationalMatrix.ofRows(vectors, vectors.get(0).size()).rank();
    }

    private static Enclosure ofGroup(List<RationalVector> facets) {
        for (int bits = FIRST_BITS; ; bits *= 2) {
            Enclosure share = ofGroup(facets, bits);
            if (share.lower().signum() > 0 && share.relativeWidth() <= ACCURACY) {
                return share;
            }
        }
    }

    /** An irreducible cone of rank 1, 2 or 3 has 1, 2, or at least 3 facets. */
    private static Enclosure ofGroup(List<RationalVector> facets, int bits) {
        Enclosure half = Enclosure.of(Rational.of(1, 2));
        if (facets.size() == 1) {
            return half;
        }
        if (facets.size() == 2) {
            return half.subtract(Angle.turns(facets.get(0), facets.get(1), bits));
        }
        Enclosure sum = Enclosure.of(Rational.ZERO);
        BigInteger[][] rows = inCoordinates(facets);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < i; j++) {
                if (shareAnEdge(rows, i, j)) {
                    sum = sum.add(Angle.turns(facets.get(i), facets.get(j), bits));
                }
            }
        }
        return half.subtract(sum.multiply(Rational.of(1, 2)));
    }

    /** In a pointed cone of rank 3 each edge lies on two facets: two facets meet in one if a multiple of their cross product is in the closed cone. */
    private static boolean shareAnEdge(BigInteger[][] rows, int i, int j) {
        BigInteger[] edge = cross(rows[i], rows[j]);
        int side = 0;
        for (BigInteger[] row : rows) {
            int sign = dot(row, edge).signum();
            if (sign != 0 && sign == -side) {
                return false;
            }
            side = side == 0 ? sign : side;
        }
        return true;
    }

    private static BigInteger[] cross(BigInteger[] a, BigInteger[] b) {
        return new BigInteger[] {
            a[1].multiply(b[2]).subtract(a[2].multiply(b[1])),
            a[2].multiply(b[0]).subtract(a[0].multiply(b[2])),
            a[0].multiply(b[1]).subtract(a[1].multiply(b[0]))
        };
    }

    private static BigInteger dot(BigInteger[] a, BigInteger[] b) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < a.length; i++) {
            sum = sum.add(a[i].multiply(b[i]));
        }
        return sum;
    }

    /** The vectors on as many coordinates as their rank, chosen so that all linear relations stay (see {@link Arrangement}). */
    private static BigInteger[][] inCoordinates(List<RationalVector> vectors) {
        int[] columns = RationalMatrix.ofRows(vectors, vectors.get(0).size())
                .transpose()
                .independentRows();
        return vectors.stream()
                .map(v -> RationalVector.of(
                                Arrays.stream(columns).mapToObj(v::get).toList())
                        .primitive())
                .toArray(BigInteger[][]::new);
    }
}
