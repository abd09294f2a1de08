package org.talweg.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.SignVector;
import org.talweg.exact.Interval;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.oracle.OracleCell;

class SupportBoundTest {

    private static List<SignedCell> cells(Objective objective) {
        SignedCells all = SignedCells.all(objective, CellSet.of(objective.arrangement()));
        return IntStream.range(0, all.size()).mapToObj(all::get).toList();
    }

    /** All cells and all facets. */
    private static List<SignedCell> cellsAndFacets(Objective objective) {
        CellSet cells = CellSet.of(objective.arrangement());
        List<SignedCell> found = new ArrayList<>(cells(objective));
        for (int i = 0; i < cells.size(); i++) {
            for (int h : cells.facets(i)) {
                int[] signs = new int[objective.size()];
                for (int k = 0; k < signs.length; k++) {
                    signs[k] = objective.arrangement().hyperplaneOf(k) == h
                            ? 0
                            : cells.signs(i).sign(k);
                }
                found.add(new SignedCell(i % 2 == 0 ? 1 : -1, SignVector.of(signs)));
            }
        }
        return found;
    }

    /** {@code h_c(r)^2} exactly: by projecting on every subset of normals until one projection is the true one. */
    private static Rational squaredSupport(Objective objective, SignedCell c, RationalVector r) {
        RationalVector g = new SupportBound(objective).gradient(c, r);
        int[] sides = objective.sides(c.cell());
        Rational best = Rational.ZERO;
        for (int subset = 0; subset < 1 << sides.length; subset++) {
            int mask = subset;
            List<RationalVector> on = IntStream.range(0, sides.length)
                    .filter(h -> (mask >> h & 1) != 0)
                    .mapToObj(h -> RationalVector.of(objective.arrangement().normal(h)))
                    .toList();
            RationalMatrix n = RationalMatrix.ofRows(on, objective.dimension());
            RationalVector v = g;
            if (!on.isEmpty()) {
                v = g.subtract(n.multiplyTransposed(
                        n.multiply(n.transpose()).solve(n.multiply(g)).orElseThrow()));
            }
            RationalVector point = v;
            boolean inside = IntStream.range(0, sides.length).allMatch(h -> {
                int side = RationalVector.of(objective.arrangement().normal(h))
                        .dot(point)
                        .signum();
                return side == 0 || side == sides[h];
            });
            // Every point of the cone on the line of v has g.v <= h |v|; the best of these faces is the projection.
            if (inside) {
                best = best.max(v.squaredNorm());
            }
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void boundsHoldAndAreTight(long seed) {
        Random random = Seeded.random(seed);
        for (int trial = 0; trial < 6; trial++) {
            Instance instance = trial % 2 == 0
                    ? Instance.gaussian(random, 5, 3, "0.01")
                    : Instance.degenerate(random, 6, 3, "0.01");
            Objective objective = instance.objective();
            RationalVector r = RationalVector.of(IntStream.range(0, objective.size())
                    .mapToObj(k -> Rational.of(random.nextInt(2001) - 1000, 7))
                    .toList());
            SupportBound bound = new SupportBound(objective);
            bound.setResidual(r);
            for (SignedCell c : cellsAndFacets(objective)) {
                int[] sides = objective.sides(c.cell());
                Rational exact = squaredSupport(objective, c, r);
                Rational upper = Rational.of(bound.upper(c.sign(), sides, 0));
                assertThat(upper.square()).isGreaterThanOrEqualTo(exact);
                assertThat(upper.doubleValue()).isLessThanOrEqualTo(Math.sqrt(exact.doubleValue()) * (1 + 1e-9) + 1e-9);
                assertThat(Rational.of(bound.gradientUpper(c.sign(), sides)).square())
                        .isGreaterThanOrEqualTo(bound.gradient(c, r).squaredNorm());
                assertThat(bound.squaredNorm(c, sides)).isGreaterThanOrEqualTo(exact);
                bound.exactMaximiser(c, sides)
                        .ifPresent(v -> assertThat(v.squaredNorm()).isEqualTo(exact));
            }
        }
    }

    @Test
    void boundsHoldForEveryResidualOfTheBox() {
        Random random = Seeded.random(5);
        Objective objective = Instance.gaussian(random, 5, 2, "0.01").objective();
        for (double radius : new double[] {1e-12, 1e-6, 0.1, 10}) {
            RationalVector center =
                    RationalVector.of(random.doubles(objective.size(), -1, 1).toArray());
            List<Interval> box = center.toList().stream()
                    .map(e -> Interval.around(e.doubleValue(), radius))
                    .toList();
            SupportBound bound = new SupportBound(objective);
            bound.setEnclosures(box);
            for (SignedCell c : cells(objective)) {
                int[] sides = objective.sides(c.cell());
                Rational upper = Rational.of(bound.upper(c.sign(), sides, 0)).square();
                Rational gradient =
                        Rational.of(bound.gradientUpper(c.sign(), sides)).square();
                for (int corner = 0; corner < 32; corner += 5) {
                    Rational[] r = new Rational[objective.size()];
                    for (int k = 0; k < r.length; k++) {
                        r[k] = Rational.of(
                                (corner >> k & 1) == 0
                                        ? box.get(k).lower()
                                        : box.get(k).upper());
                    }
                    RationalVector at = RationalVector.of(r);
                    assertThat(upper).isGreaterThanOrEqualTo(squaredSupport(objective, c, at));
                    assertThat(gradient)
                            .isGreaterThanOrEqualTo(bound.gradient(c, at).squaredNorm());
                }
            }
        }
    }

    /** One row x with residual r: the cell + with sign s = -sgn(x r) has h = |x r|, however small or large the factors. */
    @ParameterizedTest
    @CsvSource({
        "1e-170,1",
        "1e-200,1e-100",
        "1e-160,1e-155",
        "1e-400,1e300",
        "1.7e-323,1e300",
        "1e-323,1e-323",
        "1e300,1e300",
        "1e400,1e-400",
        "1e400,0",
        "1e-310,1e10",
        "1/3,1e-300",
        "1e308,1e-320"
    })
    void boundsHoldAtEveryScale(String x, String r) {
        Objective objective = Instance.of("1", x + "," + r, x + "," + r).objective();
        RationalVector residual =
                RationalVector.of(Rational.parse(r).negate(), Rational.parse(r).negate());
        SupportBound bound = new SupportBound(objective);
        bound.setResidual(residual);
        Rational exact =
                Rational.parse(x).multiply(Rational.parse(r)).multiply(2).abs();
        for (double upper : new double[] {
            bound.gradientUpper(1, new int[] {1}),
            bound.upper(1, new int[] {1}, 0),
            bound.upper(1, new int[] {1}, 1e-300)
        }) {
            boolean proves = Double.isFinite(upper) && Rational.of(upper).compareTo(exact) < 0;
            assertThat(proves).as("%s below %s", upper, exact).isFalse();
        }
    }

    /** Columns of very different sizes: the witness' error in the small one must not be lost. */
    @Test
    void boundsHoldForNormalsOfMixedScale() {
        Random random = Seeded.random(6);
        String[] sizes = {"1", "1e-160", "1e-320", "1e-30"};
        for (int trial = 0; trial < 20; trial++) {
            String[] rows = new String[3];
            for (int k = 0; k < 3; k++) {
                rows[k] = entry(random, sizes) + "," + entry(random, sizes) + "," + entry(random, sizes);
            }
            Instance instance = Instance.of("1", rows);
            Objective objective = instance.objective();
            SupportBound bound = new SupportBound(objective);
            RationalVector r = objective.data().labels().negate();
            bound.setResidual(r);
            for (OracleCell cell : instance.oracleCells()) {
                SignedCell c = Instance.cell(cell);
                int[] sides = objective.sides(c.cell());
                Rational exact = squaredSupport(objective, c, r);
                double upper = bound.upper(c.sign(), sides, 0);
                boolean wrong =
                        Double.isFinite(upper) && Rational.of(upper).square().compareTo(exact) < 0;
                assertThat(wrong).as("%s %s", List.of(rows), c).isFalse();
                assertThat(bound.squaredNorm(c, sides)).isGreaterThanOrEqualTo(exact);
            }
        }
    }

    /** Nearly parallel normals make floating point propose hyperplanes whose exact multipliers are negative. */
    @Test
    void boundsHoldForNearlyParallelNormals() {
        Random random = Seeded.random(7);
        for (int trial = 0; trial < 20; trial++) {
            String[] rows = new String[5];
            for (int k = 0; k < rows.length; k++) {
                Rational tilt =
                        Rational.of(random.nextInt(9) - 4).multiply(Rational.parse("1e-" + (9 + random.nextInt(7))));
                rows[k] = Rational.ONE.add(tilt) + "," + (k % 2) + ","
                        + Rational.of(random.nextInt(3) - 1).add(tilt) + "," + random.nextGaussian();
            }
            Instance instance = Instance.of("1", rows);
            Objective objective = instance.objective();
            SupportBound bound = new SupportBound(objective);
            RationalVector r = objective.data().labels().negate();
            bound.setResidual(r);
            for (OracleCell cell : instance.oracleCells()) {
                SignedCell c = Instance.cell(cell);
                int[] sides = objective.sides(c.cell());
                Rational exact = squaredSupport(objective, c, r);
                assertThat(Rational.of(bound.upper(c.sign(), sides, 0)).square())
                        .isGreaterThanOrEqualTo(exact);
                assertThat(bound.squaredNorm(c, sides)).isGreaterThanOrEqualTo(exact);
                bound.exactMaximiser(c, sides)
                        .ifPresent(v -> assertThat(v.squaredNorm()).isEqualTo(exact));
            }
        }
    }

    private static String entry(Random random, String[] sizes) {
        return Rational.parse(sizes[random.nextInt(sizes.length)])
                .multiply(random.nextInt(199) - 99)
                .toString();
    }
}
