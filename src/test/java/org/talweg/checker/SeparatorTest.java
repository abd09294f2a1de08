package org.talweg.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.talweg.checker.CheckerParts.accepts;
import static org.talweg.checker.CheckerParts.dot;
import static org.talweg.checker.CheckerParts.fraction;
import static org.talweg.checker.CheckerParts.random;
import static org.talweg.checker.CheckerParts.rational;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.talweg.Seeded;
import org.talweg.exact.Rational;

/** Separators of outputs in cuts: they refute no residual of neurons on the faces in question. */
class SeparatorTest {

    /**
     * Neurons on some of the faces of a minimum, with other masses; their residual r, if it lies in the ball; a vector q, often orthogonal to their
     * outputs; and the row {@code -q.r' >= -q.r}, which r satisfies. With q as a separator it would be refuted if the bound of {@code q.(r + y)} were
     * too high.
     */
    @Test
    void residualsOfNeuronsAreKept() throws Exception {
        Random random = Seeded.random(11);
        int tried = 0;
        int refuted = 0;
        int tooFew = 0;
        for (CheckedSearch checked : CheckedSearch.instances()) {
            String conditions =
                    checked.root.get("completeness").get("conditions").toString();
            for (int trial = 0; trial < 40; trial++) {
                Candidates candidates = checked.candidates("0", conditions);
                Solution solution = checked.listed.get(random.nextInt(checked.listed.size()));
                int[] set = checked.set(solution);
                if (set.length == 0) {
                    continue;
                }
                Problem problem = checked.problem;
                Rational[] output = new Rational[problem.n];
                Arrays.fill(output, Rational.ZERO);
                BitSet on = new BitSet();
                for (Ray ray : solution.rays) {
                    if (random.nextBoolean() || on.isEmpty()) {
                        on.set(2 * checked.faces.indexOf(ray.face()) + (ray.sign() > 0 ? 0 : 1));
                        Rational mass = Rational.of(1 + random.nextInt(9)).multiply(ray.sign());
                        for (int k = 0; k < problem.n; k++) {
                            Rational product = dot(rational(problem.x[k]), rational(ray.point()));
                            output[k] = output[k].add(product.max(Rational.ZERO).multiply(mass));
                        }
                    }
                }
                Rational[] y = rational(problem.y);
                Rational square = dot(output, output);
                Rational most = square.isZero() ? Rational.ZERO : dot(y, output).divide(square);
                if (most.signum() <= 0) {
                    continue;
                }
                // |r|^2 + r.y = r.output <= 0.
                Rational share = most.multiply(Rational.of(1 + random.nextInt(8), 8));
                Rational[] r = new Rational[problem.n];
                for (int k = 0; k < r.length; k++) {
                    output[k] = output[k].multiply(share);
                    r[k] = output[k].subtract(y[k]);
                }
                BigInteger[] q = separator(random, output, trial % 2 == 0);
                if (Vectors.isZero(q)) {
                    continue;
                }
                BitSet later = (BitSet) on.clone();
                for (int c = 0; c < candidates.size(); c++) {
                    if (trial % 3 == 0 && candidates.isPossible(c) && random.nextInt(8) == 0) {
                        later.set(c);
                    }
                }
                candidates.choose(new int[0], 0, later);
                int[] generators = candidates.generators();
                later.set(0, candidates.size());
                candidates.choose(new int[0], 0, later);
                int[] all = candidates.generators();
                ResidualRows rows = candidates.rows;
                BigInteger[] row = Vectors.times(BigInteger.ONE.negate(), q);
                Rational bound = dot(rational(row), r);
                Rational more = Rational.of(
                                Vectors.root(Vectors.square(q)).multiply(Vectors.root(Vectors.square(problem.y))))
                        .divide(Rational.of(1000));
                int own = rows.size();
                rows.add(row, fraction(bound));
                rows.add(row, fraction(bound.add(more)));
                tried++;
                String coordinates = coordinates(rows.size(), q);
                long nu = 1L << Vectors.rootBits(Vectors.square(q));
                assertThat(accepts(rows, "[0," + own + "," + nu + coordinates, generators))
                        .isFalse();
                if (accepts(rows, "[0," + (own + 1) + "," + nu + coordinates, generators)) {
                    refuted++;
                    // Neurons elsewhere can put out what is not separated.
                    tooFew += accepts(rows, "[0," + (own + 1) + "," + nu + coordinates, all) ? 0 : 1;
                }
            }
        }
        System.out.println(tried + " residuals, " + refuted + " others refuted, " + tooFew + " generators needed");
        assertThat(tried).isGreaterThan(300);
        assertThat(refuted).isGreaterThan(50);
        assertThat(tooFew).isGreaterThan(50);
    }

    /** A vector of up to 22 bits, orthogonal to the output but for rounding if wanted. */
    private static BigInteger[] separator(Random random, Rational[] output, boolean isOrthogonal) {
        Rational[] v = rational(random(random, output.length, 10));
        Rational along = isOrthogonal ? dot(v, output).divide(dot(output, output)) : Rational.ZERO;
        BigInteger[] q = new BigInteger[v.length];
        for (int k = 0; k < q.length; k++) {
            Rational e = v[k].subtract(along.multiply(output[k])).multiply(1 << 11);
            q[k] = e.numerator().divide(e.denominator());
        }
        return q;
    }

    private static String coordinates(int first, BigInteger[] q) {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < q.length; k++) {
            if (q[k].signum() != 0) {
                text.append(",")
                        .append(first + 2 * k + (q[k].signum() > 0 ? 0 : 1))
                        .append(",")
                        .append(q[k].abs());
            }
        }
        return text + "]";
    }
}
