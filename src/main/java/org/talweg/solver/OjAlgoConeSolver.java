package org.talweg.solver;

import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.matrix.store.RawStore;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.convex.ConvexSolver;

/**
 * Solves a {@link ConeQuadratic} with ojAlgo's active set method.
 *
 * <p>Three measured facts shape this class. The sparse variant reports wrong optima on such cones, so it is off. Started
 * from an interior point the method is right and several times faster; without one it may wander. On degenerate cones it
 * may cycle, so iterations and time are bounded. Its reported state is not trusted: callers check the answer.
 */
final class OjAlgoConeSolver implements ConeQuadratic.Solver {

    private static final int ITERATIONS = 2_000;
    private static final long MILLISECONDS = 5_000;

    @Override
    public double[] approximate(ConeQuadratic program) {
        int size = program.linear().length;
        Optimisation.Options options = new Optimisation.Options();
        options.sparse = false;
        options.iterations_abort = ITERATIONS;
        options.time_abort = MILLISECONDS;
        ConvexSolver.Builder builder = ConvexSolver.newBuilder()
                .objective(RawStore.wrap(program.hessian()), R064Store.FACTORY.column(program.linear()));
        if (program.rows().length > 0) {
            // ojAlgo's inequalities read A x <= b, and its error message on an empty A is unhelpful.
            double[][] negated = new double[program.rows().length][size];
            for (int i = 0; i < negated.length; i++) {
                for (int j = 0; j < size; j++) {
                    negated[i][j] = -program.rows()[i][j];
                }
            }
            builder.inequalities(RawStore.wrap(negated), R064Store.FACTORY.make(negated.length, 1));
        }
        ConvexSolver solver = builder.build(options);
        Optimisation.Result result = program.interior() == null
                ? solver.solve()
                : solver.solve(Optimisation.Result.of(Optimisation.State.FEASIBLE, program.interior()));
        double[] x = new double[size];
        for (int j = 0; j < size; j++) {
            x[j] = result.doubleValue(j);
            if (!Double.isFinite(x[j])) {
                return null;
            }
        }
        return x;
    }
}
