package org.talweg.census;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.arrangement.SignVector;
import org.talweg.census.Refutation.Example;
import org.talweg.data.Dataset;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.landscape.Objective;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.Verdict;
import org.talweg.verdict.LandscapeProver;
import org.talweg.verdict.RegionVerdict;

/**
 * Counts and regions against benignity for orthonormal rows, in closed form (theorem T8), at any width. The theorem says which regions
 * have which verdict, and that NONE does not occur; each region shown is proved by itself as well.
 */
public final class OrthonormalRefutation {

    private static final String NEVER = "every region minimiser of orthonormal rows is Clarke-stationary (theorem T8)";

    private final LandscapeProver prover;
    private final int width;
    private final Side plus;
    private final Side minus;
    private final int rows;

    /** The labels of one sign: squared norm of their vector, how many there are, and whether the norm exceeds mu. */
    private record Side(Rational squaredNorm, long star, boolean hasRay) {

        static Side of(Objective objective, int sign) {
            Rational sum = Rational.ZERO;
            int rows = 0;
            for (Rational y : objective.data().labels().toList()) {
                if (y.signum() == sign) {
                    sum = sum.add(y.square());
                    rows++;
                }
            }
            boolean hasRay = sum.compareTo(objective.mu().square()) > 0;
            return new Side(sum, 1L << (objective.size() - rows), hasRay);
        }
    }

    /**
     * @param prover of orthonormal data
     * @param width m
     */
    public OrthonormalRefutation(LandscapeProver prover, Objective objective, int width) {
        this.prover = prover;
        this.width = width;
        this.rows = objective.size();
        this.plus = Side.of(objective, 1);
        this.minus = Side.of(objective, -1);
    }

    /** True if the rows are exactly orthonormal. */
    public static boolean applies(Dataset data) {
        RationalMatrix x = data.inputs();
        return x.multiply(x.transpose()).equals(RationalMatrix.identity(x.rows()));
    }

    /** The counts and regions. */
    public Refutation refute() {
        BigInteger signedCells = BigInteger.TWO.pow(rows + 1);
        return new Refutation(
                signedCells.pow(width),
                Optional.of(global()),
                "",
                Map.of(
                        Verdict.SPURIOUS, spurious(),
                        Verdict.SADDLE, saddle(),
                        Verdict.NONE, Example.none(NEVER)));
    }

    private BigInteger global() {
        if (width == 1 && plus.hasRay && minus.hasRay) {
            int order = plus.squaredNorm.compareTo(minus.squaredNorm);
            return BigInteger.valueOf((order >= 0 ? plus.star : 0) + (order <= 0 ? minus.star : 0));
        }
        long[] stars = IntStream.of(1, -1)
                .mapToObj(s -> s > 0 ? plus : minus)
                .filter(Side::hasRay)
                .mapToLong(Side::star)
                .toArray();
        return RegionCounts.usingEveryStar(2L << rows, stars).at(width);
    }

    /** All neurons in the star of one of two rays; at width 1, of the shorter one. */
    private Example spurious() {
        if (!plus.hasRay || !minus.hasRay) {
            return Example.none("the global optimum has at most one ray, and no other class exists (theorem T8)");
        }
        int order = plus.squaredNorm.compareTo(minus.squaredNorm);
        if (width == 1 && order == 0) {
            return Example.none("at width 1 both classes are global (theorem T8)");
        }
        return proved(order < 0 ? 1 : -1, 1, Verdict.SPURIOUS);
    }

    /** All neurons off on every row: no cell of a star. */
    private Example saddle() {
        return plus.hasRay || minus.hasRay
                ? proved(1, -1, Verdict.SADDLE)
                : Example.none("the zero network is the global minimum, in every region (theorem T8)");
    }

    /** The region of neurons in one signed cell with the same sign at each row. */
    private Example proved(int sign, int side, Verdict expected) {
        int[] signs = new int[rows];
        Arrays.fill(signs, side);
        Region region = new Region(Collections.nCopies(width, new SignedCell(sign, SignVector.of(signs))));
        RegionVerdict verdict = prover.judge(region);
        if (verdict.verdict() == Verdict.UNDECIDED) {
            return Example.open(verdict.reason());
        }
        if (verdict.verdict() != expected) {
            throw new IllegalStateException(region + " is " + verdict.verdict() + ", theorem T8 says " + expected);
        }
        return Example.of(verdict);
    }
}
