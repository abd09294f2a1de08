package org.talweg.population;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.talweg.population.CriticalPoint.Verdict;

/** Time to prove one spurious minimum of the population loss, of one block type, against the number of teachers. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CriticalPointBenchmark {

    /** Groups of 1 and k - 1 teachers. */
    @State(Scope.Benchmark)
    public static class Minimum {
        @Param({"10", "100", "1000"})
        int teachers;

        PopulationLoss loss;
        double[] guess;

        @Setup
        public void find() {
            List<CriticalPoint> points = new Families(0, 1).ofBlocks(new int[] {1, teachers - 1}).points();
            CriticalPoint minimum = points.stream()
                    .filter(p -> p.verdict() == Verdict.SPURIOUS && p.shape().sizes().length == 2)
                    .findFirst()
                    .orElseThrow();
            loss = new PopulationLoss(minimum.shape());
            guess = minimum.center().stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    @Benchmark
    public Optional<CriticalPoint> prove(Minimum minimum) {
        return CriticalPointProver.prove(minimum.loss, minimum.guess);
    }
}
