package org.talweg.arrangement;



import java.io.IOException;
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

/** Time to enumerate all cells of a table of normals, packed. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CellsBenchmark {

    /** Data that every enumerator can do. */
    @State(Scope.Benchmark)
    public static class Large {
        @Param({"gauss_30_6", "threshold_5", "resonance_6"})
        String name;

        @Param({"1", "2"})
        int threads;

        Arrangement arrangement;

        @Setup
        public void read() throws IOException {
            arrangement = CellSetTest.read(name);
        }
    }

    /** Data small enough for the reference. */
    @State(Scope.Benchmark)
    public static class Small {
        @Param({"gauss_10_4", "typeB_4", "threshold_4"})
        String name;

        Arrangement arrangement;

        @Setup
        public void read() throws IOException {
            arrangement = CellSetTest.read(name);
        }
    }

    private static long count(Arrangement arrangement, CellEnumerator enumerator) {
        long[] count = new long[1];
        enumerator.enumerateHalf(arrangement, (packed, size) -> count[0] += size + packed[0] % 2);
        return count[0];
    }

    @Benchmark
    public long enumerate(Large data) {
        return count(data.arrangement, CellEnumerator.automatic(data.threads));
    }

    @Benchmark
    public CellSet sortedSet(Large data) {
        return CellSet.of(data.arrangement, CellEnumerator.automatic(data.threads));
    }

    @Benchmark
    public long enumerateSmall(Small data) {
        return count(data.arrangement, CellEnumerator.automatic(1));
    }

    @Benchmark
    public long feasibility(Small data) {
        return count(data.arrangement, CellEnumerator.feasibility());
    }

    @Benchmark
    public int reference(Small data) {
        return new CovectorOracle(data.arrangement.rows()).cells().size();
    }
}
