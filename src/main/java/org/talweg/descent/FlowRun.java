package org.talweg.descent;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.numeric.DoubleVectors;

/**
 * One run of the flow, from its start to a proved end. It is asked where it tends to when the residual has become quiet; if no end is proved it goes on. Not
 * thread-safe; used for many runs.
 */
final class FlowRun {

    // Heuristics: when to ask and when to give up. What is answered is proved, or the run goes on.

    private static final int MOST_STEPS = 20_000;
    /** The change of the residual over a time 1/lambda, relative to its size, below which it is quiet. */
    private static final double QUIET = 1e-4;
    /** Growth, in units of lambda, above which a neuron near zero is awaited. */
    private static final double GROWING = 1e-3;
    /** By how much more time the next question waits, and in units of 1/lambda the first. */
    private static final double PATIENCE = 1.5;

    private static final double FIRST = 2;
    /** Times in units of 1/lambda after which a run that proves nothing is given up. */
    private static final double LONGEST = 1e5;

    private static final double PUSH = 1e-3;

    private final GradientFlow flow;
    private final EndProver prover;
    private final double lambda;
    private final Consumer<Moment> observer;

    FlowRun(Objective objective, EndProver prover) {
        this(objective, prover, moment -> {});
    }

    /** @param observer receives what the flow is like after each step */
    FlowRun(Objective objective, EndProver prover, Consumer<Moment> observer) {
        this.flow = new GradientFlow(objective);
        this.prover = prover;
        this.lambda = objective.lambda().doubleValue();
        this.observer = observer;
    }

    /**
     * Runs from {@code start}.
     *
     * @param before steps that were taken before, by another method
     */
    RunEnd run(int number, Weights start, long before) {
        return run(number, start, before, start.width());
    }

    /** The same, the end being judged as one of {@code width}, at least that of the start. */
    RunEnd run(int number, Weights start, long before, int width) {
        flow.start(start);
        double ask = FIRST;
        int passed = 0;
        String reason = "the residual does not become quiet in " + MOST_STEPS + " steps";
        long steps = 0;
        for (; steps < MOST_STEPS && flow.time() * lambda < LONGEST; steps++) {
            double at = flow.time();
            if (!flow.advance()) {
                reason = "no step of the flow can be made";
                break;
            }
            observer.accept(flow.moment());
            double elapsed = (flow.time() - at) * lambda;
            boolean approximatelyQuiet = flow.change() <= QUIET * elapsed;
            if (approximatelyQuiet && flow.time() * lambda >= ask && isApproximatelyDecided()) {
                EndProver.Answer answer = prover.judge(flow.neurons(), width, flow.residual(), flow.loss());
                if (answer instanceof EndProver.Ended end) {
                    return end(number, end, before + steps + 1, passed);
                }
                if (answer instanceof EndProver.Tied tied) {
                    reason = tied.reason();
                    break;
                }
                if (answer instanceof EndProver.Push push && !push.directions().isEmpty()) {
                    passed++;
                    push(push.directions());
                    reason = push.point().reason();
                } else if (answer instanceof EndProver.GoOn goOn) {
                    reason = goOn.reason();
                }
                ask = PATIENCE * flow.time() * lambda;
            }
        }
        return RunEnd.unfinished(number, before + steps, passed, reason, flow.weights());
    }

    private RunEnd end(int number, EndProver.Ended end, long steps, int passed) {
        StationaryPoint point = end.point();
        return new RunEnd(
                number, point.kind(), Optional.of(point), end.trapped(), steps, passed, "", true, flow.weights());
    }

    /** True if no neuron near zero grows. */
    private boolean isApproximatelyDecided() {
        return !flow.anyGrows(prover::isApproximatelyDead, GROWING * lambda);
    }

    /** Moves neurons a little along directions in which the loss falls. */
    private void push(Map<Integer, RationalVector> directions) {
        Weights now = flow.weights();
        directions.forEach((j, direction) -> {
            double[] step = direction.toDoubles();
            double scale =
                    PUSH * DoubleVectors.norm(now.w()[j]) / Math.max(DoubleVectors.norm(step), Double.MIN_NORMAL);
            for (int i = 0; i < step.length; i++) {
                now.w()[j][i] += scale * step[i];
            }
        });
        flow.start(now);
    }
}
