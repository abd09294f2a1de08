package org.talweg.solver;

import static org.talweg.numeric.DoubleVectors.dot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import org.talweg.landscape.ApproximateOptimum;
import org.talweg.landscape.ApproximateRay;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.RegionSolver;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.support.SupportFunction;

/**
 * Solves the program over all signed cells, in floating point, by column generation: price every cell by its support value
 * (theorem T2), let the worst enter, solve the small program, drop neurons that vanish, until no cell is worth more than mu.
 *
 * <p>The value falls strictly from round to round, so no set of cells comes twice. A full pricing costs one projection for
 * each cell whose gradient exceeds mu; between full pricings only the cells that came closest to entering are priced.
 */
public final class ColumnGeneration {

    private static final double PRICED_OUT = 1e-10;
    private static final int ROUNDS = 500;
    private static final int POOL = 512;
    /** Entering cells whose rays lie closer than this (as a cosine) to a better one wait for a later round. */
    private static final double SAME_DIRECTION = 0.98;

    private final SignedCells cells;
    private final Objective objective;
    private final RegionSolver solver;

    /** Column generation over {@code cells} with {@code solver} for the small programs. */
    public ColumnGeneration(SignedCells cells, RegionSolver solver) {
        this.cells = cells;
        this.objective = cells.objective();
        this.solver = solver;
    }

    /** A signed cell that is worth entering: its support value and ray. */
    private record Column(int index, SignedCell cell, int[] sides, double value, double[] ray) {

        Column priced(double newValue, double[] newRay) {
            return new Column(index, cell, sides, newValue, newRay);
        }
    }

    /**
     * An approximate optimum; its excess is over all cells.
     *
     * @param progress receives the number of full pricings done
     */
    public ApproximateOptimum approximate(LongConsumer progress) {
        List<ApproximateRay> rays = List.of();
        ApproximateOptimum best = null;
        double bestValue = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            ApproximateOptimum now = solver.approximate(program(rays, List.of()), rays);
            List<Column> pool = price(now.residual());
            progress.accept(round + 1);
            ApproximateOptimum priced = new ApproximateOptimum(now.rays(), now.residual(), excess(pool));
            double value = program(rays, List.of()).approximateValue(priced);
            boolean better = value < bestValue;
            // Labels whose squares overflow give no value that is better than any.
            best = better || best == null ? priced : best;
            bestValue = Math.min(value, bestValue);
            if (pool.isEmpty() || !better) {
                break;
            }
            rays = exhaust(pool, now.rays()).rays();
        }
        return best;
    }

    /** Lets cells of the pool enter until none is worth more than mu. */
    private ApproximateOptimum exhaust(List<Column> pool, List<ApproximateRay> start) {
        List<ApproximateRay> rays = start;
        List<Column> candidates = pool;
        ApproximateOptimum now = null;
        for (int round = 0; round < ROUNDS && (now == null || !candidates.isEmpty()); round++) {
            now = solver.approximate(program(rays, spread(candidates)), rays);
            rays = now.rays();
            candidates = price(pool, now.residual());
        }
        return now;
    }

    private RegionProgram program(List<ApproximateRay> rays, List<Column> entering) {
        List<SignedCell> active = new ArrayList<>();
        rays.forEach(r -> active.add(r.host()));
        entering.forEach(c -> active.add(c.cell()));
        return new RegionProgram(objective, active);
    }

    private double excess(List<Column> columns) {
        return columns.isEmpty() ? 0 : columns.get(0).value() / objective.approximateMu() - 1;
    }

    /** The best columns, at most n, no two in nearly the same direction. */
    private List<Column> spread(List<Column> columns) {
        List<Column> chosen = new ArrayList<>();
        for (Column c : columns) {
            boolean close = chosen.stream()
                    .anyMatch(o -> o.cell().sign() == c.cell().sign() && cosine(o.ray(), c.ray()) > SAME_DIRECTION);
            if (!close) {
                chosen.add(c);
            }
            if (chosen.size() >= objective.size()) {
                break;
            }
        }
        return chosen;
    }

    /** Cells with {@code h_c(r) > mu}, best first, at most {@link #POOL}. */
    private List<Column> price(double[] r) {
        double least = objective.approximateMu() * (1 + PRICED_OUT);
        List<Column> found = new ArrayList<>();
        cells.scan(
                () -> {
                    SupportFunction support = new SupportFunction(objective);
                    support.setResidual(r);
                    return support;
                },
                (support, index, sign, sides) -> {
                    double h = support.approximatePrice(sign, sides, least);
                    if (h > least) {
                        Column column = new Column(
                                index,
                                cells.get(index),
                                sides.clone(),
                                h,
                                support.approximatePoint().clone());
                        synchronized (found) {
                            found.add(column);
                            if (found.size() >= 8 * POOL) {
                                keepBest(found);
                            }
                        }
                    }
                });
        keepBest(found);
        return found;
    }

    private static void keepBest(List<Column> columns) {
        columns.sort(Comparator.comparingDouble(Column::value).reversed().thenComparingInt(Column::index));
        if (columns.size() > POOL) {
            columns.subList(POOL, columns.size()).clear();
        }
    }

    private List<Column> price(List<Column> pool, double[] r) {
        double least = objective.approximateMu() * (1 + PRICED_OUT);
        SupportFunction support = new SupportFunction(objective);
        support.setResidual(r);
        List<Column> found = new ArrayList<>();
        for (Column c : pool) {
            double h = support.approximatePrice(c.cell().sign(), c.sides(), least);
            if (h > least) {
                found.add(c.priced(h, support.approximatePoint().clone()));
            }
        }
        keepBest(found);
        return found;
    }

    private static double cosine(double[] a, double[] b) {
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }
}
