package org.talweg.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.talweg.checker.CheckerParts.dot;
import static org.talweg.checker.CheckerParts.rational;
import static org.talweg.checker.CheckerParts.reader;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.talweg.exact.Rational;
import tools.jackson.databind.JsonNode;

/** Evidence near an optimum, in the numbers of the file, with what they mean exactly. */
final class NearEvidence {

    private static final int BITS = ScaledProblem.BITS;

    final CheckedSearch checked;
    final Candidates candidates;
    final int[] set;
    final int a;
    final int b;
    int bits;
    final List<long[]> neurons = new ArrayList<>();
    final List<long[]> multipliers = new ArrayList<>();
    private final NearOptimum optimum;

    NearEvidence(CheckedSearch checked, Candidates candidates, int[] set) {
        this.checked = checked;
        this.candidates = candidates;
        this.set = set;
        a = checked.problem.frobenius.bitLength();
        b = checked.scaled.labelBits;
        optimum = new NearOptimum(candidates, checked.scaled);
    }

    /** Why it is refused; null if it is accepted. */
    String refused(int fails, long excess, long radius) throws IOException {
        String lists = neurons.stream().map(Arrays::toString).collect(Collectors.joining(",")) + "],["
                + multipliers.stream().map(Arrays::toString).collect(Collectors.joining(","));
        JsonReader json =
                reader("[2," + fails + "," + bits + "," + excess + "," + radius + ",[" + lists.replace(" ", "") + "]]");
        try {
            json.pass('[');
            json.index(2);
            optimum.requireExclusion(json, set, set.length);
            return null;
        } catch (Refusal e) {
            return e.getMessage();
        }
    }

    private Rational coordinate(long value) {
        return Rational.scaleByPowerOfTwo(BigInteger.valueOf(value), b - a - bits);
    }

    Rational[] residual() {
        Problem problem = checked.problem;
        Rational[] r = rational(problem.y);
        for (int k = 0; k < r.length; k++) {
            r[k] = r[k].negate();
            for (long[] neuron : neurons) {
                Rational output = Rational.ZERO;
                for (int j = 0; j < problem.d; j++) {
                    output = output.add(coordinate(neuron[j + 2]).multiply(Rational.of(problem.x[k][j])));
                }
                output = output.max(Rational.ZERO);
                r[k] = Candidates.sign(set[(int) neuron[0]]) > 0 ? r[k].add(output) : r[k].subtract(output);
            }
        }
        return r;
    }

    Rational mu() {
        Fraction mu = checked.problem.mu;
        return Rational.of(mu.numerator()).divide(Rational.of(mu.denominator()));
    }

    /** {@code r0.(r0 + y) + mu sum |u| + excess M}. */
    Rational squaredDistance(Rational[] r, long excess) {
        Rational[] y = rational(checked.problem.y);
        Rational norms = Rational.ZERO;
        for (long[] neuron : neurons) {
            norms = norms.add(coordinate(neuron[1]));
        }
        Rational mass = dot(y, y).divide(mu().multiply(2));
        mass = mass.min(norms.add(dot(r, r).divide(mu().multiply(2))));
        return dot(r, r)
                .add(dot(r, y))
                .add(mu().multiply(norms))
                .add(Rational.scaleByPowerOfTwo(BigInteger.valueOf(excess), a + b - BITS)
                        .multiply(mass));
    }

    /** The square of the bound of the support value of the i-th face. */
    Rational squaredSupport(Rational[] r, int i) {
        Problem problem = checked.problem;
        int[] signs = candidates.face(set[i]).signs;
        Rational sum = Rational.ZERO;
        for (int j = 0; j < problem.d; j++) {
            Rational g = Rational.ZERO;
            for (int k = 0; k < problem.n; k++) {
                Rational x = Rational.of(problem.x[k][j]);
                Rational factor = signs[k] > 0 ? r[k].multiply(-Candidates.sign(set[i])) : Rational.ZERO;
                for (long[] entry : multipliers) {
                    for (int h = 1; h < entry.length && entry[0] == i; h += 2) {
                        if (entry[h] == k) {
                            factor = factor.add(Rational.scaleByPowerOfTwo(
                                    BigInteger.valueOf(signs[k] < 0 ? -entry[h + 1] : entry[h + 1]), b - bits));
                        }
                    }
                }
                g = g.add(factor.multiply(x));
            }
            sum = sum.add(g.square());
        }
        return sum;
    }

