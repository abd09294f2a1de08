package org.talweg.minima;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.Covectors;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedFace;
import org.talweg.minima.ResidualCut.Row;
import org.talweg.numeric.DoubleVectors;
import org.talweg.proof.FaceData;
import org.talweg.proof.ProgramProver;

/**
 * The signed faces that can hold a ray of a local minimum, each with its {@link RayConditions} and one signed cell of its star; and
 * a ball that contains the residual of every local minimum with all neurons nonzero.
 *
 * <p>The ball: such a minimum is optimal for some program, so {@code r.(r + y) = -mu sum |u| < 0}, and its value {@code -(2/n) r.y -
 * (1/n)|r|^2} is at least the global one. A convex combination of these two quadratic inequalities is a ball.
 *
 * <p>One more family of conditions is shared by the faces: {@code h_c(r) <= mu} for the cells of a ray's star, which at a vector e
 * along an extreme ray of one of them says {@code -s sum_k r_k (x_k.e)_+ <= mu |e|}.
 */
public final class MinimumCandidates {

    /** A candidate: its conditions as rows, the shared rows that apply, and a host. */
    record Candidate(
            RayConditions conditions,
            List<Row> rows,
            BitSet shared,
            BitSet generators,
            SignedCell cell,
            ResidualBall.Host host) {}

    private final Objective objective;
    private final ResidualBall ball;
    private final RationalVector fitted;
    private final Rational beta;
    private final List<Row> shared;
    private final double[][] generators;
    private final ResidualBall view;
    private final double mostWeight;
    private final List<Candidate> candidates;

    private MinimumCandidates(
            Objective objective,
            Rational globalLower,
            List<Row> shared,
            double[][] generators,
            List<Candidate> candidates) {
        this.objective = objective;
        this.ball = ball(objective, globalLower);
        this.fitted = fitted(objective);
        this.beta = beta(objective, fitted, globalLower);
        this.shared = shared;
        this.generators = generators;
        this.view = view(objective, ball);
        this.mostWeight = mostWeight(objective);
        this.candidates = candidates;
    }

    /**
     * All candidates, in the order of {@link SignedFace}. Cost: exact linear algebra for every face of the arrangement.
     *
     * @param prover the prover that will decide, with which the data of faces are shared
     * @param globalLower a lower bound of the value of the convex program over all signed cells
     */
    public static MinimumCandidates of(ProgramProver prover, CellSet cells, Rational globalLower) {
        Objective objective = prover.objective();
        List<SignVector> covectors = Covectors.of(objective.arrangement());
        List<FaceData> faces =
                covectors.parallelStream().map(prover.faces()::get).toList();
        List<FaceData> rays = faces.stream().filter(f -> f.dimension() == 1).toList();
        ResidualBall ball = ball(objective, globalLower);
        ResidualBall view = view(objective, ball);
        Function<LinearBound, Row> rows = bound -> Row.of(bound, view);
        List<Row> shared = new ArrayList<>();
        BitSet present = new BitSet();
        for (int e = 0; e < rays.size(); e++) {
            for (int s = 1; s >= -1; s -= 2) {
                Optional<LinearBound> row = alongRay(objective, direction(rays.get(e)), s);
                present.set(index(e, s), row.isPresent());
                shared.add(row.map(rows).orElse(null));
            }
        }
        List<Candidate> candidates = IntStream.range(0, 2 * faces.size())
                .parallel()
                .mapToObj(
                        i -> candidate(objective, cells, faces.get(i >> 1), (i & 1) == 0 ? 1 : -1, rays, present, rows))
                .flatMap(Optional::stream)
                .sorted((a, b) -> a.conditions().face().compareTo(b.conditions().face()))
                .toList();
        return new MinimumCandidates(objective, globalLower, shared, generators(objective, rays), candidates);
    }

    /**
     * The ball in whose units and from whose center the rows are seen: the one that holds all residuals, or where mu is tiny one around 0 of the size
     * that {@code |p(r)| = mu} gives residuals.
     */
    private static ResidualBall view(Objective objective, ResidualBall ball) {
        double largest = Arrays.stream(objective.approximateInputs())
                .mapToDouble(DoubleVectors::norm)
                .max()
                .orElse(0);
        return objective.hasSmallDecay()
                ? new ResidualBall(new double[objective.size()], objective.approximateMu() / largest)
                : ball;
    }

    private static int index(int ray, int sign) {
        return 2 * ray + (sign > 0 ? 0 : 1);
    }

    /** An exact vector along a face of dimension one. */
    private static RationalVector direction(FaceData ray) {
        return ray.isOriented() ? ray.basis().row(0) : ray.basis().row(0).negate();
    }

