package org.talweg.undecayed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NoFeasibleSolutionException;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.Seeded;
import org.talweg.arrangement.Arrangement;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.SignVector;
import org.talweg.data.Dataset;
import org.talweg.exact.RationalMatrix;
import org.talweg.exact.RationalVector;

/** Counts of regions with zero loss, against a linear program for every region by Commons Math. */
class InterpolationTest {

    private static Dataset data(double[][] x, double[] y) {
        return new Dataset(
                RationalMatrix.ofRows(Arrays.stream(x).map(RationalVector::of).toList(), x[0].length),
                RationalVector.of(y));
    }

    private static Dataset data(String rows) {
        double[][] all = Arrays.stream(rows.split(";"))
                .map(r -> Arrays.stream(r.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
        int d = all[0].length - 1;
        return data(
                Arrays.stream(all).map(r -> Arrays.copyOf(r, d)).toArray(double[][]::new),
                Arrays.stream(all).mapToDouble(r -> r[d]).toArray());
    }

    /** The largest margin up to 1 with which weights of the region have these outputs; negative if none have. */
    private static double margin(double[][] x, double[] outputs, List<SignVector> cells, int[] signs) {
        int m = signs.length;
        int d = x[0].length;
        List<LinearConstraint> constraints = new ArrayList<>();
        for (int k = 0; k < x.length; k++) {
            double[] output = new double[m * d + 1];
            for (int j = 0; j < m; j++) {
                double[] side = new double[m * d + 1];
                int at = cells.get(j).sign(k);
                for (int i = 0; i < d; i++) {
                    side[j * d + i] = at * x[k][i];
                    output[j * d + i] = at > 0 ? signs[j] * x[k][i] : 0;
                }
                side[m * d] = -1;
                if (at != 0) {
                    constraints.add(new LinearConstraint(side, Relationship.GEQ, 0));
                }
            }
            constraints.add(new LinearConstraint(output, Relationship.EQ, outputs[k]));
        }
        double[] t = new double[m * d + 1];
        t[m * d] = 1;
        constraints.add(new LinearConstraint(t, Relationship.LEQ, 1));
        constraints.add(new LinearConstraint(t, Relationship.GEQ, 0));
        try {
            return new SimplexSolver()
                    .optimize(
                            new MaxIter(10_000),
                            new LinearObjectiveFunction(t, 0),
                            new LinearConstraintSet(constraints),
                            GoalType.MAXIMIZE,
                            new NonNegativeConstraint(false))
                    .getPoint()[m * d];
        } catch (NoFeasibleSolutionException e) {
            return -1;
        }
    }

    /** The projection of y on the column space of all [D_A X]. */
    private static double[] projection(double[][] x, double[] y, List<SignVector> cells) {
        int d = x[0].length;
        double[][] all = new double[x.length][cells.size() * d];
        for (int k = 0; k < x.length; k++) {
            for (int j = 0; j < cells.size(); j++) {
                for (int i = 0; i < d; i++) {
                    all[k][j * d + i] = cells.get(j).sign(k) > 0 ? x[k][i] : 0;
                }
            }
        }
        Array2DRowRealMatrix matrix = new Array2DRowRealMatrix(all);
        SingularValueDecomposition svd = new SingularValueDecomposition(matrix);
        return matrix.operate(svd.getSolver().solve(new ArrayRealVector(y)).toArray());
    }

    @Test
    void formulasCountEveryRegion() {
        Random random = Seeded.random(95);
        int positive = 0;
        for (int trial = 0; trial < 12; trial++) {
            int n = 1 + random.nextInt(3);
            int d = 1 + random.nextInt(2);
            double[][] x = new double[n][d];
            for (double[] row : x) {
                for (int i = 0; i < d; i++) {
                    row[i] = random.nextInt(5) - 2;
                }
            }
            if (n > 1 && trial % 4 == 0) {
                x[1] = x[0].clone();
            } else if (n > 1 && trial % 4 == 1) {
                x[1] = Arrays.stream(x[0]).map(e -> -e).toArray();
            }
            double[] y = random.ints(n, -2, 3).asDoubleStream().toArray();
            Dataset data = data(x, y);
            Interpolation found = Interpolation.of(data, p -> {}).orElseThrow();
            CellSet cells = CellSet.of(Arrangement.of(data.inputs()));
            for (int m = 1; m <= 2; m++) {
                long closed = 0;
                long zero = 0;
                long bad = 0;
                long all = (long) Math.pow(2 * cells.size(), m);
                for (long region = 0; region < all; region++) {
                    List<SignVector> used = new ArrayList<>();
                    int[] signs = new int[m];
                    long rest = region;
                    for (int j = 0; j < m; j++) {
                        int c = (int) (rest % (2L * cells.size()));
                        rest /= 2L * cells.size();
                        used.add(cells.signs(c / 2));
                        signs[j] = c % 2 == 0 ? 1 : -1;
                    }
                    double margin = margin(x, y, used, signs);
                    closed += margin >= 0 ? 1 : 0;
                    double[] best = projection(x, y, used);
                    double gap = 0;
                    for (int k = 0; k < n; k++) {
                        gap = Math.max(gap, Math.abs(best[k] - y[k]));
                    }
                    if (gap < 1e-9) {
                        zero += margin > 1e-9 ? 1 : 0;
                    } else {
                        bad += margin(x, best, used, signs) > 1e-9 ? 1 : 0;
                    }
                }
                String where = "trial " + trial + " width " + m + ": " + data.inputs() + data.labels();
                assertThat(found.holding().at(m)).as(where).isEqualTo(BigInteger.valueOf(closed));
                assertThat(found.openHolding().orElseThrow().at(m)).as(where).isEqualTo(BigInteger.valueOf(zero));
                assertThat(found.badMinimum().orElseThrow().at(m)).as(where).isEqualTo(BigInteger.valueOf(bad));
                assertThat(found.noCriticalPoint().orElseThrow().at(m))
                        .as(where)
                        .isEqualTo(BigInteger.valueOf(all - zero - bad));
                positive += zero > 0 && bad > 0 ? 1 : 0;
            }
        }
        assertThat(positive).isGreaterThan(5);
    }

    @ParameterizedTest
    @CsvSource({
        "'1,0,1;0,1,1;1,1,0', 12, 12, 12^m - 2*9^m - 3*8^m + 4*7^m + 2*6^m - 2*5^m",
        "'-2,1,1;-1,1,-1;0,1,2;1,1,0;3,1,1', 20, 358, 20^m - 3*16^m - 4*15^m - 12*14^m + 15*13^m + 43*12^m - 23*11^m - 41*10^m"
                + " + 10*9^m + 13*8^m + 5*7^m - 6^m - 3*5^m",
    })
    void knownFormulas(String rows, int cells, int minimal, String formula) {
        Interpolation found = Interpolation.of(data(rows), p -> {}).orElseThrow();
        assertThat(found.signedCells()).isEqualTo(cells);
        assertThat(found.minimalSets()).isEqualTo(minimal);
        assertThat(found.holding()).hasToString(formula);
    }

    @Test
    void repeatedRowsWithOtherLabelsCannotBeFitted() {
        Interpolation found =
                Interpolation.of(data("1,2,1;1,2,0;1,-1,3"), p -> {}).orElseThrow();
        assertThat(found.holding()).hasToString("0");
        assertThat(found.minimalSets()).isZero();
    }

    @Test
    void labelsOfZeroAreFittedEverywhere() {
        Interpolation found = Interpolation.of(data("1,2,0;1,-1,0"), p -> {}).orElseThrow();
        assertThat(found.holding()).hasToString(found.signedCells() + "^m");
    }
}
