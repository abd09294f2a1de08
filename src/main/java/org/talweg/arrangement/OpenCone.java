package org.talweg.arrangement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.numeric.NearestPoint;

/**
 * Decides exactly whether the open cone {@code { w : a_i . w > 0 for all i }} is empty.
 *
 * <p>By Gordan's theorem it is empty if and only if 0 lies in the convex hull of the {@code a_i}. Let p be the point of
 * the hull nearest to 0. If p is not 0 then {@code a_i . p >= |p|^2 > 0}: p lies in the cone, and if the {@code a_i} have
 * length one it is the direction farthest from the cone's walls. Wolfe's algorithm finds p. It runs in floating point on
 * the normalised rows; its p, rounded to the shortest integers that pass, is checked exactly, as is a combination of rows
 * it claims to vanish. If the checks fail it runs again over Q, where it ends because the distance falls strictly.
 *
 * <p>Source: P. Wolfe, Finding the nearest point in a polytope, Mathematical Programming 11 (1976).
 */
public final class OpenCone {

    private static final int LONGEST = 52;

    /**
     * The answer: exactly one of both is present.
     *
     * @param interior integer w with {@code a_i . w > 0} for all i
     * @param emptiness non-negative multipliers, not all zero, with {@code sum_i m_i a_i = 0}
     */
    public record Decision(Optional<BigInteger[]> interior, Optional<RationalVector> emptiness) {}

    private OpenCone() {}

    /** An integer point of the cone; empty if the cone is. At least one row, at least one column. */
    static Optional<BigInteger[]> interior(BigInteger[][] rows) {
        return decide(rows).interior();
    }

    /** Decides, with the evidence. At least one row. Cost: usually O(n d) a step and one exact check. */
    public static Decision decide(BigInteger[][] rows) {
        double[][] unit = normalise(rows);
        NearestPoint guess = new NearestPoint(unit);
        guess.run();
        Optional<BigInteger[]> w = round(rows, guess.point());
        if (w.isPresent()) {
            return new Decision(w, Optional.empty());
        }
        Optional<RationalVector> multipliers = vanishing(rows, guess.support());
        return multipliers.isPresent() ? new Decision(Optional.empty(), multipliers) : exactly(rows, guess.support());
    }

    /** Non-negative multipliers of these rows with sum zero, if they have a relation and only one. */
    private static Optional<RationalVector> vanishing(BigInteger[][] rows, int[] support) {
        RationalMatrix relations = RationalMatrix.ofRows(
                        Arrays.stream(support)
                                .mapToObj(i -> RationalVector.of(rows[i]))
                                .toList(),
                        rows[0].length)
                .transpose()
                .nullSpace();
        if (relations.rows() != 1) {
            return Optional.empty();
        }
        Rational[] m = new Rational[rows.length];
        Arrays.fill(m, Rational.ZERO);
        int sign = 0;
        for (int i = 0; i < support.length; i++) {
            Rational x = relations.get(0, i);
            sign = sign == 0 ? x.signum() : sign;
            if (x.signum() == -sign && sign != 0) {
                return Optional.empty();
            }
            m[support[i]] = x.abs();
        }
        return Optional.of(RationalVector.of(m));
    }

    private static double[][] normalise(BigInteger[][] rows) {
        double[][] unit = new double[rows.length][rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            Restriction.toDoubles(rows[i], unit[i]);
            double largest = 0;
            for (double x : unit[i]) {
                largest = Math.max(largest, Math.abs(x));
            }
            double sum = 0;
            for (int c = 0; c < unit[i].length; c++) {
                unit[i][c] /= largest;
                sum += unit[i][c] * unit[i][c];
            }
            for (int c = 0; c < unit[i].length; c++) {
                unit[i][c] /= Math.sqrt(sum);
            }
        }
        return unit;
    }

    /** The multiple of p with the fewest bits whose rounding lies in the cone. */
    private static Optional<BigInteger[]> round(BigInteger[][] rows, double[] p) {
        double largest = 0;
        for (double x : p) {
            largest = Math.max(largest, Math.abs(x));
        }
        if (!(largest > 0)) {
            return Optional.empty();
        }
        for (int bits = 0; bits <= LONGEST; bits += bits < 8 ? 1 : 4) {
            BigInteger[] w = new BigInteger[p.length];
            for (int c = 0; c < p.length; c++) {
                w[c] = BigInteger.valueOf(Math.round(Math.scalb(p[c] / largest, bits)));
            }
            if (contains(rows, w)) {
                return Optional.of(w);
            }
        }
        return Optional.empty();
    }

    /** True if {@code a_i . w > 0} for all rows. */
    static boolean contains(BigInteger[][] rows, BigInteger[] w) {
        for (BigInteger[] row : rows) {
            if (dot(row, w).signum() <= 0) {
                return false;
            }
        }
        return true;
    }

    static BigInteger dot(BigInteger[] a, BigInteger[] b) {
        BigInteger sum = BigInteger.ZERO;
        for (int c = 0; c < a.length; c++) {
            sum = sum.add(a[c].multiply(b[c]));
        }
        return sum;
    }