    /** {@code s (X e)_+}, of length 1, for e along the rays and both signs. */
    private static double[][] generators(Objective objective, List<FaceData> rays) {
        double[][] generators = new double[2 * rays.size()][];
        for (int e = 0; e < rays.size(); e++) {
            RationalVector direction = direction(rays.get(e));
            List<Rational> output = outputs(objective, direction).toList();
            Rational largest = output.stream().max(Rational::compareTo).orElse(Rational.ZERO);
            double[] g = output.stream()
                    .mapToDouble(o -> largest.isZero() ? 0 : o.divide(largest).doubleValue())
                    .toArray();
            double length = largest.isZero() ? 1 : DoubleVectors.norm(g);
            generators[index(e, 1)] = Arrays.stream(g).map(o -> o / length).toArray();
            generators[index(e, -1)] = Arrays.stream(g).map(o -> -o / length).toArray();
        }
        return generators;
    }

    /** {@code (X e)_+}. */
    private static RationalVector outputs(Objective objective, RationalVector e) {
        return objective.data().inputs().multiply(e).map(o -> o.max(Rational.ZERO));
    }

    /** {@code s sum_k r_k (x_k.e)_+ >= -mu |e|}. */
    private static Optional<LinearBound> alongRay(Objective objective, RationalVector e, int s) {
        RationalVector row = outputs(objective, e).multiply(Rational.of(s));
        Rational length = e.squaredNorm().sqrt(64).upper();
        return LinearBound.of(row, objective.mu().multiply(length).negate());
    }

    private static Optional<Candidate> candidate(
            Objective objective,
            CellSet cells,
            FaceData face,
            int sign,
            List<FaceData> rays,
            BitSet present,
            Function<LinearBound, Row> toRow) {
        int[] edges = IntStream.range(0, rays.size())
                .filter(e -> rays.get(e).covector().isFaceOf(face.covector()))
                .toArray();
        List<RationalVector> extreme =
                IntStream.of(edges).mapToObj(e -> direction(rays.get(e))).toList();
        SignedFace signed = new SignedFace(sign, face.covector());
        return RayConditions.of(objective, signed, face, extreme).map(conditions -> {
            BitSet shared = new BitSet();
            for (int e = 0; e < rays.size(); e++) {
                shared.set(index(e, sign), present.get(index(e, sign)) && areConformal(face, rays.get(e)));
            }
            int some = cells.indexOf(face.covector().compose(cells.signs(0)));
            SignedCell cell = new SignedCell(sign, cells.signs(some));
            List<Row> rows = conditions.bounds().stream().map(toRow).toList();
            BitSet generators = new BitSet();
            IntStream.of(edges).forEach(e -> generators.set(index(e, sign)));
            return new Candidate(
                    conditions, rows, shared, generators, cell, host(objective, cell, cells.witness(some)));
        });
    }

    /** True if the two faces lie in the closure of a common cell: no hyperplane has them on opposite sides. */
    static boolean areConformal(FaceData a, FaceData b) {
        return IntStream.range(0, a.sides().length).allMatch(h -> a.sides()[h] * b.sides()[h] >= 0);
    }

    private static ResidualBall.Host host(Objective objective, SignedCell cell, RationalVector witness) {
        boolean[] active = new boolean[objective.size()];
        for (int k = 0; k < active.length; k++) {
            active[k] = cell.isActive(k);
        }
        return new ResidualBall.Host(cell.sign(), objective.sides(cell.cell()), active, witness.toDoubles());
    }

    /** {@code |r|^2 + (1 + t) r.y + t n P <= 0}, t in [0, 1] chosen for the least radius. */
    private static ResidualBall ball(Objective objective, Rational globalLower) {
        RationalVector y = objective.data().labels();
        Rational square = y.squaredNorm();
        Rational value = globalLower.max(Rational.ZERO).multiply(objective.size());
        Rational t = square.isZero()
                ? Rational.ZERO
                : value.multiply(2).divide(square).subtract(Rational.ONE);
        t = t.max(Rational.ZERO).min(Rational.ONE);
        RationalVector center = y.multiply(t.add(Rational.ONE).divide(Rational.of(-2)));
        Rational radiusSquare = center.squaredNorm().subtract(t.multiply(value)).max(Rational.ZERO);
        if (!Arrays.stream(center.toDoubles()).allMatch(Double::isFinite)) {
            return new ResidualBall(new double[objective.size()], Double.POSITIVE_INFINITY);
        }
        RationalVector rounded = RationalVector.of(center.toDoubles());
        Rational radius = radiusSquare
                .sqrt(64)
                .upper()
                .add(rounded.subtract(center).squaredNorm().sqrt(64).upper());
        // The least radius is that of a ball too; it keeps the units of ResidualCut finite.
        return new ResidualBall(
                rounded.toDoubles(), Math.max(Interval.of(radius).upper(), 0x1p-200));
    }