    /** Neurons: a positive combination of a point and vectors of cells of the star. */
    boolean add(int at, Rational[] point) {
        Problem problem = checked.problem;
        long[] entry = new long[problem.d + 2];
        entry[0] = at;
        BigInteger square = BigInteger.ZERO;
        for (int j = 0; j < problem.d; j++) {
            Rational scaled = point[j].multiply(Rational.scaleByPowerOfTwo(BigInteger.ONE, 64)
                    .divide(Rational.scaleByPowerOfTwo(BigInteger.ONE, 64 + b - a - bits)));
            BigInteger rounded = scaled.numerator().divide(scaled.denominator());
            if (rounded.bitLength() > bits + 11) {
                return false;
            }
            entry[j + 2] = rounded.longValueExact();
            square = square.add(rounded.multiply(rounded));
        }
        entry[1] = Vectors.root(square).longValueExact();
        neurons.add(entry);
        return true;
    }

    Rational[] witness(Random random, int c) {
        Problem problem = checked.problem;
        JsonNode list = checked.root.get("cells").get("list");
        List<Rational[]> all = new ArrayList<>();
        for (JsonNode cell : list) {
            Rational[] w = new Rational[problem.d];
            for (int j = 0; j < w.length; j++) {
                w[j] = Rational.parse(cell.get("witness").get(j).asString());
            }
            for (int side = 1; side >= -1; side -= 2) {
                boolean inStar = true;
                for (int k = 0; k < problem.n; k++) {
                    Rational product = dot(rational(problem.x[k]), w);
                    int sign = candidates.face(c).signs[k];
                    inStar &= sign == 0 || sign == side * product.signum();
                }
                if (inStar) {
                    int by = side;
                    all.add(Arrays.stream(w).map(e -> e.multiply(by)).toArray(Rational[]::new));
                }
            }
        }
        return all.get(random.nextInt(all.size()));
    }

    static Rational[] point(Ray ray, Rational denominator) {
        return Arrays.stream(ray.point())
                .map(e -> Rational.of(e).divide(denominator))
                .toArray(Rational[]::new);
    }

    /** The multipliers that leave the projected gradient, rounded. */
    static long[] multipliers(NearEvidence near, int i, Rational[] r) {
        Face face = near.candidates.face(near.set[i]);
        Chart chart = face.charts.get(0);
        List<Long> entry = new ArrayList<>(List.of((long) i));
        for (int h = 0; h < chart.rows.length; h++) {
            Rational nu = Rational.ZERO;
            for (int k = 0; k < r.length; k++) {
                if (face.signs[k] > 0) {
                    nu = nu.add(r[k].multiply(Rational.of(chart.coefficients[k][h]))
                            .divide(Rational.of(chart.denominator)));
                }
            }
            nu = nu.multiply(Candidates.sign(near.set[i]))
                    .multiply(Rational.scaleByPowerOfTwo(BigInteger.ONE, 200))
                    .divide(Rational.scaleByPowerOfTwo(BigInteger.ONE, 200 + near.b - near.bits));
            BigInteger rounded = nu.numerator().divide(nu.denominator());
            if (rounded.signum() != 0 && rounded.bitLength() < near.bits + 12) {
                entry.add((long) chart.rows[h]);
                entry.add(rounded.longValueExact());
            }
        }
        return entry.stream().mapToLong(Long::longValue).toArray();
    }

    static void requireBounds(NearEvidence near, long excess, long radius) {
        Rational[] r = near.residual();
        Rational reach = Rational.scaleByPowerOfTwo(BigInteger.valueOf(radius), near.b - ResidualRows.BITS);
        assertThat(near.squaredDistance(r, excess)).isLessThanOrEqualTo(reach.square());
        Rational most = near.mu()
                .add(Rational.scaleByPowerOfTwo(BigInteger.valueOf(excess), near.a + near.b - NearEvidence.BITS));
        for (int i = 0; i < near.set.length; i++) {
            assertThat(near.squaredSupport(r, i)).isLessThanOrEqualTo(most.square());
        }
    }
}
