package org.talweg.evidence;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.talweg.arrangement.SignVector;
import org.talweg.certificate.Chart;
import org.talweg.certificate.Face;
import org.talweg.certificate.FaceConditions;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.minima.LengthVectors;
import org.talweg.numeric.DoubleVectors;
import org.talweg.proof.ProgramProver;

/**
 * The candidates of a search and the rows that they demand of the residual, as the format numbers them, in floating point. In its units:
 * inputs over 2^a, labels and residuals over 2^b, so that both have norms of at most 1.
 *
 * <p>What is made with these rows is for the checker to accept, which has them in fixed point.
 */
final class SearchRows {

    private static final int VECTOR_BITS = 24;
    private static final int LENGTH_BITS = 40;

    /** a.r >= b with {@code |a| <= 1}. */
    record Row(double[] a, double b) {}

    private record Extreme(RationalVector vector, SignVector signs) {}

    private final IntegerProblem problem;
    private final ProgramProver prover;
    private final List<Face> faces;
    private final SignVector[] covectors;
    private final RationalVector[][] projected;
    private final List<Extreme> extreme = new ArrayList<>();
    private final List<FaceConditions> conditions = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final int[] firstRow;
    private final boolean[] possible;
    private final int[][] shared;
    private final BitSet[] generatorsOf;
    private final int inputBits;
    private final int labelBits;

    /**
     * @param faces all faces of the arrangement with an output, and no other
     */
    SearchRows(IntegerProblem problem, ProgramProver prover, List<Face> faces) {
        this.problem = problem;
        this.prover = prover;
        this.faces = faces;
        this.covectors = faces.stream().map(f -> SignVector.parse(f.covector())).toArray(SignVector[]::new);
        projected = new RationalVector[faces.size()][problem.size()];
        for (int i = 0; i < projected.length; i++) {
            for (int k = 0; k < problem.size(); k++) {
                projected[i][k] = covectors[i].sign(k) > 0 ? project(i, k) : null;
            }
        }
        Rational squares = Rational.ZERO;
        for (int k = 0; k < problem.size(); k++) {
            squares = squares.add(problem.input(k).squaredNorm());
        }
        inputBits = bits(squares);
        labelBits = bits(problem.labels().squaredNorm());
        for (int i = 0; i < covectors.length; i++) {
            addExtreme(i);
        }
        firstRow = new int[2 * covectors.length + 1];
        possible = new boolean[2 * covectors.length];
        for (int i = 0; i < covectors.length; i++) {
            addRows(i);
        }
        firstRow[2 * covectors.length] = rows.size();
        addShared();
        shared = IntStream.range(0, possible.length).mapToObj(this::sharedBy).toArray(int[][]::new);
        generatorsOf =
                IntStream.range(0, possible.length).mapToObj(this::generatedBy).toArray(BitSet[]::new);
    }

    /** The length of the least integer that is at least the root. */
    private static int bits(Rational square) {
        BigInteger[] root = square.numerator().sqrtAndRemainder();
        return (root[1].signum() == 0 ? root[0] : root[0].add(BigInteger.ONE)).bitLength();
    }

    /** q times the projection of row k on the span of face i, where it is positive. */
    private RationalVector project(int i, int k) {
        if (faces.get(i).charts().isEmpty()) {
            return problem.input(k);
        }
        Chart chart = faces.get(i).charts().get(0);
        int at = (int)
                IntStream.range(0, k).filter(l -> covectors[i].sign(l) >= 0).count();
        RationalVector v = problem.input(k).multiply(Rational.of(chart.denominator()));
        for (int j = 0; j < chart.rows().size(); j++) {
            Rational c = Rational.of(chart.coefficients().get(at).get(j));
            v = v.subtract(problem.input(chart.rows().get(j)).multiply(c));
        }
        return v;
    }

    private Rational denominator(int i) {
        return faces.get(i).charts().isEmpty()
                ? Rational.ONE
                : Rational.of(faces.get(i).charts().get(0).denominator());
    }