    /**
     * The labels projected on a space E that holds the outputs of all neurons: rows along one ray have proportional outputs, and a row of zeros has
     * none. The conditions are linear forms in E too, so what is said of residuals need only be said of their part in E, with these labels.
     */
    private static RationalVector fitted(Objective objective) {
        int n = objective.size();
        Rational[] length = new Rational[n];
        Rational[] product = new Rational[2 * n];
        Rational[] square = new Rational[2 * n];
        Arrays.fill(product, Rational.ZERO);
        Arrays.fill(square, Rational.ZERO);
        for (int k = 0; k < n; k++) {
            int h = objective.arrangement().hyperplaneOf(k);
            if (h >= 0) {
                RationalVector normal =
                        RationalVector.of(objective.arrangement().normal(h));
                length[k] = objective.data().inputs().row(k).dot(normal);
                int group = index(h, length[k].signum());
                product[group] = product[group].add(
                        length[k].multiply(objective.data().labels().get(k)));
                square[group] = square[group].add(length[k].square());
            }
        }
        Rational[] fitted = new Rational[n];
        for (int k = 0; k < n; k++) {
            int group = length[k] == null ? 0 : index(objective.arrangement().hyperplaneOf(k), length[k].signum());
            fitted[k] = length[k] == null ? Rational.ZERO : length[k].multiply(product[group].divide(square[group]));
        }
        return RationalVector.of(fitted);
    }

    /**
     * A number with {@code -r.y >= |r|^2 / 2 + beta} for the fitted labels y: n/2 times the global value, less what no neuron fits. And with k = mu / |X|,
     * |X| the Frobenius norm, {@code mu sum |u|} is at least {@code k |r + y|}, so {@code -r.y >= |r|^2 + k (|y| - |r|) >= |r|^2 / 2 + k |y| - k^2 / 2}.
     */
    private static Rational beta(Objective objective, RationalVector fitted, Rational globalLower) {
        Rational square = squaredInputs(objective);
        Rational rest = objective.data().labels().subtract(fitted).squaredNorm();
        Rational least = globalLower
                .multiply(objective.size())
                .subtract(rest)
                .multiply(Rational.of(1, 2))
                .max(Rational.ZERO);
        if (square.isZero()) {
            return least;
        }
        Rational k = objective.mu().divide(square.sqrt(64).upper());
        Rational length = fitted.squaredNorm().sqrt(64).lower();
        return least.max(k.multiply(length.subtract(k.multiply(Rational.of(1, 2)))));
    }

    /** The number of candidates. */
    public int size() {
        return candidates.size();
    }

    /** The i-th candidate's signed face. */
    public SignedFace face(int i) {
        return candidates.get(i).conditions().face();
    }

    public Objective objective() {
        return objective;
    }

    Candidate get(int i) {
        return candidates.get(i);
    }

    Row sharedRow(int i) {
        return shared.get(i);
    }

    ResidualBall ball() {
        return ball;
    }

    /** {@code |X|^2}, Frobenius. */
    private static Rational squaredInputs(Objective objective) {
        Rational square = Rational.ZERO;
        for (int k = 0; k < objective.size(); k++) {
            square = square.add(objective.data().inputs().row(k).squaredNorm());
        }
        return square;
    }

    /** A workspace for what sets of candidates can put out. */
    OutputCone outputs() {
        return new OutputCone(generators, objective.approximateLabels());
    }

    /**
     * {@code q.r >= -q.y - t W} for a vector q whose products with the generators are at least -t (theorem T10 (d)), rounded down.
     */
    Row separation(Cover.Separator separator) {
        double[] q = separator.q();
        double product = 0;
        double size = 0;
        double sum = 0;
        for (int k = 0; k < q.length; k++) {
            double term = q[k] * objective.approximateLabels()[k];
            product += term;
            size += Math.abs(term);
            sum += Math.abs(q[k]);
        }
        double unit = (q.length + 16) * 0x1p-52;
        double loss = (unit * sum - separator.least()) * mostWeight;
        double bound = Math.nextDown(-product - unit * size - loss * (1 + unit)) - Double.MIN_NORMAL;
        return Row.of(new LinearBound(q, bound, Optional.empty()), view);
    }

    /** At least {@code sqrt(n) |X| |y|^2 / (4 mu)}: what weights of generators of length 1 can add up to. */
    private static double mostWeight(Objective objective) {
        Rational length =
                squaredInputs(objective).multiply(objective.size()).sqrt(64).upper();
        Rational most = length.multiply(objective.data().labels().squaredNorm())
                .divide(objective.mu().multiply(4));
        return Interval.of(most).upper() * (1 + 0x1p-30);
    }

    /** A workspace for cuts. */
    Cut cut() {
        return objective.hasSmallDecay() && !fitted.isZero()
                ? new HalfSpaceCut(fitted, beta, view(objective, ball))
                : new ResidualCut(ball);
    }
}
