package org.talweg.checker;

import static org.talweg.checker.CheckerParts.dot;
import static org.talweg.checker.CheckerParts.least;
import static org.talweg.checker.CheckerParts.list;
import static org.talweg.checker.CheckerParts.problem;
import static org.talweg.checker.CheckerParts.reader;
import static org.talweg.checker.CheckerParts.scaled;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.talweg.exact.Rational;

/** Two independent rows, their five faces with an output, and neurons in the numbers of a file. */
final class PairOfRows {

    private static final int BITS = ScaledProblem.BITS;

    final Problem problem;
    final ScaledProblem scaled;
    final Candidates candidates;
    final int[] set;
    final int a;
    final int b;
    final List<long[]> neurons = new ArrayList<>();
    long[] multipliers;

    /** Faces ++, +-, -+, +0, 0+. */
    PairOfRows(BigInteger[][] x, BigInteger[] y, String lambda, int... set) throws Exception {
        this.set = set;
        problem = problem(x, y, lambda);
        scaled = new ScaledProblem(problem);
        a = problem.frobenius.bitLength();
        b = scaled.labelBits;
        BigInteger product = Vectors.dot(problem.x[0], problem.x[1]);
        List<Face> faces = new ArrayList<>();
        for (String signs : List.of("++", "+-", "-+")) {
            faces.add(new Face(reader("{\"covector\":\"" + signs + "\",\"charts\":[]}"), problem));
        }
        for (int h = 1; h >= 0; h--) {
            BigInteger q = Vectors.square(problem.x[h]);
            String first = list(h == 1 ? product : q);
            String second = list(h == 1 ? q : product);
            faces.add(new Face(
                    reader("{\"covector\":\"" + (h == 1 ? "+0" : "0+") + "\",\"charts\":[{\"rows\":[" + h
                            + "],\"denominator\":\"" + q + "\",\"coefficients\":[" + first + "," + second + "]}]}"),
                    problem));
        }
        Cells cells = new Cells(problem);
        BigInteger[] p = across(0, 1);
        BigInteger[] q = across(1, 0);
        BigInteger[] minus = p.clone();
        Vectors.add(minus, BigInteger.ONE.negate(), q);
        cells.add(minus);
        BigInteger[] plus = p.clone();
        Vectors.add(plus, BigInteger.ONE, q);
        cells.add(plus);
        ResidualRows rows = new ResidualRows(problem, b, Fraction.ZERO, Fraction.ZERO);
        String none = "{\"directions\":[],\"lengths\":[]}";
        candidates = new Candidates(
                reader("[" + String.join(",", List.of(none, none, none, none, none)) + "]"),
                faces,
                cells,
                rows,
                problem);
    }

    /** A positive multiple of {@code |x_h|^2 x_k - (x_h.x_k) x_h}. */
    BigInteger[] across(int k, int h) {
        BigInteger[] v = Vectors.times(Vectors.square(problem.x[h]), problem.x[k]);
        Vectors.add(v, Vectors.dot(problem.x[0], problem.x[1]).negate(), problem.x[h]);
        return v;
    }

    void add(int at, long... u) {
        long[] entry = new long[u.length + 2];
        entry[0] = at;
        BigInteger square = BigInteger.ZERO;
        for (int j = 0; j < u.length; j++) {
            entry[j + 2] = u[j];
            square = square.add(BigInteger.valueOf(u[j]).pow(2));
        }
        entry[1] = Vectors.root(square).longValueExact();
        neurons.add(entry);
    }

    /** Why it is refused; null if it is accepted. The row that fails is the first of the first candidate. */
    String refused(long excess, long radius) throws IOException {
        candidates.choose(set, set.length);
        int fails = 0;
        while (!candidates.applies(fails)) {
            fails++;
        }
        return refused(fails, excess, radius);
    }

