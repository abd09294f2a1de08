package org.talweg.descent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.talweg.analysis.Analysis;

/**
 * Runs from random starts, in parallel, each followed to a proved end. Same analysis, plan and seed: the same ends, whatever the number of
 * threads.
 */
public final class Experiment {

    private final Analysis analysis;
    private final Plan plan;
    private final EndProver prover;

    /** How a run gets from its start to its end. */
    public enum Method {
        /** Plain gradient descent as published, then the flow from where it stops. */
        GD,
        /** Gradient flow. */
        FLOW
    }

    /**
     * What is the same for all runs.
     *
     * @param init how starts are drawn
     * @param seed of the random numbers
     * @param runs starts of each width and scale
     * @param step learning rate of plain descent
     * @param quiet squared norm of the gradient at which plain descent stops
     * @param limit steps of plain descent at which it is given up
     */
    public record Plan(Initialisation init, long seed, int runs, double step, double quiet, long limit) {

        /** Runs of the flow from balanced starts, with seed 1. */
        public static Plan ofFlow(int runs) {
            return new Plan(Initialisation.BALANCED, 1, runs, 0.01, 1e-16, 1);
        }
    }

    public Experiment(Analysis analysis, Plan plan) {
        this.analysis = analysis;
        this.plan = plan;
        this.prover = new EndProver(analysis);
    }

    /** The plan. */
    public Plan plan() {
        return plan;
    }

    /**
     * All runs of one width, scale and method.
     *
     * @param progress receives the share of runs done
     * @param stopped asked before each run; runs that are not begun are left out
     */
    public Tally run(int width, double scale, Method method, DoubleConsumer progress, BooleanSupplier stopped) {
        int d = analysis.objective().dimension();
        AtomicLong done = new AtomicLong();
        // the search for the list is parallel itself and is not begun from within
        analysis.allWidths();
        ThreadLocal<FlowRun> flows = ThreadLocal.withInitial(() -> new FlowRun(analysis.objective(), prover));
        List<Optional<RunEnd>> ends = IntStream.range(0, plan.runs())
                .parallel()
                .mapToObj(run -> {
                    if (stopped.getAsBoolean()) {
                        return Optional.<RunEnd>empty();
                    }
                    Weights start = plan.init().draw(width, d, scale, plan.seed(), run);
                    RunEnd end = run(run, start, method, flows.get());
                    progress.accept((double) done.incrementAndGet() / plan.runs());
                    return Optional.of(end);
                })
                .toList();
        return Tally.of(
                analysis,
                width,
                scale,
                method,
                ends.stream().flatMap(Optional::stream).toList());
    }

    /** The way of one of the runs of the flow, step by step, and its end. */
    public Path path(int width, double scale, int run) {
        Weights start = plan.init().draw(width, analysis.objective().dimension(), scale, plan.seed(), run);
        return path(run, start);
    }

    /** The way of the flow from a given network. */
    public Path path(int run, Weights start) {
        analysis.allWidths();
        List<Moment> moments = new ArrayList<>();
        RunEnd end = new FlowRun(analysis.objective(), prover, moments::add).run(run, start, 0);
        return new Path(start.width(), moments, end);
    }

    /** A run with what it was like after each step. */
    public record Path(int width, List<Moment> moments, RunEnd end) {}

    /** One run from a given network. */
    public Tally run(Weights start, Method method) {
        analysis.allWidths();
        RunEnd end = run(0, start, method, new FlowRun(analysis.objective(), prover));
        return Tally.of(analysis, start.width(), Double.NaN, method, List.of(end));
    }

    private RunEnd run(int number, Weights start, Method method, FlowRun flow) {
        if (method == Method.FLOW) {
            return flow.run(number, start, 0);
        }
        PlainDescent.Stop stop =
                new PlainDescent(analysis.objective(), plan.step(), plan.quiet(), plan.limit()).run(start);
        if (!stop.weights().isFinite()) {
            return RunEnd.unfinished(number, stop.steps(), 0, "the step is too large: weights overflow", start);
        }
        RunEnd end = flow.run(number, stop.weights(), stop.steps());
        return stop.isQuiet() ? end : end.withoutRest();
    }
}