    private void addExtreme(int i) {
        int some = IntStream.range(0, problem.size())
                .filter(k -> covectors[i].sign(k) > 0)
                .findFirst()
                .orElseThrow();
        RationalVector v = RationalVector.of(projected[i][some].primitive());
        int[] signs = IntStream.range(0, problem.size())
                .map(k -> problem.input(k).dot(v).signum())
                .toArray();
        // A face that holds the projection of one row and is no ray would be taken for one, by the checker as well; it
        // would do no harm.
        for (int k = 0; k < problem.size(); k++) {
            if (covectors[i].sign(k) > 0 && !isParallel(projected[i][k], v)) {
                return;
            }
        }
        if (SignVector.of(signs).equals(covectors[i])) {
            extreme.add(new Extreme(v, covectors[i]));
            SignVector opposite = covectors[i].negate();
            if (Arrays.stream(covectors).noneMatch(opposite::equals)) {
                extreme.add(new Extreme(v.negate(), opposite));
            }
        }
    }

    private static boolean isParallel(RationalVector a, RationalVector b) {
        Rational product = a.dot(b);
        return product.square().equals(a.squaredNorm().multiply(b.squaredNorm()));
    }

    private void addRows(int i) {
        List<RationalVector> directions = prover.localDirections(covectors[i]).stream()
                .map(d -> RationalVector.of(d.primitive()))
                .toList();
        List<RationalVector> within = extreme.stream()
                .filter(e -> e.signs().isFaceOf(covectors[i]))
                .map(Extreme::vector)
                .toList();
        List<RationalVector> lengths = LengthVectors.approximate(within).stream()
                .map(SearchRows::shortened)
                .toList();
        conditions.add(new FaceConditions(integers(directions), integers(lengths)));
        for (int sign = 1; sign >= -1; sign -= 2) {
            int c = 2 * i + (sign > 0 ? 0 : 1);
            firstRow[c] = rows.size();
            possible[c] = true;
            for (int k = 0; k < problem.size(); k++) {
                if (covectors[i].sign(k) != 0) {
                    RationalVector row = gradient(i, sign * covectors[i].sign(k), problem.input(k));
                    possible[c] &= !row.isZero();
                    add(row, Rational.ZERO);
                }
            }
            for (RationalVector delta : directions) {
                add(derivative(i, sign, delta), Rational.ZERO);
            }
            for (RationalVector v : lengths) {
                addLength(i, sign, v, within);
            }
        }
    }

    private static List<List<BigInteger>> integers(List<RationalVector> vectors) {
        return vectors.stream()
                .map(v -> v.toList().stream().map(Rational::numerator).toList())
                .toList();
    }

    private static RationalVector shortened(double[] v) {
        double largest = Arrays.stream(v).map(Math::abs).max().orElseThrow();
        long[] entries = Arrays.stream(v)
                .mapToLong(e -> Math.round(e / largest * (1 << VECTOR_BITS)))
                .toArray();
        return RationalVector.of(RationalVector.of(entries).primitive());
    }

    private RationalVector gradient(int i, int sign, RationalVector v) {
        Rational[] row = new Rational[problem.size()];
        for (int l = 0; l < row.length; l++) {
            row[l] = covectors[i].sign(l) > 0 ? projected[i][l].dot(v).multiply(-sign) : Rational.ZERO;
        }
        return RationalVector.of(row);
    }

    private RationalVector derivative(int i, int sign, RationalVector delta) {
        Rational[] row = new Rational[problem.size()];
        for (int k = 0; k < row.length; k++) {
            Rational change = problem.input(k).dot(delta).multiply(sign);
            boolean active = covectors[i].sign(k) > 0
                    || (covectors[i].sign(k) == 0 && change.multiply(sign).signum() > 0);
            row[k] = active ? change : Rational.ZERO;
        }
        return RationalVector.of(row);
    }

    private void addLength(int i, int sign, RationalVector v, List<RationalVector> within) {
        Rational least = within.stream()
                .map(e -> v.dot(e).divide(length(e)))
                .min(Rational::compareTo)
                .orElseThrow();
        Rational unit = problem.mu().multiply(denominator(i));
        Rational most = unit.multiply(length(v)).negate();
        add(gradient(i, sign, v), least.signum() > 0 ? least.multiply(unit) : most);
        add(gradient(i, -sign, v), most);
    }

    private static Rational length(RationalVector v) {
        return v.squaredNorm().sqrt(LENGTH_BITS).upper();
    }