    String refused(int fails, long excess, long radius) throws IOException {
        String lists = neurons.stream().map(Arrays::toString).collect(Collectors.joining(",")) + "],["
                + (multipliers == null ? "" : Arrays.toString(multipliers));
        JsonReader json =
                reader("[2," + fails + "," + BITS + "," + excess + "," + radius + ",[" + lists.replace(" ", "") + "]]");
        try {
            json.pass('[');
            json.index(2);
            new NearOptimum(candidates, scaled).requireExclusion(json, set, set.length);
            return null;
        } catch (Refusal e) {
            return e.getMessage();
        }
    }

    /** {@code x_k.u}, in units of {@code 2^b}. */
    Rational output(int k, long[] neuron) {
        Rational sum = Rational.ZERO;
        for (int j = 0; j < problem.d; j++) {
            sum = sum.add(Rational.of(problem.x[k][j]).multiply(scaled(neuron[j + 2], -a - BITS)));
        }
        return sum;
    }

    /** r0, in units of {@code 2^b}. */
    Rational[] residual() {
        Rational[] r = labels();
        for (int k = 0; k < r.length; k++) {
            r[k] = r[k].negate();
            for (long[] neuron : neurons) {
                int sign = Candidates.sign(set[(int) neuron[0]]);
                r[k] = r[k].add(output(k, neuron).max(Rational.ZERO).multiply(sign));
            }
        }
        return r;
    }

    Rational[] labels() {
        return Arrays.stream(problem.y)
                .map(e -> Rational.scaleByPowerOfTwo(e, 64).divide(Rational.scaleByPowerOfTwo(BigInteger.ONE, 64 + b)))
                .toArray(Rational[]::new);
    }

    Rational mu() {
        return Rational.of(problem.mu.numerator())
                .divide(Rational.of(problem.mu.denominator()))
                .divide(Rational.scaleByPowerOfTwo(BigInteger.ONE, a + b));
    }

    /** {@code r0.(r0 + y) + mu sum |u| + excess M} of Lemma 3. */
    Rational squaredDistance(long excess) {
        Rational[] r = residual();
        Rational[] y = labels();
        Rational norms = Rational.ZERO;
        for (long[] neuron : neurons) {
            norms = norms.add(scaled(neuron[1], -BITS));
        }
        Rational twice = mu().multiply(2);
        Rational mass = dot(y, y).divide(twice).min(norms.add(dot(r, r).divide(twice)));
        return dot(r, r)
                .add(dot(r, y))
                .add(mu().multiply(norms))
                .add(scaled(excess, -BITS).multiply(mass));
    }

    /** {@code |g(r0) + sum nu_h sigma_h x_h|^2} of candidate i of the set. */
    Rational squaredSupport(int i) {
        Rational[] r = residual();
        int[] signs = candidates.face(set[i]).signs;
        Rational sum = Rational.ZERO;
        for (int j = 0; j < problem.d; j++) {
            Rational g = Rational.ZERO;
            for (int k = 0; k < problem.n; k++) {
                Rational factor = signs[k] > 0 ? r[k].multiply(-Candidates.sign(set[i])) : Rational.ZERO;
                for (int h = 1; multipliers != null && multipliers[0] == i && h < multipliers.length; h += 2) {
                    long nu = signs[k] < 0 ? -multipliers[h + 1] : multipliers[h + 1];
                    factor = multipliers[h] == k ? factor.add(scaled(nu, -BITS)) : factor;
                }
                Rational x = Rational.of(problem.x[k][j]).divide(Rational.scaleByPowerOfTwo(BigInteger.ONE, a));
                g = g.add(factor.multiply(x));
            }
            sum = sum.add(g.square());
        }
        return sum;
    }

    long leastExcess() throws IOException {
        return least(1L << 47, "a support value is larger than the excess says", e -> refused(e, 1L << 30));
    }

    long leastRadius(long excess) throws IOException {
        return least(1L << 30, "the radius is too small", v -> refused(excess, v));
    }
}