    /** Wolfe's algorithm over Q, started from the affinely independent ones among the rows of {@code hint}. */
    private static Decision exactly(BigInteger[][] rows, int[] hint) {
        int[] shift = levels(rows);
        RationalVector[] a = new RationalVector[rows.length];
        for (int i = 0; i < a.length; i++) {
            a[i] = RationalVector.of(rows[i]).multiply(Rational.scaleByPowerOfTwo(BigInteger.ONE, shift[i]));
        }
        Corral corral = Corral.of(a, hint);
        while (true) {
            RationalVector p = corral.point();
            if (p.isZero()) {
                return new Decision(Optional.empty(), Optional.of(corral.multipliers(shift)));
            }
            int worst = -1;
            Rational least = null;
            for (int i = 0; i < a.length; i++) {
                Rational v = a[i].dot(p);
                if (least == null || v.compareTo(least) < 0) {
                    least = v;
                    worst = i;
                }
            }
            if (least.signum() > 0) {
                return new Decision(Optional.of(p.primitive()), Optional.empty());
            }
            corral.add(worst);
        }
    }

    /** Powers of two that bring the rows to one length, nearly: short rows beside long ones slow the algorithm down. */
    private static int[] levels(BigInteger[][] rows) {
        int[] bits = new int[rows.length];
        int most = 0;
        for (int i = 0; i < rows.length; i++) {
            for (BigInteger x : rows[i]) {
                bits[i] = Math.max(bits[i], x.bitLength());
            }
            most = Math.max(most, bits[i]);
        }
        int top = most;
        return Arrays.stream(bits).map(b -> top - b).toArray();
    }

    /** A convex combination of affinely independent rows that is the point nearest to 0 of their affine hull. */
    private static final class Corral {
        private final RationalVector[] rows;
        private final List<Integer> members = new ArrayList<>();
        private final List<Rational> weights = new ArrayList<>();

        private Corral(RationalVector[] rows) {
            this.rows = rows;
        }

        static Corral of(RationalVector[] rows, int[] hint) {
            Corral corral = new Corral(rows);
            corral.members.add(hint[0]);
            corral.weights.add(Rational.ONE);
            for (int i = 1; i < hint.length; i++) {
                // As in the algorithm proper: only a row beyond the hyperplane through p brings p nearer to 0.
                RationalVector p = corral.point();
                if (rows[hint[i]].dot(p).compareTo(p.squaredNorm()) < 0) {
                    corral.add(hint[i]);
                }
            }
            return corral;
        }

        RationalVector point() {
            RationalVector p = RationalVector.zero(rows[0].size());
            for (int i = 0; i < members.size(); i++) {
                p = p.combine(rows[members.get(i)], weights.get(i));
            }
            return p;
        }

        /** The weights, for the rows as they were before they were multiplied by these powers of two. */
        RationalVector multipliers(int[] shift) {
            Rational[] m = new Rational[rows.length];
            Arrays.fill(m, Rational.ZERO);
            for (int i = 0; i < members.size(); i++) {
                int k = members.get(i);
                m[k] = weights.get(i).multiply(Rational.scaleByPowerOfTwo(BigInteger.ONE, shift[k]));
            }
            return RationalVector.of(m);
        }

        /** Adds row k, which must satisfy {@code a_k . p < p . p}, and moves to the new nearest point. */
        void add(int k) {
            members.add(k);
            weights.add(Rational.ZERO);
            while (true) {
                List<Rational> target = affineMinimum();
                Rational step = Rational.ONE;
                for (int i = 0; i < target.size(); i++) {
                    Rational t = target.get(i);
                    if (t.signum() < 0) {
                        step = step.min(weights.get(i).divide(weights.get(i).subtract(t)));
                    }
                }
                for (int i = target.size() - 1; i >= 0; i--) {
                    Rational w = weights.get(i)
                            .add(target.get(i).subtract(weights.get(i)).multiply(step));
                    if (w.isZero()) {
                        weights.remove(i);
                        members.remove(i);
                    } else {
                        weights.set(i, w);
                    }
                }
                if (step.equals(Rational.ONE)) {
                    return;
                }
            }
        }

        /** Weights of the point nearest to 0 of the affine hull: (1 1' + G) m = 1, scaled to sum one. */
        private List<Rational> affineMinimum() {
            int n = members.size();
            List<RationalVector> gram = new ArrayList<>();
            Rational[] ones = new Rational[n];
            Arrays.fill(ones, Rational.ONE);
            for (int i : members) {
                gram.add(RationalVector.of(members.stream()
                        .map(j -> rows[i].dot(rows[j]).add(Rational.ONE))
                        .toArray(Rational[]::new)));
            }
            RationalVector m = RationalMatrix.ofRows(gram, n)
                    .solve(RationalVector.of(ones))
                    .orElseThrow(IllegalStateException::new);
            Rational sum = m.dot(RationalVector.of(ones));
            return m.toList().stream().map(x -> x.divide(sum)).toList();
        }
    }
}