    private void addShared() {
        for (Extreme e : extreme) {
            Rational[] row = new Rational[problem.size()];
            for (int k = 0; k < row.length; k++) {
                row[k] = problem.input(k).dot(e.vector()).max(Rational.ZERO);
            }
            Rational bound = problem.mu().multiply(length(e.vector())).negate();
            add(RationalVector.of(row), bound);
            add(RationalVector.of(row).negate(), bound);
        }
    }

    private void add(RationalVector row, Rational bound) {
        int length = bits(row.squaredNorm());
        double[] a = new double[row.size()];
        for (int k = 0; k < a.length; k++) {
            a[k] = Rational.scaleByPowerOfTwo(row.get(k).numerator(), -length).doubleValue();
        }
        double b = scaled(bound, -length - labelBits);
        rows.add(new Row(a, Math.max(-1, Math.min(1, b))));
    }

    /** {@code value * 2^bits} in floating point. */
    static double scaled(Rational value, int bits) {
        return value.multiply(Rational.scaleByPowerOfTwo(BigInteger.ONE, bits)).doubleValue();
    }

    private int[] sharedBy(int c) {
        int first = firstRow[firstRow.length - 1] + (sign(c) > 0 ? 0 : 1);
        return IntStream.range(0, extreme.size())
                .filter(e -> isConformal(covector(c), extreme.get(e).signs()))
                .map(e -> first + 2 * e)
                .toArray();
    }

    private boolean isConformal(SignVector a, SignVector b) {
        return IntStream.range(0, problem.size()).allMatch(k -> a.sign(k) * b.sign(k) >= 0);
    }

    List<FaceConditions> conditions() {
        return conditions;
    }

    int candidates() {
        return possible.length;
    }

    boolean isPossible(int c) {
        return possible[c];
    }

    SignVector covector(int c) {
        return covectors[c >> 1];
    }

    static int sign(int c) {
        return (c & 1) == 0 ? 1 : -1;
    }

    boolean areCompatible(int a, int b) {
        return sign(a) != sign(b) || !isConformal(covector(a), covector(b));
    }

    int size() {
        return rows.size();
    }

    Row row(int i) {
        return rows.get(i);
    }

    /** The number of data rows. */
    int dataRows() {
        return problem.size();
    }

    /** {@code s (X e)_+} of length 1 for the vectors e and both signs, in the order of their rows; zero where that is zero. */
    double[][] generators() {
        return rows.subList(firstRow[firstRow.length - 1], rows.size()).stream()
                .map(row -> {
                    double length = DoubleVectors.norm(row.a());
                    return Arrays.stream(row.a())
                            .map(a -> length == 0 ? 0 : a / length)
                            .toArray();
                })
                .toArray(double[][]::new);
    }

    /** Those that a candidate's outputs are combinations of; shared, not to be changed. */
    BitSet generatorsOf(int c) {
        return generatorsOf[c];
    }

    private BitSet generatedBy(int c) {
        BitSet own = new BitSet();
        for (int e = 0; e < extreme.size(); e++) {
            own.set(2 * e + (sign(c) > 0 ? 0 : 1), extreme.get(e).signs().isFaceOf(covector(c)));
        }
        return own;
    }

    /** The rows that may be used against a set of candidates. */
    int[] rowsOf(int[] set) {
        BitSet all = new BitSet(rows.size());
        for (int c : set) {
            all.set(firstRow[c], firstRow[c + 1]);
            for (int i : shared[c]) {
                all.set(i);
            }
        }
        return all.stream().toArray();
    }

    /** Whether the rows of one candidate, shared ones included, seem to hold at r. */
    boolean approximatelyHold(int c, double[] r) {
        for (int i = firstRow[c]; i < firstRow[c + 1]; i++) {
            if (DoubleVectors.dot(rows.get(i).a(), r) < rows.get(i).b()) {
                return false;
            }
        }
        for (int i : shared[c]) {
            if (DoubleVectors.dot(rows.get(i).a(), r) < rows.get(i).b()) {
                return false;
            }
        }
        return true;
    }

    int inputBits() {
        return inputBits;
    }

    int labelBits() {
        return labelBits;
    }
}
